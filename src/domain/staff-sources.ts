import type { PersonKind } from './staff.ts'

/**
 * What says something of a person, the most believed first: what people entered, a staff list they brought, Slack's
 * directory. Of each field the first source that has a value is believed. This is the one place where that is said;
 * storage merges by it.
 */
export const precedence = ['entered', 'list', 'slack'] as const

export type StaffSource = (typeof precedence)[number]

/**
 * What one source says of one person. null: it does not say. Where two people were joined, a source may say two things:
 * what is believed comes first, as `inOrder` puts it.
 */
export type Said = {
  readonly source: StaffSource
  readonly name: string | null
  readonly kind: PersonKind | null
  readonly type: 'employee' | 'contractor' | null
  readonly title: string | null
  readonly department: string | null
  readonly manager: string | null
  readonly timeZone: string | null
  readonly startAt: Date | null
  /** YYYY-MM-DD, inclusive; `endAt` is when it ends. */
  readonly lastDay: string | null
  readonly endAt: Date | null
  /** Entered: the last day of the list that is not theirs. */
  readonly overruledDay: string | null
  readonly gone: boolean | null
  readonly goneSince: Date | null
  /** Since when a whole read did not name them. */
  readonly missingSince: Date | null
  /** A list that lacks them: when somebody said that they work here all the same; null: nobody did. */
  readonly stillHereAt: Date | null
  /** When it was entered, or last read. */
  readonly saidAt: Date | null
  /** Slack id of who entered it. */
  readonly saidBy: string | null
  /** A list that is read on the schedule: what it says holds until it says something else. */
  readonly standing: boolean
}

/** By source, the most believed first; of one source, who is still there before who is gone, and the latest end first. */
export const inOrder = (said: readonly Said[]): Said[] =>
  said.toSorted((one, other) => {
    const steps = [
      precedence.indexOf(one.source) - precedence.indexOf(other.source),
      Number(one.gone === true) - Number(other.gone === true),
      Number(one.missingSince !== null) - Number(other.missingSince !== null),
      Number(one.kind !== 'member') - Number(other.kind !== 'member'),
      (other.endAt?.getTime() ?? never) - (one.endAt?.getTime() ?? never),
      (other.goneSince?.getTime() ?? 0) - (one.goneSince?.getTime() ?? 0),
    ]
    return steps.find(step => step !== 0) ?? 0
  })

const never = Number.MAX_SAFE_INTEGER

type Of<Source extends StaffSource> = Said & { readonly source: Source }

const of = <Source extends StaffSource>(said: readonly Said[], source: Source): Of<Source> | null =>
  said.find((one): one is Of<Source> => one.source === source) ?? null

/** Which source is believed about the last day; null: none tells one. */
export function lastDayFrom(said: readonly Said[]): StaffSource | null {
  const [entered, list] = [of(said, 'entered'), of(said, 'list')]
  if (entered?.endAt != null) return 'entered'
  return list?.endAt != null && list.lastDay !== (entered?.overruledDay ?? null) ? 'list' : null
}

/**
 * Which source is believed about being gone, and what it says; null: none says. A staff list that still names somebody
 * is believed over Slack, and where it no longer does, somebody whom Slack shows as active. One that was brought once says what was true that day: whom Slack shows as gone since then
 * has left, and so has whom Slack shows as gone while the newest list no longer names them.
 */
export function goneFrom(
  said: readonly Said[],
): { readonly source: StaffSource; readonly gone: boolean } | null {
  const [list, slack] = [of(said, 'list'), of(said, 'slack')]
  if (list?.gone === true)
    return lacks(list) && isActive(slack) ? { source: 'slack', gone: false } : { source: 'list', gone: true }
  if (list?.gone === false && (slack?.gone !== true || outweighs(list, slack)))
    return { source: 'list', gone: false }
  return slack === null || slack.gone === null ? null : { source: 'slack', gone: slack.gone }
}

/**
 * Since when administrators are asked whether somebody left: it is sure that the staff list no longer names them, and
 * Slack shows them as active. null: it is not so, or somebody entered a last day, or said that they work here.
 */
export function unlistedSince(said: readonly Said[]): Date | null {
  const [entered, list, slack] = [of(said, 'entered'), of(said, 'list'), of(said, 'slack')]
  if (list === null || !lacks(list) || !isActive(slack)) return null
  return list.stillHereAt === null && (entered?.endAt ?? null) === null ? list.goneSince : null
}

/** Whether it is sure that the staff list no longer names somebody it named. */
export function isUnlisted(said: readonly Said[]): boolean {
  const list = of(said, 'list')
  return list !== null && lacks(list)
}

/** Two different lists lack them, or one for more than a day. One that says itself that they are gone does not. */
const lacks = ({ gone, missingSince }: Said): boolean => gone === true && missingSince !== null

/** A full member, not deactivated. */
const isActive = (slack: Said | null): boolean => slack?.kind === 'member' && slack.gone === false

function outweighs(list: Said, slack: Said): boolean {
  if (list.missingSince !== null) return false
  return list.standing || (list.saidAt !== null && slack.goneSince !== null && list.saidAt >= slack.goneSince)
}

/** Fields of which the first value counts. */
const fields = ['name', 'kind', 'type', 'title', 'department', 'manager', 'timeZone', 'startAt'] as const

/** A field and which source is believed about it. */
type Origin = {
  readonly field: (typeof fields)[number] | 'lastDay' | 'gone'
  readonly source: StaffSource
}

/** Which source is believed about each field that some source tells. */
export function originsOf(said: readonly Said[]): Origin[] {
  const first = fields.flatMap(field => {
    const source = precedence.find(each => (of(said, each)?.[field] ?? null) !== null)
    return source === undefined ? [] : [{ field, source }]
  })
  const [lastDay, gone] = [lastDayFrom(said), goneFrom(said)]
  return [
    ...first,
    ...(lastDay === null ? [] : [{ field: 'lastDay' as const, source: lastDay }]),
    ...(gone === null ? [] : [{ field: 'gone' as const, source: gone.source }]),
  ]
}
