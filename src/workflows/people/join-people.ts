import type { CardPerson } from '../../domain/account-card.ts'
import { type Joining, type JoiningRefusal, judgeJoining } from '../../domain/joining.ts'
import { type RefusedFor, type Refusing, refuse } from '../audit.ts'
import type { Answer, Uses } from '../uses.ts'

/** A person with what would be joined with them. */
export type PersonToJoin = Answer<'joining.person'>

type Reading = Uses<'clock' | 'joining.person'>

export type Pair = {
  readonly workspaceId: string
  readonly one: string
  readonly other: string
  /** Slack id. */
  readonly by: string
}

/** say_which: whether they work here again was not said, and has to be. */
export type JoinRefusal = JoiningRefusal | 'say_which'

export type JoiningRead =
  | { readonly outcome: 'ready'; readonly joining: Joining<PersonToJoin>; readonly seen: string }
  | { readonly outcome: 'refused'; readonly because: JoiningRefusal }

/** What would come of it if two people were one; nothing is changed. */
export async function readJoining(
  { joining, clock }: Reading,
  { workspaceId, one, other, by }: Pair,
): Promise<JoiningRead> {
  const [first, second] = [await joining.person(workspaceId, one), await joining.person(workspaceId, other)]
  const judged = judgeJoining(first, second, { by, now: clock() })
  return 'refused' in judged
    ? { outcome: 'refused', because: judged.refused }
    : { outcome: 'ready', joining: judged.joining, seen: whatMatters(judged.joining) }
}

/** The same as long as joining would do what was shown. */
const whatMatters = ({ kept, endAt, left, asksRehired }: Joining): string =>
  [kept.id, endAt?.getTime() ?? '', left, asksRehired].join(' ')

export type JoinInput = Pair & {
  /** What was shown. */
  readonly seen: string
  /** What ended was an earlier time of employment; null where it was not asked. */
  readonly rehired: boolean | null
}

export type PeopleJoined =
  | { readonly outcome: 'joined'; readonly joinId: string; readonly person: PersonToJoin }
  /** It would do something else by now than was shown. */
  | { readonly outcome: 'changed' }
  | RefusedFor<JoinRefusal>

/**
 * Makes two people one, as an administrator says, and has the accounts of both judged at once. Scans, events and lists
 * go on to find either of the two, and find the one person. What was refused is logged.
 */
export async function joinPeople(
  world: Reading & Refusing & Uses<'joining.join' | 'send'>,
  input: JoinInput,
): Promise<PeopleJoined> {
  const { workspaceId, by, seen, rehired } = input
  const read = await readJoining(world, input)
  if (read.outcome === 'refused') return refused(world, input, read.because)
  const { kept, gone, asksRehired } = read.joining
  if (read.seen !== seen) return { outcome: 'changed' }
  if (asksRehired && rehired === null) return refused(world, input, 'say_which')
  const joinId = await world.joining.join(workspaceId, {
    ...{ keptId: kept.id, goneId: gone.id, by, now: world.clock() },
    rehired: asksRehired && rehired === true,
  })
  const person = await world.joining.person(workspaceId, kept.id)
  if (joinId === null || person === null) return { outcome: 'changed' }
  await world.send('leaving', workspaceId, { workspaceId })
  return { outcome: 'joined', joinId, person }
}

export type KeptApart = { readonly outcome: 'apart' } | RefusedFor<JoiningRefusal>

/** Two people who look like one are two: it is not proposed again, and whom lists lack has left. */
export async function keepApart(
  world: Reading & Refusing & Uses<'joining.keepApart' | 'likenesses.release' | 'send'>,
  input: Pair,
): Promise<KeptApart> {
  const { workspaceId, one, other, by } = input
  const read = await readJoining(world, input)
  // That they cannot be joined is no reason against their being two.
  if (read.outcome === 'refused' && read.because !== 'both_in_slack')
    return refused(world, input, read.because)
  await world.joining.keepApart(workspaceId, [one, other], { by, now: world.clock() })
  const gone = await world.likenesses.release(workspaceId, world.clock())
  if (gone.length > 0) await world.send('leaving', workspaceId, { workspaceId })
  return { outcome: 'apart' }
}

const refused = <Because extends JoinRefusal>(
  world: Refusing,
  { workspaceId, one, other, by }: Pair,
  because: Because,
) => refuse(world, { workspaceId, by, subject: one, because, what: 'join_people', with: other })

/** Who was joined with somebody, by whom and when. */
export type JoinedPerson = Answer<'joining.joins'>[number]

export type PeopleParted =
  | { readonly outcome: 'parted'; readonly people: readonly [CardPerson, CardPerson] }
  /** It was taken back already, or they were joined with somebody else since. */
  | { readonly outcome: 'changed' }
  | RefusedFor<'yourself'>

/** Makes two people of one again, as an administrator says, and has the accounts of both judged at once. */
export async function partPeople(
  world: Refusing & Uses<'joining.person' | 'parting.standing' | 'parting.part' | 'send'>,
  { workspaceId, joinId, by }: { readonly workspaceId: string; readonly joinId: string; readonly by: string },
): Promise<PeopleParted> {
  const now = world.clock()
  const standing = await world.parting.standing(workspaceId, joinId)
  if (standing === null) return { outcome: 'changed' }
  const { keptId, goneId } = standing
  const person = await world.joining.person(workspaceId, keptId)
  const attempt = { workspaceId, by, subject: keptId, what: 'part_people', with: goneId }
  if (person?.slackUserIds.includes(by) === true) return refuse(world, { ...attempt, because: 'yourself' })
  if (!(await world.parting.part(workspaceId, joinId, { by, now }))) return { outcome: 'changed' }
  await world.send('leaving', workspaceId, { workspaceId })
  const [kept, gone] = [
    await world.joining.person(workspaceId, keptId),
    await world.joining.person(workspaceId, goneId),
  ]
  return kept === null || gone === null ? { outcome: 'changed' } : { outcome: 'parted', people: [kept, gone] }
}
