import { type CheckId, isAboutSystem } from '../../domain/check.ts'
import { evaluateSystem } from '../../domain/evaluate.ts'
import { usersPage } from '../../domain/miro-pages.ts'
import { type TraceLine, trace } from '../../domain/trace.ts'
import type { Answer, Uses } from '../uses.ts'
import { type Framing, frameOf } from './evaluate-access.ts'

/** One check of one account, or of the system. */
export type Subject = { readonly miroOrgId: string; readonly checkId: CheckId; readonly subjectId: string }

/** What a button stands for: a finding, or whatever a check says of an account now. */
export type FindingRef = { readonly findingId: string } | Subject

export type Sheet = Answer<'findings.sheet'>

export type FindingSheet = Sheet & {
  readonly trace: readonly TraceLine[]
  /** Miro's page with the organization's users. */
  readonly consoleUrl: string
}

export type Group = Answer<'findings.group'>

export type GroupPage = Group & { readonly from: number; readonly consoleUrl: string }

type Reading = Framing &
  Uses<'clock' | 'miroUrl' | 'findings.group' | 'findings.subject' | 'findings.sheet' | 'evaluation.facts'>

/** All that is known about one finding; null when there is nothing of that kind in this workspace. */
export async function readFinding(
  world: Reading,
  input: { readonly workspaceId: string; readonly ref: FindingRef },
): Promise<FindingSheet | null> {
  const { workspaceId, ref } = input
  const subject =
    'findingId' in ref
      ? await world.findings.subject(workspaceId, ref.findingId)
      : { ...ref, findingId: null }
  if (subject === null) return null
  const sheet = await world.findings.sheet(workspaceId, subject)
  if (sheet === null) return null
  const known = isAboutSystem(sheet.checkId) ? await withSystem(world, workspaceId, sheet) : sheet
  return { ...known, trace: trace(known), consoleUrl: usersPage(world.miroUrl, sheet.miroOrgId) }
}

/** The system has no account; what it says is asked of what is stored. */
async function withSystem(world: Reading, workspaceId: string, sheet: Sheet): Promise<Sheet> {
  const facts = await world.evaluation.facts({ workspaceId, miroOrgId: sheet.miroOrgId })
  if (facts === null) return sheet
  const frame = frameOf(world, facts, 'report', world.clock())
  return { ...sheet, result: evaluateSystem(frame, facts.systemFinding).result }
}

/** Findings of one group from place `from`, at most `limit`; null when this workspace has no such group. */
export async function readGroup(
  world: Reading,
  input: {
    readonly workspaceId: string
    readonly groupId: string
    readonly from: number
    readonly limit: number
    /** Slack id of who asks: what is about them is left out, and not counted. */
    readonly except: string
  },
): Promise<GroupPage | null> {
  const { workspaceId, groupId, limit, except } = input
  const at = async (from: number) => world.findings.group(workspaceId, groupId, { from, limit, except })
  const found = await at(input.from)
  if (found === null) return null
  const beyond = found.findings.length === 0 && input.from > 0
  const group = beyond ? await at(0) : found
  if (group === null) return null
  return { ...group, from: beyond ? 0 : input.from, consoleUrl: usersPage(world.miroUrl, group.miroOrgId) }
}
