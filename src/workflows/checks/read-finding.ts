import type { FindingFacts } from '../../domain/alert.ts'
import type { CheckId } from '../../domain/check.ts'
import { evaluateSystem } from '../../domain/evaluate.ts'
import type { ClosedAs } from '../../domain/finding.ts'
import type { SavedRule } from '../../domain/rule.ts'
import type { AccountClass } from '../../domain/snapshot.ts'
import { type TraceFacts, type TraceLine, trace } from '../../domain/trace.ts'
import type { ConnectionKey } from '../connection-key.ts'
import { type Defaults, type EvaluationFacts, frameOf } from './evaluate-access.ts'

/** One check of one account, or of the system. */
export type Subject = { readonly miroOrgId: string; readonly checkId: CheckId; readonly subjectId: string }

/** What a button stands for: a finding, or whatever a check says of an account now. */
export type FindingRef = { readonly findingId: string } | Subject

export type Sheet = TraceFacts & {
  readonly miroOrgId: string
  readonly organizationName: string
  readonly subjectId: string
  readonly finding: (TraceFacts['finding'] & { id: string; closedAs: ClosedAs | null }) | null
  readonly class: AccountClass | null
  readonly authorises: boolean
  readonly rule: SavedRule | null
}

export type FindingSheet = Sheet & {
  readonly trace: readonly TraceLine[]
  /** Miro's page with the organization's users. */
  readonly consoleUrl: string
}

export type Group = {
  readonly id: string
  readonly miroOrgId: string
  readonly organizationName: string
  readonly checkId: CheckId
  readonly open: number
  readonly closed: number
  readonly findings: readonly FindingFacts[]
}

export type GroupPage = Group & { readonly from: number; readonly consoleUrl: string }

type Needs = Defaults & {
  readonly clock: () => Date
  readonly miroUrl: string
  readonly findings: {
    group(workspaceId: string, groupId: string, from: number, limit: number): Promise<Group | null>
    subject(workspaceId: string, findingId: string): Promise<(Subject & { findingId: string | null }) | null>
    sheet(workspaceId: string, asked: Subject & { readonly findingId: string | null }): Promise<Sheet | null>
  }
  readonly evaluation: { facts(key: ConnectionKey): Promise<EvaluationFacts | null> }
}

/** All that is known about one finding; null when there is nothing of that kind in this workspace. */
export async function readFinding(
  needs: Needs,
  input: { readonly workspaceId: string; readonly ref: FindingRef },
): Promise<FindingSheet | null> {
  const { workspaceId, ref } = input
  const subject =
    'findingId' in ref
      ? await needs.findings.subject(workspaceId, ref.findingId)
      : { ...ref, findingId: null }
  if (subject === null) return null
  const sheet = await needs.findings.sheet(workspaceId, subject)
  if (sheet === null) return null
  const known = sheet.checkId === 'configured' ? await withSystem(needs, workspaceId, sheet) : sheet
  return { ...known, trace: trace(known), consoleUrl: consoleUrl(needs, sheet.miroOrgId) }
}

/** Check 3 has no account; what it says is asked of what is stored. */
async function withSystem(needs: Needs, workspaceId: string, sheet: Sheet): Promise<Sheet> {
  const facts = await needs.evaluation.facts({ workspaceId, miroOrgId: sheet.miroOrgId })
  if (facts === null) return sheet
  const frame = frameOf(needs, facts, 'report', needs.clock())
  return { ...sheet, result: evaluateSystem(frame, facts.systemFinding).result }
}

/** Findings of one group from place `from`, at most `limit`; null when this workspace has no such group. */
export async function readGroup(
  needs: Needs,
  input: {
    readonly workspaceId: string
    readonly groupId: string
    readonly from: number
    readonly limit: number
  },
): Promise<GroupPage | null> {
  const { workspaceId, groupId, limit } = input
  const at = async (from: number) => needs.findings.group(workspaceId, groupId, from, limit)
  const found = await at(input.from)
  if (found === null) return null
  const beyond = found.findings.length === 0 && input.from > 0
  const group = beyond ? await at(0) : found
  if (group === null) return null
  return { ...group, from: beyond ? 0 : input.from, consoleUrl: consoleUrl(needs, group.miroOrgId) }
}

const consoleUrl = ({ miroUrl }: Needs, miroOrgId: string): string =>
  `${miroUrl.replace(/\/+$/, '')}/app/settings/company/${encodeURIComponent(miroOrgId)}/users`
