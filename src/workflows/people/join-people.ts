import type { CardPerson } from '../../domain/account-card.ts'
import { type Joining, type JoiningRefusal, judgeJoining } from '../../domain/joining.ts'
import type { Audit } from '../audit.ts'
import { refuse } from '../refuse.ts'

/** A person with what would be joined with them. */
export type PersonToJoin = CardPerson & {
  readonly slackUserIds: readonly string[]
  readonly addresses: readonly string[]
  /** Their own accounts that are not gone, by e-mail. */
  readonly accounts: readonly string[]
  /** How many accounts they sponsor or own. */
  readonly answersFor: number
  readonly openFindings: number
  readonly openQuestions: number
}

type Reads = {
  readonly clock: () => Date
  readonly joining: { person(workspaceId: string, personId: string): Promise<PersonToJoin | null> }
}

type Needs = Reads & {
  readonly joining: {
    /** Null: one of them is no person any more. */
    join(
      workspaceId: string,
      joined: { keptId: string; goneId: string; rehired: boolean; by: string; now: Date },
    ): Promise<string | null>
    keepApart(
      workspaceId: string,
      pair: readonly [string, string],
      by: { by: string; now: Date },
    ): Promise<unknown>
  }
  readonly people: { admins(workspaceId: string): Promise<readonly string[]> }
  readonly audit: Audit
  /** Asks for the accounts to be judged anew. */
  readonly requestJudgement: (workspaceId: string) => Promise<unknown>
}

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
  { joining, clock }: Reads,
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
  | { readonly outcome: 'refused'; readonly because: JoinRefusal; readonly onlyAdmin: boolean }

/**
 * Makes two people one, as an administrator says, and has the accounts of both judged at once. Scans, events and lists
 * go on to find either of the two, and find the one person. What was refused is logged.
 */
export async function joinPeople(needs: Needs, input: JoinInput): Promise<PeopleJoined> {
  const { workspaceId, by, seen, rehired } = input
  const read = await readJoining(needs, input)
  if (read.outcome === 'refused') return refused(needs, input, read.because)
  const { kept, gone, asksRehired } = read.joining
  if (read.seen !== seen) return { outcome: 'changed' }
  if (asksRehired && rehired === null) return refused(needs, input, 'say_which')
  const joinId = await needs.joining.join(workspaceId, {
    ...{ keptId: kept.id, goneId: gone.id, by, now: needs.clock() },
    rehired: asksRehired && rehired === true,
  })
  const person = await needs.joining.person(workspaceId, kept.id)
  if (joinId === null || person === null) return { outcome: 'changed' }
  await needs.requestJudgement(workspaceId)
  return { outcome: 'joined', joinId, person }
}

export type KeptApart =
  | { readonly outcome: 'apart' }
  | { readonly outcome: 'refused'; readonly because: JoiningRefusal; readonly onlyAdmin: boolean }

/** Two people who look like one are two: it is not proposed again. */
export async function keepApart(needs: Needs, input: Pair): Promise<KeptApart> {
  const { workspaceId, one, other, by } = input
  const read = await readJoining(needs, input)
  // That they cannot be joined is no reason against their being two.
  if (read.outcome === 'refused' && read.because !== 'both_in_slack')
    return refused(needs, input, read.because)
  await needs.joining.keepApart(workspaceId, [one, other], { by, now: needs.clock() })
  return { outcome: 'apart' }
}

const refused = <Because extends JoinRefusal>(
  needs: Needs,
  { workspaceId, one, other, by }: Pair,
  because: Because,
) =>
  refuse(
    needs,
    { workspaceId, by, subject: one, because, details: { what: 'join_people', with: other } },
    needs.clock(),
  )
