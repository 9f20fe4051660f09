import { type CheckId, isAboutSystem } from '../../domain/check.ts'
import { evaluateSystem } from '../../domain/evaluate.ts'
import { ownResult } from '../../domain/own-view.ts'
import { type TraceLine, trace } from '../../domain/trace.ts'
import { isOwn, type Refused } from '../accounts/read-account-card.ts'
import type { Answer, Uses } from '../uses.ts'
import { permission } from '../workspace/permission.ts'
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
  return { ...known, trace: trace(known), consoleUrl: consoleUrl(world, sheet.miroOrgId) }
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
  },
): Promise<GroupPage | null> {
  const { workspaceId, groupId, limit } = input
  const at = async (from: number) => world.findings.group(workspaceId, groupId, from, limit)
  const found = await at(input.from)
  if (found === null) return null
  const beyond = found.findings.length === 0 && input.from > 0
  const group = beyond ? await at(0) : found
  if (group === null) return null
  return { ...group, from: beyond ? 0 : input.from, consoleUrl: consoleUrl(world, group.miroOrgId) }
}

const consoleUrl = ({ miroUrl }: Uses<'miroUrl'>, miroOrgId: string): string =>
  `${miroUrl.replace(/\/+$/, '')}/app/settings/company/${encodeURIComponent(miroOrgId)}/users`

/** What somebody asks about: one check of one account or of the system, or the findings of one message. */
export type AskedWhy =
  | { readonly ref: FindingRef }
  | { readonly group: { readonly groupId: string; readonly from: number; readonly limit: number } }

/** own: it is about the account of the person who asks, so nothing can be done about it from there. */
export type Explained =
  | { readonly outcome: 'finding'; readonly sheet: FindingSheet; readonly viewer: 'admin' | 'own' }
  | { readonly outcome: 'group'; readonly group: GroupPage }
  | { readonly outcome: 'refused'; readonly refused: Refused }
  | { readonly outcome: 'not_found' }

type Explaining = Uses<'accountCards.card'> &
  Parameters<typeof readFinding>[0] &
  Parameters<typeof permission>[0]

/** What somebody is told of their own account. */
function ownSheet(sheet: FindingSheet): FindingSheet {
  const { result, person } = sheet
  const told = { result: result && ownResult(result), person: person && { ...person, unlistedAt: null } }
  const own = { ...sheet, ...told }
  return { ...own, trace: trace(own) }
}

/** Why a check came to its verdict: everybody may know it of their own account, the others are for admins. */
export async function explainVerdict(
  world: Explaining,
  input: { readonly workspaceId: string; readonly asked: AskedWhy; readonly by: string },
): Promise<Explained> {
  const { workspaceId, asked, by } = input
  const sheet = 'ref' in asked ? await readFinding(world, { workspaceId, ref: asked.ref }) : null
  if (sheet !== null && (await isAbout(sheet)))
    return { outcome: 'finding', sheet: ownSheet(sheet), viewer: 'own' }
  const granted = await permission(world, { workspaceId, slackUserId: by, allow: 'admin' })
  if (!granted.allowed) return { outcome: 'refused', refused: granted }
  if (sheet !== null) return { outcome: 'finding', sheet, viewer: 'admin' }
  const group = 'group' in asked ? await readGroup(world, { workspaceId, ...asked.group }) : null
  return group === null ? { outcome: 'not_found' } : { outcome: 'group', group }

  /** The account is theirs now, and the finding is about them and not about who had it before. */
  async function isAbout({ miroOrgId, checkId, subjectId, person }: FindingSheet): Promise<boolean> {
    if (isAboutSystem(checkId) || person?.slackUserId !== by) return false
    const card = await world.accountCards.card({ workspaceId, miroOrgId }, subjectId)
    return card !== null && isOwn(card, by)
  }
}
