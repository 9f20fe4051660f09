import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Account } from '../src/domain/account.ts'
import { equalDomains as equal, type Identity, identify, type Known } from '../src/domain/identity.ts'
import type { Assessment } from '../src/domain/snapshot.ts'
import { batchSize } from '../src/workflows/checks/evaluate-access.ts'
import { accounts, decisions, equalDomains, people, staff } from './identity-company.ts'
import type { Result } from './results.ts'
import { median, times } from './stopwatch.ts'

const sizes = { few: 10_000, many: 100_000 }
const repeats = 9
const targets = { lookUp: 5, flat: 1.2 }
/** What the engine itself keeps a little more or less of is not growth. */
const tolerance = 1024 * 1024
const now = new Date('2026-11-24T12:00:00Z')

/** Part identity: whose accounts are, beside one look into a Map for each exact address. */
export async function identitySpeed(): Promise<Result[]> {
  const known = {
    now,
    staffUntil: now,
    ...staff(),
    equal: equal(equalDomains),
    previous: new Map(),
    classifications: new Map(),
  }
  const peak = { few: peakOf(known, sizes.few), many: peakOf(known, sizes.many) }
  for (let warm = 0; warm < 3; warm += 1) timeAll(known, sizes.few)
  const runs = Array.from({ length: repeats }, () => ({
    few: timeAll(known, sizes.few),
    many: timeAll(known, sizes.many),
  }))
  const each = (size: 'few' | 'many', way: Way) => median(runs.map(run => run[size][way] / sizes[size]))
  const lookUp = each('many', 'lookUp')
  const beside = (way: Way) => ({
    measured: `${times(each('many', way) / lookUp)} (${nanoseconds(each('many', way))}, ${nanoseconds(lookUp)} an account)`,
    target: `at most ${targets.lookUp} ×`,
    ok: each('many', way) / lookUp <= targets.lookUp,
  })
  const carried = [...known.addresses.values()].reduce((sum, carriers) => sum + carriers.length, 0)
  const growth = each('many', 'first') / each('few', 'first')
  return [
    {
      what: `identity  ${sizes.many} accounts among ${people} people with ${carried} addresses`,
      measured: shares(known),
      target: '',
      ok: null,
    },
    { what: 'identity  beside a look into a Map for each exact address, first time', ...beside('first') },
    { what: 'identity  beside the same, with what was said before', ...beside('again') },
    {
      what: `identity  cost per account, ${sizes.many} against ${sizes.few}`,
      measured: `${times(growth)} (${nanoseconds(each('many', 'first'))}, ${nanoseconds(each('few', 'first'))})`,
      target: `at most ${targets.flat} ×`,
      ok: growth <= targets.flat,
    },
    {
      what: `identity  peak memory above that of the people, ${sizes.many} and ${sizes.few}`,
      measured: `${megabytes(peak.many)} and ${megabytes(peak.few)}`,
      target: 'does not grow',
      ok: peak.many <= peak.few + tolerance,
    },
  ]
}

const ways = ['lookUp', 'first', 'again'] as const
type Way = (typeof ways)[number]

/** Milliseconds, in the batches of an evaluation; only matching is timed, not making up the accounts. */
function timeAll(known: Known, count: number): Record<Way, number> {
  const took = { first: 0, again: 0, lookUp: 0 }
  for (const [number, from] of batches(count).entries()) {
    const first: Known = { ...known, classifications: decisions(accounts(from, batchSize)) }
    const again: Known = { ...first, previous: said(accounts(from, batchSize), first) }
    const work: Record<Way, (account: Account) => unknown> = {
      lookUp: account => known.addresses.get(account.address ?? ''),
      first: account => identify(account, first),
      again: account => identify(account, again),
    }
    // Each way comes first as often as the others: whoever comes later finds the people in the processor's cache.
    for (const way of [...ways.slice(number % 3), ...ways.slice(0, number % 3)]) {
      // A text that somebody looked up before is found faster.
      const batch = accounts(from, batchSize)
      const start = performance.now()
      batch.map(work[way])
      took[way] += performance.now() - start
    }
  }
  return took
}

/** The most bytes still needed at the end of a batch, above those needed before. */
function peakOf(known: Known, count: number): number {
  const before = inUse()
  let peak = 0
  for (const from of batches(count)) {
    const identities = accounts(from, batchSize).map(account => identify(account, known))
    peak = Math.max(peak, inUse() - before)
    // Whoever stores them needs them until here.
    if (identities.length !== batchSize) throw new Error('one answer for each account')
  }
  return peak
}

const batches = (count: number): number[] =>
  Array.from({ length: count / batchSize }, (_, index) => index * batchSize)

const fine = { verdict: 'pass', why: 'staff_member' } as const

const said = (among: readonly Account[], known: Known): ReadonlyMap<string, Assessment> =>
  new Map(
    among.map(account => {
      const { class: kind, personId, matchedBy } = identify(account, known)
      const results = { identified: fine, removed: fine, valid: fine }
      return [account.id, { accountId: account.id, class: kind, personId, matchedBy, results }]
    }),
  )

function inUse(): number {
  setFlagsFromString('--expose-gc')
  const collectGarbage = runInNewContext('gc') as () => void
  collectGarbage()
  return process.memoryUsage().heapUsed
}

/** How many accounts were matched which way, most first. */
function shares(known: Known): string {
  const found = new Map<string, number>()
  const count = ({ matchedBy, problem }: Identity) => {
    const how = (matchedBy ?? problem ?? 'decided').replace('_', ' ')
    found.set(how, (found.get(how) ?? 0) + 1)
  }
  for (const from of batches(sizes.many)) {
    const batch = accounts(from, batchSize)
    const classifications = decisions(batch)
    for (const account of batch) count(identify(account, { ...known, classifications }))
  }
  const sorted = [...found].toSorted(([, one], [, other]) => other - one)
  return sorted.map(([how, accounts]) => `${how} ${accounts}`).join(', ')
}

const nanoseconds = (milliseconds: number): string => `${Math.round(milliseconds * 1e6)} ns`

const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MB`
