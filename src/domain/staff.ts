/** A person the staff sources know. */
export type Person = {
  readonly id: string
  readonly name: string
  readonly kind: PersonKind
  readonly type: 'employee' | 'contractor'
  readonly slackUserId: string | null
  readonly title: string | null
  readonly department: string | null
  /** Slack user groups the person is in, by id. */
  readonly groups: readonly string[]
  readonly startAt: Date | null
  /** The instant the last day ends; null when no source tells it. */
  readonly endAt: Date | null
  /** A source says the person is gone, whatever `endAt` says. */
  readonly deactivated: boolean
  /** First moment the bot could know that the person left. */
  readonly leftKnownAt: Date | null
  readonly onLeave: boolean
  /** Since when administrators are asked whether they left, as the staff list no longer names them; null: they are not. */
  readonly unlistedAt: Date | null
  /** Told since the gap began in which the staff is: by a person, or by a list that was read then. */
  readonly startToldSince?: boolean
  readonly endToldSince?: boolean
}

/**
 * guest: a Slack guest, a candidate for contractor. invited: has not joined yet. unknown: deactivated before anybody
 * saw which, as Slack no longer tells then.
 */
export type PersonKind = 'member' | 'guest' | 'invited' | 'unknown'

/**
 * One person's address and what it is to them. All but `primary` match one step later. `learned`: an alias because
 * somebody confirmed that an account with it is theirs.
 */
export type PersonAddress = {
  readonly personId: string
  /** Trimmed and lower case. */
  readonly address: string
  readonly kind: 'primary' | 'former' | 'alias' | 'learned'
}

/** A Slack user group with everybody in it. */
export type UserGroup = {
  readonly id: string
  readonly handle: string
  readonly name: string
  /** False: it was switched off, so nobody is in it any more. */
  readonly active: boolean
  /** Slack ids. */
  readonly members: readonly string[]
}

/** What Slack's directory says of one user, in one page of a scan. */
export type DirectoryUser = {
  readonly slackUserId: string
  /** null: Slack erased the profile. */
  readonly name: string | null
  readonly kind: PersonKind
  readonly address: string | null
  readonly title: string | null
  readonly timeZone: string | null
  readonly isAdmin: boolean
  readonly deactivated: boolean
}

/** How somebody is named who is looked for. `address` is trimmed and lower case. */
export type SoughtPerson =
  | { readonly kind: 'slack'; readonly slackUserId: string }
  | { readonly kind: 'person'; readonly personId: string }
  | { readonly kind: 'address'; readonly address: string }
  /** A part of a name. */
  | { readonly kind: 'name'; readonly text: string }
  /** A part of a name or of the primary address; `not_in_slack`: of staff whom Slack's own menus do not offer. */
  | { readonly kind: 'anybody' | 'not_in_slack'; readonly text: string }

/** Somebody who may be meant. */
export type FoundPerson = {
  readonly id: string
  readonly name: string
  readonly title: string | null
  readonly slackUserId: string | null
  /** The primary one. */
  readonly address: string | null
  /** Not on the staff any more. */
  readonly left: boolean
}

/**
 * Members are staff: guests and invited people are known, but never counted as employees. Of whom it is unknown may
 * have been staff and has left: their access must not be overlooked.
 */
export const isStaff = ({ kind }: Pick<Person, 'kind'>): boolean => kind === 'member' || kind === 'unknown'

/** Whether somebody's first day at work is still to come. */
export const beginsLater = ({ startAt }: Pick<Person, 'startAt'>, now: Date): boolean =>
  startAt !== null && startAt > now

export type LeftState =
  | { readonly left: false }
  /** Has a last day that is not over yet. */
  | { readonly left: false; readonly leavesAt: Date }
  /** `endAt`: when the last day ended, null when no source told; `clockAt`: from when removal is due. */
  | { readonly left: true; readonly endAt: Date | null; readonly clockAt: Date }

/**
 * Whether somebody has left at `now`. The last day is inclusive, which `endAt` already holds. The clock starts at
 * the later of the true end and the first moment the bot could know, so a late entry does not start overdue.
 * Long leave is not leaving.
 */
export function leftState(
  person: Pick<Person, 'endAt' | 'deactivated' | 'leftKnownAt'>,
  now: Date,
): LeftState {
  const ended = person.endAt !== null && person.endAt <= now ? person.endAt : null
  if (ended === null && !person.deactivated)
    return person.endAt === null ? { left: false } : { left: false, leavesAt: person.endAt }
  return { left: true, endAt: ended, clockAt: later(ended, person.leftKnownAt) ?? now }
}

/** Up to when time alone changes what follows of the staff: now, or when its gap began. */
type StaffTime = { readonly now: Date; readonly staffUntil: Date }

/** Whether the person has left as far as that is known: a last day that passed unseen, in a gap, says nothing yet. */
export const leftOf = (person: Person, { now, staffUntil }: StaffTime): LeftState =>
  leftState(person, person.endToldSince === true ? now : staffUntil)

/** The same of a first day. */
export const startsLater = (person: Person, { now, staffUntil }: StaffTime): boolean =>
  beginsLater(person, person.startToldSince === true ? now : staffUntil)

const later = (one: Date | null, other: Date | null): Date | null =>
  one === null || (other !== null && other > one) ? other : one
