import type { CardPerson } from '../../domain/account-card.ts'
import type { Audit } from '../audit.ts'
import { refuse } from '../refuse.ts'

/** Who was joined with somebody, by whom and when. */
export type JoinedPerson = {
  readonly id: string
  readonly name: string
  readonly saidBy: string
  readonly saidAt: Date
}

type Person = CardPerson & { readonly slackUserIds: readonly string[] }

type Needs = {
  readonly clock: () => Date
  readonly joining: { person(workspaceId: string, personId: string): Promise<Person | null> }
  readonly parting: {
    standing(workspaceId: string, joinId: string): Promise<{ keptId: string; goneId: string } | null>
    /** False: it does not stand any more. */
    part(workspaceId: string, joinId: string, by: { by: string; now: Date }): Promise<boolean>
  }
  readonly people: { admins(workspaceId: string): Promise<readonly string[]> }
  readonly audit: Audit
  readonly requestJudgement: (workspaceId: string) => Promise<unknown>
}

export type PeopleParted =
  | { readonly outcome: 'parted'; readonly people: readonly [CardPerson, CardPerson] }
  /** It was taken back already, or they were joined with somebody else since. */
  | { readonly outcome: 'changed' }
  | { readonly outcome: 'refused'; readonly because: 'yourself'; readonly onlyAdmin: boolean }

/** Makes two people of one again, as an administrator says, and has the accounts of both judged at once. */
export async function partPeople(
  needs: Needs,
  { workspaceId, joinId, by }: { readonly workspaceId: string; readonly joinId: string; readonly by: string },
): Promise<PeopleParted> {
  const now = needs.clock()
  const standing = await needs.parting.standing(workspaceId, joinId)
  if (standing === null) return { outcome: 'changed' }
  const { keptId, goneId } = standing
  const person = await needs.joining.person(workspaceId, keptId)
  if (person?.slackUserIds.includes(by) === true) {
    const details = { what: 'part_people', with: goneId }
    return refuse(needs, { workspaceId, by, subject: keptId, because: 'yourself', details }, now)
  }
  if (!(await needs.parting.part(workspaceId, joinId, { by, now }))) return { outcome: 'changed' }
  await needs.requestJudgement(workspaceId)
  const [kept, gone] = [
    await needs.joining.person(workspaceId, keptId),
    await needs.joining.person(workspaceId, goneId),
  ]
  return kept === null || gone === null ? { outcome: 'changed' } : { outcome: 'parted', people: [kept, gone] }
}
