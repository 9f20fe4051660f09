import { isAboutSystem } from '../../domain/check.ts'
import { isOwn, type Refused } from '../accounts/read-account-card.ts'
import type { Uses } from '../uses.ts'
import { permission } from '../workspace/permission.ts'
import { type FindingRef, type FindingSheet, type GroupPage, readFinding, readGroup } from './read-finding.ts'

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

/** Why a check came to its verdict: everybody may know it of their own account, the others are for admins. */
export async function explainVerdict(
  world: Explaining,
  input: { readonly workspaceId: string; readonly asked: AskedWhy; readonly by: string },
): Promise<Explained> {
  const { workspaceId, asked, by } = input
  const sheet = 'ref' in asked ? await readFinding(world, { workspaceId, ref: asked.ref }) : null
  if (sheet !== null && (await isAbout(sheet))) return { outcome: 'finding', sheet, viewer: 'own' }
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
