import type { AccountClass } from '../../src/domain/account.ts'
import type { CheckId, Why } from '../../src/domain/check.ts'
import type { Rule } from '../../src/domain/rule.ts'
import type { Verdict } from '../../src/domain/verdict.ts'

// What the checks must say of a company, written from what each check means and from nothing of the code that is
// tested: types are all it shares with that. So a wrong rule there is not a wrong rule here.

export type TruePerson = {
  readonly id: string
  /** Guests in Slack are not. */
  readonly staff: boolean
  /** Every address they ever had. */
  readonly addresses: readonly string[]
  readonly timeZone: string
  /** As Slack says. */
  readonly title: string | null
  readonly goneInSlack: boolean
  /** What the staff list said when it last named them, and how many lists since then did not. */
  readonly listed: {
    readonly startDay: string | null
    readonly lastDay: string | null
    readonly title: string | null
    readonly missed: number
    /** Somebody said that they work here although lists lack them. */
    readonly stillHere: boolean
  } | null
  /** What somebody entered. `notTheirs`: the last day of the list that is wrong. `began`: they work here already. */
  readonly entered: {
    readonly lastDay: string | null
    readonly notTheirs: string | null
    readonly began: boolean
  } | null
}

export type TrueAccount = {
  readonly id: string
  /** At which it was first seen. */
  readonly firstAddress: string | null
  readonly address: string | null
  readonly role: string
  readonly adminRoles: readonly string[]
  readonly active: boolean | null
  /** In Miro's list. */
  readonly present: boolean
  /** What an administrator said that it is. */
  readonly said: { readonly class: AccountClass; readonly person: string | null } | null
  /** Until when each check is excepted. */
  readonly excepted: ReadonlyMap<CheckId, Date>
  /** The role for which somebody approved it by name. */
  readonly approvedFor: string | null
}

export type Truth = {
  readonly now: Date
  readonly rule: Rule
  readonly equalDomains: readonly string[]
  readonly people: readonly TruePerson[]
  readonly accounts: readonly TrueAccount[]
}

type Says = { readonly verdict: Verdict; readonly why: Why | null }

/** `person`: whom a finding about the account names. */
export type Expected = {
  readonly person: string | null
  /** Their last day, when it is over: a finding about their access tells it. Slack alone tells none. */
  readonly lastDay: string | null
  readonly says: Readonly<Record<'identified' | 'removed' | 'valid', Says>>
}

/** What each check says of each account, by its id. */
export function expectedOf(truth: Truth): ReadonlyMap<string, Expected> {
  const idsOf = (which: (person: TruePerson, now: Date) => boolean) =>
    new Set(truth.people.filter(person => which(person, truth.now)).map(({ id }) => id))
  const [left, asked] = [idsOf(hasLeft), idsOf(isAsked)]
  const find = finder(truth)
  return new Map(
    truth.accounts.map(account => {
      const holder = holderOf(account, find)
      const but = (check: CheckId, says: Says) => excepting(account, check, truth.now, says)
      const identified = but('identified', identifiedSays(account, holder, left))
      const removed = but('removed', removedSays(account, holder, { left, asked }))
      const other = notJudged(account, holder, { identified, removed })
      const valid = but('valid', other ?? ruleSays(account, holder, truth))
      const named = holder.class === 'unidentified' ? undefined : holder.people[0]
      const lastDay = named === undefined || !isOver(named, truth.now) ? null : lastDayOf(named)
      return [account.id, { person: named?.id ?? null, lastDay, says: { identified, removed, valid } }]
    }),
  )
}

/** The last day that counts: one entered, else the one of the list unless somebody said that it is wrong. */
export function lastDayOf({ entered, listed }: Pick<TruePerson, 'entered' | 'listed'>): string | null {
  if (entered !== null && entered.lastDay !== null) return entered.lastDay
  const day = listed?.lastDay ?? null
  return day !== null && day === entered?.notTheirs ? null : day
}

/** The date on the calendars of a time zone. */
export const dateIn = (timeZone: string, now: Date): string => {
  const calendar =
    calendars.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' })
  calendars.set(timeZone, calendar)
  return calendar.format(now)
}
const calendars = new Map<string, Intl.DateTimeFormat>()

/** The last day is one of work: it is over on the day after it, where they live. */
function isOver(person: TruePerson, now: Date): boolean {
  const lastDay = lastDayOf(person)
  return lastDay !== null && dateIn(person.timeZone, now) > lastDay
}

/** Whether they work here only from a later day on, where they live. */
export const beginsLater = (
  { listed, entered, timeZone }: Pick<TruePerson, 'listed' | 'entered' | 'timeZone'>,
  now: Date,
): boolean => entered?.began !== true && (listed?.startDay ?? '') > dateIn(timeZone, now)

/**
 * Who has left: whose last day is over. Of the others whom the staff list names are not gone, whatever Slack says; of all
 * others Slack says.
 */
export function hasLeft(person: TruePerson, now: Date): boolean {
  const { listed } = person
  if (isOver(person, now)) return true
  if (listed !== null && listed.missed === 0) return false
  return person.goneInSlack
}

/**
 * Whom two lists in a row do not name, and Slack shows as active: nobody knows whether they left until somebody enters a
 * last day or says that they are still here.
 */
export function isAsked(person: TruePerson, now: Date): boolean {
  const { listed, entered } = person
  if (listed === null || listed.missed < 2 || listed.stillHere || hasLeft(person, now)) return false
  return entered === null || entered.lastDay === null
}

/** Whose an account is; `people`: the one person it is mapped to, or all who claim it. */
type Holder = {
  readonly class: AccountClass
  readonly people: readonly TruePerson[]
  readonly because: 'no_match' | 'conflict' | 'said_not_identified' | 'no_email' | null
}

type Find = (id: string | null) => TruePerson | null

function finder({ people, equalDomains }: Truth) {
  const byId = new Map(people.map(person => [person.id, person]))
  const byAddress = new Map<string, Set<TruePerson>>()
  for (const person of people)
    for (const address of person.staff ? person.addresses : [])
      byAddress.set(address, (byAddress.get(address) ?? new Set()).add(person))
  const sameName = (address: string): TruePerson[] => {
    const [name, domain] = address.split('@')
    if (domain === undefined || !equalDomains.includes(domain)) return []
    return equalDomains.flatMap(other => [...(byAddress.get(`${name}@${other}`) ?? [])])
  }
  return {
    byId: ((id: string | null) => (id === null ? null : (byId.get(id) ?? null))) satisfies Find,
    /** First who has the very address, then who has the same name in a domain declared equal. */
    byAddress: (address: string): readonly TruePerson[] => {
      const exact = [...(byAddress.get(address) ?? [])]
      return exact.length > 0 ? exact : sameName(address)
    },
  }
}

/**
 * What a person said comes first, then the address at which the account was first seen, and that of a task (support@) is
 * no person's. Another address later changes nothing, unless it is somebody else's: then a person has to decide.
 */
function holderOf({ said, firstAddress, address }: TrueAccount, find: ReturnType<typeof finder>): Holder {
  const nobody = (because: Holder['because'], people: readonly TruePerson[] = []): Holder => ({
    ...{ class: 'unidentified', people, because },
  })
  if (said !== null) {
    const person = find.byId(said.person)
    if (said.class === 'unidentified') return nobody('said_not_identified')
    return { class: said.class, people: person === null ? [] : [person], because: null }
  }
  if (firstAddress === null) return nobody('no_email')
  if (/^(admin|info|support|marketing)@/.test(firstAddress)) return nobody('no_match')
  const people = [...new Set([firstAddress, address].flatMap(each => find.byAddress(each ?? '')))]
  if (people.length === 0) return nobody('no_match')
  return people.length > 1 ? nobody('conflict', people) : { class: 'staff', people, because: null }
}

const say = (verdict: Verdict, why: Why | null = null): Says => ({ verdict, why })

const isOff = ({ present, active }: TrueAccount): boolean => !present || active === false

/** Check 1. Only of a live account; a sponsor or an owner has to be there to answer for it. */
function identifiedSays(account: TrueAccount, holder: Holder, left: ReadonlySet<string>): Says {
  if (isOff(account)) return say('not_applicable')
  if (account.active === null || holder.because === 'no_email') return say('unknown')
  if (holder.because !== null) return say('fail', holder.because)
  const [person] = holder.people
  if (holder.class === 'staff') return say('pass')
  return person === undefined || !person.staff || left.has(person.id)
    ? say('fail', 'owner_missing')
    : say('pass')
}

/** Check 2. About people who left, so of the accounts of staff; where several claim one, whoever of them it is. */
function removedSays(
  account: TrueAccount,
  holder: Holder,
  { left, asked }: { readonly left: ReadonlySet<string>; readonly asked: ReadonlySet<string> },
): Says {
  const people = holder.class === 'staff' || holder.because === 'conflict' ? holder.people : []
  const gone = people.filter(({ id }) => left.has(id)).length
  const everybodyLeft = people.length > 0 && gone === people.length
  if (isOff(account)) return say(everybodyLeft ? 'pass' : 'not_applicable')
  if (holder.because === 'no_email') return say('unknown')
  const isAsked = holder.class === 'staff' && people.some(({ id }) => asked.has(id))
  if (gone === 0) return say(isAsked ? 'unknown' : 'not_applicable')
  return everybodyLeft && account.active !== null ? say('fail', 'left_still_active') : say('unknown')
}

/** Check 4 where another check comes first, or where there is nothing to judge. */
function notJudged(
  account: TrueAccount,
  holder: Holder,
  { identified, removed }: { readonly identified: Says; readonly removed: Says },
): Says | null {
  if (isOff(account)) return say('not_applicable')
  if (account.active === null) return say('unknown')
  if (removed.verdict === 'fail' || removed.verdict === 'excepted') return say('not_applicable')
  if (holder.class === 'unidentified')
    return say(identified.verdict === 'unknown' ? 'unknown' : 'not_applicable')
  return null
}

const member = 'organization_internal_user'
const admin = 'organization_internal_admin'
const knownRoles = [member, admin, 'organization_external_user', 'organization_team_guest_user']

/** Check 4, by the way in which the rule defines valid users. */
function ruleSays(
  { role, adminRoles, approvedFor }: TrueAccount,
  holder: Holder,
  { rule, now }: Truth,
): Says {
  if (!knownRoles.includes(role)) return say('unknown')
  // Whoever left is not judged here: their removal comes first.
  const staff = holder.class === 'staff' ? holder.people[0] : undefined
  const tooEarly = staff !== undefined && beginsLater(staff, now)
  if (rule.way === 'every_staff_member')
    return staff === undefined ? say('fail', 'not_staff') : say(tooEarly ? 'not_applicable' : 'pass')
  if (rule.way === 'by_approval') {
    if (approvedFor === null) return say('fail', 'not_approved')
    return approvedFor === role ? say('pass') : say('fail', 'approval_lapsed')
  }
  if (!rule.miroRoles.includes(role)) {
    const mayBeMember = role === admin && rule.miroRoles.includes(member)
    return say('fail', mayBeMember ? 'role_too_high' : 'role_not_valid')
  }
  const { staffRoles, adminRights = adminRoles } = rule
  if (staffRoles.length > 0 && staff === undefined) return say('fail', 'not_staff')
  if (staffRoles.length > 0 && tooEarly) return say('not_applicable')
  if (approvedFor !== role && !adminRoles.every(right => adminRights.includes(right)))
    return say('fail', approvedFor === null ? 'admin_right_not_valid' : 'admin_right_lapsed')
  if (staff === undefined || staffRoles.length === 0) return say('pass')
  const title = (staff.listed?.title ?? staff.title)?.trim().toLowerCase()
  return rule.staffRoles.some(({ value }) => value.toLowerCase() === title)
    ? say('pass')
    : say('fail', 'staff_role_not_valid')
}

function excepting({ excepted }: TrueAccount, check: CheckId, now: Date, says: Says): Says {
  const until = excepted.get(check)
  return says.verdict === 'fail' && until !== undefined && until > now ? say('excepted') : says
}
