/** What one of several rows about one person says of their employment. Days are YYYY-MM-DD. */
export type TenureRow = {
  readonly line: number
  /** Stands for the first address: the same number for the same one; null: the row has none. */
  readonly address: number | null
  /** The same for the employee id. */
  readonly employeeId: number | null
  readonly startDay: string | null
  /** Inclusive. */
  readonly lastDay: string | null
  /** It says that they are gone, and not since when. */
  readonly gone: boolean
}

/** What is to become of a row of a staff list that is not the only one about its person. */
export type SettledRow = {
  readonly line: number
  /** Line of the row that counts for the person; null: nobody can say which does, and all of them are set aside. */
  readonly counts: number | null
  /** It is about the same time as the one that counts, and begins with it: each says what the other leaves open. */
  readonly sameTime: boolean
  /** Of the row that counts: the first day of the person. */
  readonly startDay: string | null
}

/** One time of work. `rows` say the same of its address and its end. */
type Tenure = { readonly rows: readonly TenureRow[]; readonly lastDay: string | null }

/**
 * Several rows about one person are tenures when each ends before the next begins, and the latest counts, with the first
 * day of an earlier one where that is not over yet. Rows that say the same of address and end are one. Null: they follow
 * each other in no known way, so nobody can say which counts. The order of the rows is nothing to go by.
 * @param today YYYY-MM-DD
 */
export function settleTenures(rows: readonly TenureRow[], today: string): SettledRow[] | null {
  const tenures = tenuresOf(rows)
  const latest = tenures?.at(-1)
  if (tenures === null || latest === undefined || !tenures.every(followsIn)) return null
  const counting = latestOf(latest.rows)
  const counts = counting[0]?.line
  if (counts === undefined || counting.some(({ address }) => address === null)) return null
  const startDay = firstDay(rows, counting[0]?.startDay ?? null, today)
  return rows.map(row => ({
    ...{ line: row.line, counts, sameTime: counting.includes(row) },
    startDay: row.line === counts ? startDay : null,
  }))
}

/** By their ends, the one without an end last; null: rows with the same end differ in whom they are about. */
function tenuresOf(rows: readonly TenureRow[]): Tenure[] | null {
  const ends = [...new Set(rows.map(endOf))].toSorted()
  const tenures = ends.map(end => rows.filter(row => endOf(row) === end))
  const differ = (values: readonly (number | null)[]) =>
    new Set(values.filter(each => each !== null)).size > 1
  const unclear = tenures.some(
    same => differ(same.map(({ address }) => address)) || differ(same.map(({ employeeId }) => employeeId)),
  )
  return unclear ? null : tenures.map(same => ({ rows: same, lastDay: same[0]?.lastDay ?? null }))
}

/** Sorts behind every day where no row says one. */
const endOf = ({ lastDay, gone }: TenureRow): string => lastDay ?? (gone ? 'gone' : 'open')

/** Whether one of several tenures begins when the one before is over. */
function followsIn({ rows }: Tenure, at: number, all: readonly Tenure[]): boolean {
  const before = all[at - 1]
  if (before === undefined) return true
  const { lastDay } = before
  return lastDay !== null && rows.every(({ startDay }) => startDay !== null && startDay >= lastDay)
}

/** Those that begin last, by their lines. */
function latestOf(rows: readonly TenureRow[]): TenureRow[] {
  const begin = ({ startDay }: TenureRow) => startDay ?? ''
  const last = rows.map(begin).toSorted().at(-1)
  return rows.filter(row => begin(row) === last).toSorted((one, other) => one.line - other.line)
}

/** Who has begun, and is to begin anew, works here: the earlier first day counts. */
function firstDay(rows: readonly TenureRow[], startDay: string | null, today: string): string | null {
  if (startDay === null || startDay <= today) return startDay
  const running = rows.filter(({ lastDay, gone }) => (lastDay === null ? !gone : lastDay >= today))
  const [first = startDay] = running.map(row => row.startDay ?? '').toSorted()
  return first === '' ? null : first
}
