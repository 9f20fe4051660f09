import { leftState, type Person } from './staff.ts'
import { goneFrom, inOrder, lastDayFrom, type Said } from './staff-sources.ts'

/** Somebody who may be one with somebody else. */
export type Joinable = Pick<
  Person,
  'id' | 'name' | 'slackUserId' | 'endAt' | 'deactivated' | 'leftKnownAt'
> & {
  /** Every user of Slack they have; `slackUserId` is the one that counts. */
  readonly slackUserIds: readonly string[]
  readonly said: readonly Said[]
}

export type JoiningRefusal =
  /** One of the two is not known. */
  | 'no_person'
  | 'same_person'
  /** Nobody joins themselves with somebody. */
  | 'yourself'
  /** Both can sign in to Slack: who is one would speak with two voices. */
  | 'both_in_slack'

/** What comes of it when two people are one. */
export type Joining<Who extends Joinable = Joinable> = {
  /** Who stays as the person, and who becomes a part of them. */
  readonly kept: Who
  readonly gone: Who
  readonly said: readonly Said[]
  readonly lastDay: string | null
  readonly endAt: Date | null
  readonly left: boolean
  /**
   * One works here today, and by a last day or a staff list about the other both together would have left: somebody has
   * to say whether that was an earlier time of employment.
   */
  readonly asksRehired: boolean
}

/** Whether two people may be joined, and what comes of it. `by`: Slack id of who says so. */
export function judgeJoining<Who extends Joinable>(
  one: Who | null,
  other: Who | null,
  { by, now }: { readonly by: string; readonly now: Date },
): { readonly joining: Joining<Who> } | { readonly refused: JoiningRefusal } {
  if (one === null || other === null) return { refused: 'no_person' }
  if (one.id === other.id) return { refused: 'same_person' }
  if ([...one.slackUserIds, ...other.slackUserIds].includes(by)) return { refused: 'yourself' }
  if (inSlack(one) === 'active' && inSlack(other) === 'active') return { refused: 'both_in_slack' }
  const [kept, gone] = rank(inSlack(other)) > rank(inSlack(one)) ? [other, one] : [one, other]
  const said = together(kept.said, gone.said)
  const from = lastDayFrom(said)
  const last = from === null ? null : (said.find(({ source }) => source === from) ?? null)
  const endAt = last?.endAt ?? null
  const slackSaysGone = said.find(({ source }) => source === 'slack')?.gone === true
  const left = (endAt !== null && endAt <= now) || (goneFrom(said)?.gone ?? false)
  const worksHere = !leftState(kept, now).left || !leftState(gone, now).left
  return {
    joining: {
      ...{ kept, gone, said, endAt, left },
      lastDay: endAt === null ? null : (last?.lastDay ?? null),
      asksRehired: left && worksHere && !slackSaysGone,
    },
  }
}

const rank = (in_: ReturnType<typeof inSlack>): number => ['not', 'gone', 'active'].indexOf(in_)

function inSlack({ said }: Joinable): 'active' | 'gone' | 'not' {
  const slack = said.filter(({ source }) => source === 'slack')
  if (slack.length === 0) return 'not'
  return slack.some(({ gone }) => gone !== true) ? 'active' : 'gone'
}

function together(one: readonly Said[], other: readonly Said[]): Said[] {
  const of = (said: readonly Said[]) => said.filter(({ source }) => source === 'entered')
  const rest = [...one, ...other].filter(({ source }) => source !== 'entered')
  const entered = [...of(one), ...of(other)].toSorted((first, second) => time(second) - time(first))
  const [newest, ...older] = entered
  return inOrder(newest === undefined ? rest : [older.reduce(enteredTwice, newest), ...rest])
}

const time = ({ saidAt }: Said): number => saidAt?.getTime() ?? 0

/** What was entered about both: of each field the newer one that says something, and a last day rather than none. */
function enteredTwice(newer: Said, older: Said): Said {
  const day = newer.endAt === null && older.endAt !== null ? older : newer
  return {
    ...newer,
    name: newer.name ?? older.name,
    kind: newer.kind ?? older.kind,
    type: newer.type ?? older.type,
    title: newer.title ?? older.title,
    startAt: newer.startAt ?? older.startAt,
    lastDay: day.lastDay,
    endAt: day.endAt,
    overruledDay: newer.overruledDay ?? older.overruledDay,
  }
}
