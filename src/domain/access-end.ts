import { grouped, type JournalFact, numberOf, wordOf } from './journal-facts.ts'

/** When an account could no longer be used. */
export type AccessEnd = {
  /** The last complete read before that saw it active; null: it had no access already when it was first seen. */
  readonly lastSeenAt: Date | null
  /** The first read that no longer did. */
  readonly at: Date
}

/** What the journal knows of one account, in order. */
export type Known = {
  readonly id: string
  readonly accounts: readonly JournalFact[]
  readonly verdicts: readonly JournalFact[]
  /** Complete reads of its organization. */
  readonly runs: readonly JournalFact[]
}

/** Every account, by each person whose it ever was. */
export function knownAccounts(rows: readonly JournalFact[]): Map<string, Known[]> {
  const runs = grouped(
    rows.filter(
      ({ kind, facts }) => kind === 'run' && facts['source'] === 'miro' && facts['state'] === 'complete',
    ),
    ({ subject }) => subject,
  )
  const kept = rows.filter(
    ({ kind, facts }) => (kind === 'account' || kind === 'verdict') && facts['deleted'] !== true,
  )
  const all = [...grouped(kept, ({ miroOrgId, subject }) => `${miroOrgId} ${subject}`).values()].map(
    known => ({
      id: known[0]?.subject ?? '',
      accounts: known.filter(({ kind }) => kind === 'account'),
      verdicts: known.filter(({ kind }) => kind === 'verdict'),
      runs: runs.get(known[0]?.miroOrgId ?? '') ?? [],
    }),
  )
  const byPerson = new Map<string, Known[]>()
  for (const known of all)
    for (const holder of new Set(known.verdicts.flatMap(row => holderIn(row) ?? [])))
      byPerson.set(holder, [...(byPerson.get(holder) ?? []), known])
  return byPerson
}

/** Whose an account was at a moment. */
export function holderAt({ verdicts }: Known, at: number): string | null {
  const said = verdicts.findLast(row => row.at <= at)
  return said === undefined ? null : holderIn(said)
}

const holderIn = ({ facts }: JournalFact): string | null =>
  facts['class'] === 'staff' ? wordOf(facts, 'personId') : null

/** Whether an account could be used at a moment, else since when not; null: it was not known then. */
export function accessIn(
  { accounts, runs }: Known,
  moment: number,
): { readonly ended: AccessEnd | null } | null {
  let first: JournalFact | null = null
  let missing: JournalFact | null = null
  let seen: JournalFact | null = null
  let ended: AccessEnd | null = null
  for (const row of accounts) {
    if (row.at > moment) break
    first ??= row
    const { facts } = row
    missing = numberOf(facts, 'missingSince') === null ? null : (missing ?? row)
    const gone = numberOf(facts, 'removedAt') !== null || facts['active'] === false
    if (!gone) ended = null
    else ended ??= endedBy(missing ?? row, seen, runs)
    if (!gone && missing === null) seen = row
  }
  return first === null ? null : { ended }
}

/** Access ended between the last complete read that saw it and the one that wrote this row. */
function endedBy(row: JournalFact, seen: JournalFact | null, runs: readonly JournalFact[]): AccessEnd {
  const reading = runs.find(({ change }) => change === row.change)
  const { facts } = row
  const at =
    (reading && numberOf(reading.facts, 'finishedAt')) ??
    numberOf(facts, 'missingSince') ??
    numberOf(facts, 'removedAt') ??
    row.at
  const before = runs.findLast(({ id, change }) => BigInt(id) < BigInt(row.id) && change !== row.change)
  const read = (before && numberOf(before.facts, 'finishedAt')) ?? 0
  // Read before it was first seen, a run says nothing of it.
  const lastSeenAt = seen === null ? null : new Date(Math.min(at, Math.max(seen.at, read)))
  return { lastSeenAt, at: new Date(at) }
}
