import { type AccessEnd, accessIn, holderAt, type Known, knownAccounts } from './access-end.ts'
import { type Calendar, type Deadline, dueAt } from './deadline.ts'
import { daysInSettings } from './holidays.ts'
import type { Facts } from './journal.ts'
import { grouped, type JournalFact, numberOf, wordOf } from './journal-facts.ts'

/** From, and up to but without. */
export type Span = { readonly from: Date; readonly until: Date }

export type LeaverStatus = 'revoked' | 'active' | 'not_found'

/** Somebody who left, once for each time they did. */
export type Leaver = {
  readonly personId: string
  /** When the last day ended; where no source tells that, when it was first seen. */
  readonly leftAt: Date
  /** Whether a source tells when they left. */
  readonly endKnown: boolean
  /** YYYY-MM-DD */
  readonly lastDay: string | null
  /** The first moment the bot could know. */
  readonly knownAt: Date
  /** From when removal was due: the later of the two. */
  readonly clockAt: Date
  readonly dueAt: Date
  /** When they worked here again. */
  readonly backAt: Date | null
  readonly status: LeaverStatus
  readonly accounts: number
  /** Of several accounts: of the last one. */
  readonly ended: AccessEnd | null
  /** Milliseconds, 0 where access ended before it had to; null: not revoked, or nobody saw when. */
  readonly toRevoke: number | null
  /** null: nobody can say, or the time is not over yet. */
  readonly inTime: boolean | null
}

export type LeaversInNumbers = {
  readonly leavers: number
  readonly revoked: number
  /** Of whom access is there today. */
  readonly active: number
  readonly notFound: number
  /** Milliseconds. */
  readonly median: number | null
  readonly inTime: number
  /** Of whom it is known whether it was in time. */
  readonly judged: number
}

/** What counts where the journal says nothing. */
type Standard = { readonly now: Date; readonly deadline: Deadline; readonly calendar: Calendar }

/**
 * Who left in a span of time, and when their access ended, the last to leave first. `rows`: of people, verdicts, accounts,
 * runs, findings, settings and joins, in the order of their ids. Everything comes from them, so that whoever was
 * hired again or whose account is gone is there too.
 */
export function leaversOf(rows: readonly JournalFact[], span: Span, standard: Standard): Leaver[] {
  const by = grouped(rows, ({ kind }) => kind)
  const joined = new Set(of(by, 'join').flatMap(({ facts }) => wordOf(facts, 'goneId') ?? []))
  const accounts = knownAccounts(rows)
  const findings = grouped(of(by, 'finding'), ({ facts }) => wordOf(facts, 'personId') ?? '')
  const settings = of(by, 'settings')
  const people = grouped(of(by, 'person'), ({ subject }) => subject)
  return [...people]
    .filter(([id, known]) => !(joined.has(id) && known.at(-1)?.facts['deleted'] === true))
    .flatMap(([id, known]) => leavesOf(known, standard.now).map(leave => ({ id, leave })))
    .filter(({ leave }) => leave.leftAt >= span.from.getTime() && leave.leftAt < span.until.getTime())
    .map(({ id, leave }) =>
      leaverOf(
        id,
        leave,
        { known: accounts.get(id) ?? [], findings: findings.get(id) ?? [], settings },
        standard,
      ),
    )
    .toSorted((one, other) => other.leftAt.getTime() - one.leftAt.getTime())
}

/** Half of those revoked took at most so long, and how many were in time. */
export function inNumbers(leavers: readonly Leaver[]): LeaversInNumbers {
  const took = leavers
    .flatMap(({ toRevoke }) => (toRevoke === null ? [] : [toRevoke]))
    .toSorted((one, other) => one - other)
  const middle = [took[Math.floor((took.length - 1) / 2)], took[Math.floor(took.length / 2)]]
  const [low, high] = middle
  const judged = leavers.filter(({ inTime }) => inTime !== null)
  return {
    leavers: leavers.length,
    revoked: leavers.filter(({ status }) => status === 'revoked').length,
    active: leavers.filter(({ status, backAt }) => status === 'active' && backAt === null).length,
    notFound: leavers.filter(({ status }) => status === 'not_found').length,
    median: low === undefined || high === undefined ? null : (low + high) / 2,
    inTime: judged.filter(({ inTime }) => inTime === true).length,
    judged: judged.length,
  }
}

type Leave = {
  readonly leftAt: number
  readonly endAt: number | null
  readonly lastDay: string | null
  readonly knownAt: number
  /** When the time of work began that it ended, as far as the journal knows of one before. */
  readonly tenureFrom: number
  readonly backAt: number | null
}

/** Each time somebody left. A leave that was withdrawn is none; whoever was hired again did leave. */
function leavesOf(rows: readonly JournalFact[], now: Date): Leave[] {
  const all: Leave[] = []
  let current: Leave | null = null
  let tenureFrom = 0
  for (const [place, row] of rows.entries()) {
    const until = rows[place + 1]?.at ?? now.getTime()
    if (row.facts['deleted'] === true) break
    const left: Leave | null = leftIn(row, until, tenureFrom)
    if (left === null && current !== null) {
      if (isBack(row.facts, current.endAt)) {
        all.push({ ...current, backAt: row.at })
        tenureFrom = row.at
      }
      current = null
    } else if (left !== null) current = left
  }
  return current === null ? all : [...all, current]
}

/** Whether somebody was on the staff and has left by the end of the time in which this is what is known of them. */
function leftIn({ at, facts }: JournalFact, until: number, tenureFrom: number): Leave | null {
  const endAt = numberOf(facts, 'endAt')
  const over = endAt !== null && endAt <= until
  const isStaff = facts['kind'] === 'member' || facts['kind'] === 'unknown'
  if (!isStaff || (!over && facts['deactivated'] !== true)) return null
  const knownAt = numberOf(facts, 'leftKnownAt') ?? at
  const day = over ? wordOf(facts, 'lastDay') : null
  const leftAt = over ? endAt : knownAt
  return { leftAt, endAt: over ? endAt : null, lastDay: day, knownAt, tenureFrom, backAt: null }
}

/** As for findings: a known end that is gone without a new start was withdrawn. */
function isBack(facts: Facts, endAt: number | null): boolean {
  const startAt = numberOf(facts, 'startAt')
  return endAt === null || (startAt !== null && startAt >= endAt)
}

/** What the journal says around somebody. */
type Around = {
  /** Accounts that were theirs at some time. */
  readonly known: readonly Known[]
  readonly findings: readonly JournalFact[]
  readonly settings: readonly JournalFact[]
}

function leaverOf(personId: string, leave: Leave, around: Around, standard: Standard): Leaver {
  // Rows carry the database's clock, which may be a little ahead: today all of them count.
  const end = leave.backAt ?? Number.MAX_SAFE_INTEGER
  const theirs = around.known.flatMap(known => {
    const access = accessIn(known, end)
    if (access === null) return []
    const judgedAt = access.ended === null ? end : Math.max(access.ended.at.getTime(), leave.leftAt)
    const isTheirs = [judgedAt, end].some(at => holderAt(known, at) === personId)
    const before = access.ended !== null && access.ended.at.getTime() < leave.tenureFrom
    return isTheirs && !before ? [{ ...access, id: known.id }] : []
  })
  const status =
    theirs.length === 0 ? 'not_found' : theirs.some(one => one.ended === null) ? 'active' : 'revoked'
  const last = theirs.reduce<AccessEnd | null>(
    (one, { ended }) => (one === null || (ended !== null && ended.at > one.at) ? ended : one),
    null,
  )
  const ended = status === 'revoked' ? last : null
  const clockAt = Math.max(leave.leftAt, leave.knownAt)
  const due = dueFor(
    leave,
    theirs.map(({ id }) => id),
    around,
    standard,
  )
  return {
    personId,
    leftAt: new Date(leave.leftAt),
    endKnown: leave.endAt !== null,
    ...{ lastDay: leave.lastDay, knownAt: new Date(leave.knownAt), clockAt: new Date(clockAt), dueAt: due },
    backAt: leave.backAt === null ? null : new Date(leave.backAt),
    ...{ status, accounts: theirs.length, ended },
    toRevoke: ended === null || ended.lastSeenAt === null ? null : Math.max(0, ended.at.getTime() - clockAt),
    inTime: wasInTime(status, ended, due, leave.backAt ?? standard.now.getTime()),
  }
}

function wasInTime(status: LeaverStatus, ended: AccessEnd | null, due: Date, end: number): boolean | null {
  if (status === 'active') return end > due.getTime() ? false : null
  return ended === null || ended.lastSeenAt === null ? null : ended.at <= due
}

/** By the finding about it where there is one, else by the deadline that was in force. */
function dueFor(
  leave: Leave,
  accountIds: readonly string[],
  { findings, settings }: Around,
  { deadline, calendar }: Standard,
): Date {
  const clockAt = Math.max(leave.leftAt, leave.knownAt)
  const found = findings.filter(
    ({ subject, facts }) =>
      accountIds.includes(subject) &&
      facts['checkId'] === 'removed' &&
      (numberOf(facts, 'clockAt') ?? 0) >= clockAt &&
      (leave.backAt === null || (numberOf(facts, 'openedAt') ?? 0) < leave.backAt),
  )
  const dues = found.flatMap(({ facts }) => numberOf(facts, 'dueAt') ?? [])
  if (dues.length > 0) return new Date(Math.max(...dues))
  const then = settings.findLast(({ at }) => at <= clockAt)?.facts ?? {}
  const amount = numberOf(then, 'removalSlaAmount')
  const unit = units.find(each => each === then['removalSlaUnit'])
  const inForce = amount === null || unit === undefined ? deadline : { amount, unit }
  return dueAt(new Date(clockAt), inForce, {
    timeZone: wordOf(then, 'timeZone') ?? calendar.timeZone,
    holidays: amount === null ? calendar.holidays : daysInSettings(then),
  })
}

const units = ['hours', 'days', 'business_days'] as const

const of = (by: ReadonlyMap<string, readonly JournalFact[]>, kind: string): readonly JournalFact[] =>
  by.get(kind) ?? []
