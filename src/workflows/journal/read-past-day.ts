import { type Account, type AccountClass, isLive } from '../../domain/account.ts'
import { accountChecks, type CheckId, type CheckResult, type Why } from '../../domain/check.ts'
import { systemCheck } from '../../domain/checks/index.ts'
import type { ConnectionKey } from '../../domain/connection-key.ts'
import { evaluateBatch, evaluateSystem } from '../../domain/evaluate.ts'
import type { SavedRule } from '../../domain/rule.ts'
import type { Assessment } from '../../domain/snapshot.ts'
import type { Verdict } from '../../domain/verdict.ts'
import { dayIn, endOfDay } from '../../domain/wall-clock.ts'
import type { Answer, Uses } from '../uses.ts'

type Recomputing = Uses<
  'pastDay.frame' | 'pastDay.people' | 'pastDay.batch' | 'startedWith.timeZone' | 'makeWay'
>

/** Accounts in memory at once. */
const atOnce = 2_000

/** One account of a past day. */
export type AccountThen = {
  readonly account: Account
  /** What the checks say of it, made anew from what was known. */
  readonly assessment: Assessment
  /** What they said then; undefined: they had not looked at it yet. */
  readonly recorded: Assessment | undefined
}

/** What all accounts had in common on that day; null: the organisation was not connected. */
export type DayThen = {
  readonly frame: NonNullable<Answer<'pastDay.frame'>>
  /** What the check of the system says. */
  readonly system: CheckResult
  readonly accounts: AsyncIterable<readonly AccountThen[]>
}

/**
 * Makes a past day anew from the journal alone: who had access, whose each account was, the rule in force, and what
 * checks say: of the system, and of each account, in the order of their ids and some at a time.
 * @param until rows of the journal written after this are left out
 * @param now the instant at which it is judged, up to which last days and exceptions have ended
 */
export async function recompute(
  world: Recomputing,
  key: ConnectionKey,
  { until, now }: { readonly until: Date; readonly now: Date },
): Promise<DayThen | null> {
  const { pastDay, startedWith, makeWay } = world
  const frame = await pastDay.frame(key, until)
  if (frame === null) return null
  const { groups, ...people } = await pastDay.people(key.workspaceId, until, frame)
  const common = {
    ...frame,
    ...people,
    ...{ groups, now, evaluationId: 'past', findings: new Map() },
    accounts: frame.accountsStaleAt === null ? ('fresh' as const) : ('stale' as const),
    accountsUntil: frame.accountsStaleAt ?? now,
    staffUntil: frame.staffStaleAt ?? now,
    timeZone: frame.timeZone ?? startedWith.timeZone,
  }
  async function* accounts() {
    for (let after = ''; ; ) {
      const batch = await pastDay.batch(key, until, after, atOnce)
      const last = batch.accountsInBatch.at(-1)
      if (last === undefined) return
      after = last.id
      const { assessments } = evaluateBatch({ ...common, ...batch })
      yield batch.accountsInBatch.flatMap((account, place): AccountThen[] => {
        const assessment = assessments[place]
        return assessment === undefined
          ? []
          : [{ account, assessment, recorded: batch.previous.get(account.id) }]
      })
      await makeWay()
    }
  }
  return { frame: { ...frame, groups }, system: evaluateSystem(common, null).result, accounts: accounts() }
}

export type PastDay =
  /** Not a day, or one that is not over up to now. */
  | { readonly outcome: 'no_day'; readonly yesterday: string }
  | { readonly outcome: 'in_future' }
  | { readonly outcome: 'read'; readonly day: string; readonly organizations: readonly OrganizationThen[] }

/** An account of which a check says that something is wrong. */
export type FailingThen = {
  readonly email: string | null
  readonly role: string
  readonly checkId: CheckId
  readonly why: Why
}

export type OrganizationThen = {
  readonly organizationName: string
  /** null: it was not connected. */
  readonly past: null | {
    /** The instant it is judged at: the end of that day, or now. */
    readonly at: Date
    readonly rule: SavedRule | null
    readonly critical: boolean
    /** Accounts with access, and of whom. */
    readonly live: number
    /** left: of people who had left by then. */
    readonly classes: Readonly<Record<AccountClass | 'left', number>>
    /** Since when nobody had read Miro's accounts or the staff; null: both were read. */
    readonly unknownSince: Date | null
    readonly checks: readonly { readonly id: CheckId; readonly counts: Readonly<Record<Verdict, number>> }[]
    readonly failing: { readonly all: number; readonly first: readonly FailingThen[] }
    /** Accounts of which the checks had said something else by the end of that day. */
    readonly differing: { readonly all: number; readonly first: readonly string[] }
  }
}

/** Named at most: as many as a table in Slack takes, and as many as a line. */
const mostFailing = 100
const mostDiffering = 10

/** How things were at the end of a day, made anew from the journal for each organisation of the workspace. */
export async function readPastDay(
  world: Recomputing & Uses<'clock' | 'workspaces.get' | 'connections.list'>,
  { workspaceId, day: named }: { readonly workspaceId: string; readonly day: string },
): Promise<PastDay> {
  const now = world.clock()
  const zone = (await world.workspaces.get(workspaceId))?.timeZone ?? world.startedWith.timeZone
  const words: Readonly<Record<string, number>> = { today: 0, yesterday: 1 }
  const ago = words[named.toLowerCase()]
  const day = ago === undefined ? named : dayIn(new Date(now.getTime() - ago * oneDay), zone)
  const end = endOfDay(day, zone)
  if (end === null) return { outcome: 'no_day', yesterday: dayIn(new Date(now.getTime() - oneDay), zone) }
  if (end.getTime() - now.getTime() > longestDay) return { outcome: 'in_future' }
  const at = new Date(Math.min(end.getTime(), now.getTime()))
  const organizations: OrganizationThen[] = []
  for (const { key, organizationName } of await world.connections.list(workspaceId)) {
    const then = await recompute(world, key, { until: at, now: at })
    organizations.push({ organizationName, past: then === null ? null : await inShort(then, at) })
  }
  return { outcome: 'read', day, organizations }
}

const oneDay = 24 * 3_600_000
/** A day on which clocks go back is an hour longer. */
const longestDay = 25 * 3_600_000

const recomputed = accountChecks.filter(({ options }) => options === undefined)

async function inShort({ frame, system, accounts }: DayThen, at: Date): Promise<OrganizationThen['past']> {
  const classes = { left: 0, staff: 0, external: 0, service: 0, shared: 0, unidentified: 0 }
  const checks = recomputed.map(({ id }) => ({ id, counts: { ...none } }))
  const failing = { all: 0, first: [] as FailingThen[] }
  const differing = { all: 0, first: [] as string[] }
  let live = 0
  for await (const batch of accounts)
    for (const { account, assessment, recorded } of batch) {
      if (isLive(account) === 'yes') {
        live += 1
        const hasLeft = ['fail', 'excepted'].includes(assessment.results.removed?.verdict ?? '')
        classes[hasLeft ? 'left' : assessment.class] += 1
      }
      for (const { id, counts } of checks) {
        const result = assessment.results[id]
        if (result === undefined) continue
        counts[result.verdict] += 1
        if (result.verdict !== 'fail') continue
        failing.all += 1
        const { email, role } = account
        if (failing.first.length < mostFailing)
          failing.first.push({ email, role, checkId: id, why: result.why })
      }
      if (recorded !== undefined && says(recorded) !== says(assessment)) {
        differing.all += 1
        if (differing.first.length < mostDiffering) differing.first.push(account.email ?? account.id)
      }
    }
  const { rule, critical, accountsSince, staffSince } = frame
  const gaps = [accountsSince, staffSince].flatMap(since => since?.getTime() ?? [])
  const unknownSince = gaps.length === 0 ? null : new Date(Math.min(...gaps))
  const ofSystem = { id: systemCheck.id, counts: { ...none, [system.verdict]: 1 } }
  return {
    at,
    rule,
    critical,
    live,
    classes,
    unknownSince,
    checks: [...checks, ofSystem],
    failing,
    differing,
  }
}

const says = ({ class: kind, personId, results }: Assessment): string =>
  JSON.stringify([kind, personId, recomputed.map(({ id }) => results[id])])

const none = { pass: 0, fail: 0, not_applicable: 0, unknown: 0, excepted: 0 }
