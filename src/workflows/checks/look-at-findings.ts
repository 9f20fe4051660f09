import { isAboutLeaver, isAboutSystem } from '../../domain/check.ts'
import { ownResult } from '../../domain/own-view.ts'
import { shortensNames } from '../../domain/settings.ts'
import { trace } from '../../domain/trace.ts'
import { isOwn, type Refused } from '../accounts/read-account-card.ts'
import type { Uses } from '../uses.ts'
import { permission, standing } from '../workspace/permission.ts'
import { type FindingRef, type FindingSheet, type GroupPage, readFinding, readGroup } from './read-finding.ts'

/** One check of one account or of the system, or the findings of one message. */
export type AskedAbout =
  | { readonly ref: FindingRef }
  | { readonly group: { readonly groupId: string; readonly from: number; readonly limit: number } }

/** A message in Slack. */
export type Place = { readonly channelId: string; readonly ts: string }

/**
 * decide: an administrator. read: a member who reads the alert it stands in; `shortens`: there people are named by
 * their initials. own: it is about the account of the person who asks, who is told why and can do nothing about it.
 */
export type Viewer = { readonly may: 'decide' | 'own' } | { readonly may: 'read'; readonly shortens: boolean }

export type Looked =
  | { readonly outcome: 'finding'; readonly sheet: FindingSheet; readonly viewer: Viewer }
  | { readonly outcome: 'group'; readonly group: GroupPage; readonly viewer: Viewer }
  | { readonly outcome: 'refused'; readonly refused: Refused }
  | { readonly outcome: 'not_found' }

type Looking = Uses<'accountCards.card' | 'findings.standsIn' | 'workspaces.get'> &
  Parameters<typeof readFinding>[0] &
  Parameters<typeof permission>[0]

type Input = {
  readonly workspaceId: string
  readonly by: string
  readonly asked: AskedAbout
  /** The alert that it was asked from; null: from anywhere else. */
  readonly place: Place | null
  /** Whether somebody may hear it of their own account. */
  readonly ownToo?: true
}

/**
 * What somebody may see of findings: administrators all, members what stands in an alert they read. To whom a finding
 * is about, an administrator too, it answers as if it did not exist, but for why of one's own account.
 */
export async function lookAtFindings(world: Looking, input: Input): Promise<Looked> {
  const { workspaceId, by, asked, place } = input
  const sheet = 'ref' in asked ? await readFinding(world, { workspaceId, ref: asked.ref }) : null
  if (
    sheet !== null &&
    input.ownToo === true &&
    place === null &&
    (await isAbout(world, workspaceId, sheet, by))
  )
    return { outcome: 'finding', sheet: ownSheet(sheet), viewer: { may: 'own' } }
  const group = 'group' in asked ? await readGroup(world, { workspaceId, ...asked.group, except: by }) : null
  const there = (sheet !== null && !isSubject(sheet, by)) || (group !== null && group.open + group.closed > 0)
  const viewer = await viewerOf(world, input, there)
  if ('refused' in viewer) return { outcome: 'refused', refused: viewer.refused }
  if (!there || viewer.may === 'nobody') return { outcome: 'not_found' }
  if (sheet !== null) return { outcome: 'finding', sheet, viewer }
  return group === null ? { outcome: 'not_found' } : { outcome: 'group', group, viewer }
}

/** nobody: a member who asks about what is not there, or not there for them. */
async function viewerOf(
  world: Looking,
  { workspaceId, by, asked, place }: Input,
  there: boolean,
): Promise<Exclude<Viewer, { may: 'own' }> | { readonly may: 'nobody' } | { readonly refused: Refused }> {
  const who = { workspaceId, slackUserId: by }
  const stands = await standing(world, who)
  if (stands.as === 'admin') return { may: 'decide' }
  if (stands.as === 'member' && place !== null) {
    if (!there) return { may: 'nobody' }
    const about = aboutWhich(asked)
    if (about !== null && (await world.findings.standsIn(workspaceId, place, about)))
      return { may: 'read', shortens: await shortens(world, workspaceId, place) }
  }
  const granted = await permission(world, { ...who, allow: 'admin' })
  return granted.allowed ? { may: 'decide' } : { refused: granted }
}

/** What an alert can be about. */
function aboutWhich(asked: AskedAbout): { findingId: string | null; groupId: string | null } | null {
  if ('group' in asked) return { findingId: null, groupId: asked.group.groupId }
  return 'findingId' in asked.ref ? { findingId: asked.ref.findingId, groupId: null } : null
}

/** As in the message itself: of a channel that is no longer the one for alerts nobody says who reads it. */
async function shortens(
  { workspaces }: Looking,
  workspaceId: string,
  { channelId }: Place,
): Promise<boolean> {
  const workspace = await workspaces.get(workspaceId)
  const isPublic = workspace?.alertChannelId === channelId ? workspace.alertChannelPublic : null
  return shortensNames(workspace?.maskNames ?? 'automatic', isPublic)
}

/** Whoever sponsors or owns an account answers for it, and is not who the finding is about. */
const isSubject = ({ checkId, person, class: kind }: FindingSheet, by: string): boolean =>
  !isAboutSystem(checkId) && person?.slackUserId === by && (kind === 'staff' || isAboutLeaver(checkId))

/** The account is theirs now, and the finding is about them and not about who had it before. */
async function isAbout(
  world: Looking,
  workspaceId: string,
  { miroOrgId, checkId, subjectId, person }: FindingSheet,
  by: string,
): Promise<boolean> {
  if (isAboutSystem(checkId) || person?.slackUserId !== by) return false
  const card = await world.accountCards.card({ workspaceId, miroOrgId }, subjectId)
  return card !== null && isOwn(card, by)
}

/** What somebody is told of their own account. */
function ownSheet(sheet: FindingSheet): FindingSheet {
  const { result, person } = sheet
  const told = { result: result && ownResult(result), person: person && { ...person, unlistedAt: null } }
  const own = { ...sheet, ...told }
  return { ...own, trace: trace(own) }
}
