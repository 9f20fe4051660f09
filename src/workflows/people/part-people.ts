import type { CardPerson } from '../../domain/account-card.ts'
import { type Refusing, refuse } from '../refuse.ts'
import type { Answer, Uses } from '../uses.ts'

/** Who was joined with somebody, by whom and when. */
export type JoinedPerson = Answer<'joining.joins'>[number]

export type PeopleParted =
  | { readonly outcome: 'parted'; readonly people: readonly [CardPerson, CardPerson] }
  /** It was taken back already, or they were joined with somebody else since. */
  | { readonly outcome: 'changed' }
  | { readonly outcome: 'refused'; readonly because: 'yourself'; readonly onlyAdmin: boolean }

/** Makes two people of one again, as an administrator says, and has the accounts of both judged at once. */
export async function partPeople(
  world: Refusing & Uses<'clock' | 'joining.person' | 'parting.standing' | 'parting.part' | 'send'>,
  { workspaceId, joinId, by }: { readonly workspaceId: string; readonly joinId: string; readonly by: string },
): Promise<PeopleParted> {
  const now = world.clock()
  const standing = await world.parting.standing(workspaceId, joinId)
  if (standing === null) return { outcome: 'changed' }
  const { keptId, goneId } = standing
  const person = await world.joining.person(workspaceId, keptId)
  if (person?.slackUserIds.includes(by) === true) {
    const details = { what: 'part_people', with: goneId }
    return refuse(world, { workspaceId, by, subject: keptId, because: 'yourself', details }, now)
  }
  if (!(await world.parting.part(workspaceId, joinId, { by, now }))) return { outcome: 'changed' }
  await world.send('leaving', workspaceId, { workspaceId })
  const [kept, gone] = [
    await world.joining.person(workspaceId, keptId),
    await world.joining.person(workspaceId, goneId),
  ]
  return kept === null || gone === null ? { outcome: 'changed' } : { outcome: 'parted', people: [kept, gone] }
}
