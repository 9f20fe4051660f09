import {
  type ChosenColumns,
  hasAddresses,
  headerOf,
  type StaffColumn,
  withChosen,
} from '../domain/staff-columns.ts'
import {
  type LeftOut,
  type Mistakes,
  type StaffListReading,
  type StaffRecord,
  UnreadableList,
} from '../domain/staff-list.ts'
import type { SettledRow } from '../domain/tenures.ts'
import { guessColumns, placesOf } from './columns.ts'
import { DamagedLetters } from './damaged-letters.ts'
import { limits } from './limits.ts'
import { firstRows, parseRows, type Row, type Separator } from './parser.ts'
import { RowReader } from './rows.ts'
import { type Bytes, utf8Text } from './utf8-text.ts'

/** A staff list whose first line was understood. */
export type StaffCsv = {
  readonly separator: Separator
  /** What somebody said of its columns. */
  readonly chosen: ChosenColumns
  /** In batches, to be read once. Throws UnreadableList where the file cannot be read on. */
  readonly records: AsyncIterable<readonly StaffRecord[]>
  /** Complete after the last record. */
  readonly found: () => Found
}

export type Found = {
  readonly columns: readonly StaffColumn[]
  /** Rows with something in them, the first line not counted. */
  readonly rows: number
  /** Rows left out. */
  readonly mistakes: Mistakes
  /** Cells left out of rows that are used. */
  readonly hints: Mistakes
  /** A word with letters in it that were damaged before the list came here; null: none was seen. */
  readonly damaged: string | null
  /** Rows that name nobody with an e-mail address. */
  readonly withoutAddress: number
  /** The first of them that name somebody all the same. */
  readonly nameless: readonly LeftOut[]
  /** Rows about guests of a directory, who are no staff. */
  readonly guests: number
  /** Managers given by name, which is no address: they are left out. */
  readonly managersByName: number
  /** Likewise by number. */
  readonly managersByNumber: number
  /** Ends of contracts that are not used. */
  readonly contractEnds: StaffListReading['contractEnds']
  /** What is to become of rows that are not the only one about their person. */
  readonly settled: readonly SettledRow[]
}

/** Each batch is stored by one statement. */
const batchSize = 1_000
/** The first line is looked for in this much. */
const beginning = limits.rowBytes
const separators: readonly Separator[] = [',', ';', '\t', '|']
/** Rows that are looked at to understand the columns. */
const sampled = 100

/**
 * Reads a staff list as it comes: however many rows it has, no more than a few are in memory.
 * @param today YYYY-MM-DD, for what may not be further away
 * @param chosenFor what somebody said of columns, by their `headerOf`
 * @throws UnreadableList
 */
export async function openStaffCsv(
  bytes: Bytes,
  today: string,
  chosenFor: ChosenFor = async () => ({}),
): Promise<StaffCsv> {
  const text = utf8Text(bytes)
  try {
    return await openText(text, today, chosenFor)
  } catch (error) {
    // Whoever sends the bytes may stop.
    await text.return(undefined)
    throw error
  }
}

type ChosenFor = (header: string) => Promise<ChosenColumns>

async function openText(
  text: AsyncGenerator<Buffer>,
  today: string,
  chosenFor: ChosenFor,
): Promise<StaffCsv> {
  const { start, ended } = await startOf(text)
  if (start.toString().trim() === '') throw new UnreadableList({ kind: 'empty' })
  const hint = /^\s*sep=(.)\r?\n/i.exec(start.subarray(0, 16).toString('latin1'))
  const skipped = hint?.[0].length ?? 0
  const { separator, guesses, above } = firstLine(start.subarray(skipped))
  const chosen = await chosenFor(headerOf({ columns: guesses }))
  const columns = placesOf(withChosen(guesses, chosen))
  const reader = new RowReader(columns, today)
  const letters = new DamagedLetters()
  async function* rest(): AsyncGenerator<Buffer> {
    try {
      letters.look(start)
      yield start.subarray(skipped)
      if (ended) return
      for await (const part of text) {
        letters.look(part)
        yield part
      }
    } finally {
      await text.return(undefined)
    }
  }
  return {
    separator,
    chosen,
    records: records(parseRows(rest(), separator, skipped > 0 ? 2 : 1), reader, above),
    found: () => ({
      ...reader.counts,
      columns: columns.read.map((column, at) => ({
        ...column,
        unused: reader.unused.holds(at) ?? column.unused,
      })),
      mistakes: reader.mistakes.all,
      hints: reader.hints.all,
      ...{ nameless: reader.nameless, contractEnds: reader.contractEnds, settled: reader.settled },
      damaged: letters.example,
    }),
  }
}

async function startOf(text: AsyncGenerator<Buffer>): Promise<{ start: Buffer; ended: boolean }> {
  const parts: Buffer[] = []
  let size = 0
  while (size < beginning) {
    const next = await text.next()
    if (next.done === true) return { start: Buffer.concat(parts), ended: true }
    parts.push(next.value)
    size += next.value.length
  }
  return { start: Buffer.concat(parts), ended: false }
}

/** Of the separators and of the first few rows, those with which most columns are known. */
function firstLine(start: Buffer): Understood {
  const read = separators.map(separator => ({ separator, rows: firstRows(start, separator, sampled) }))
  const best = understood(read, [0]) ?? understood(read, [1, 2, 3, 4, 5]) ?? understood(read, [0], false)
  if (best === undefined) throw new UnreadableList({ kind: 'open_quote', line: 1 })
  const { guesses } = best
  const written = guesses.map(column => column.written)
  if (written.length > limits.columns)
    throw new UnreadableList({ kind: 'too_many_columns', columns: limits.columns })
  if (written.some(cell => cell.includes('@'))) throw new UnreadableList({ kind: 'no_header' })
  // Somebody can say where the addresses are, unless nothing of it looks like a list of people.
  if (guesses.some(({ field, unused }) => field !== null || unused === 'addresses')) return best
  throw new UnreadableList({ kind: 'no_address_column', columns: written.map(cell => cell.slice(0, 80)) })
}

type Understood = {
  readonly separator: Separator
  readonly guesses: readonly StaffColumn[]
  /** Rows above the names of the columns: a title, the day of the export. */
  readonly above: number
}

type Read = { readonly separator: Separator; readonly rows: readonly string[][] }

/** @param above how many rows may stand above the names of the columns */
function understood(
  read: readonly Read[],
  above: readonly number[],
  withAddresses = true,
): Understood | undefined {
  const tried = read.flatMap(({ separator, rows }) =>
    above.flatMap(at => {
      const header = rows[at]
      // Below the first one, a line with an address in it is a person.
      if (header === undefined || (at > 0 && header.some(cell => cell.includes('@')))) return []
      const guesses = guessColumns(header, rows.slice(at + 1))
      if (withAddresses && !hasAddresses({ columns: guesses })) return []
      return [
        { separator, guesses, above: at, known: guesses.filter(({ guessed }) => guessed !== null).length },
      ]
    }),
  )
  const [best] = tried.toSorted(
    (one, other) =>
      other.known - one.known || other.guesses.length - one.guesses.length || one.above - other.above,
  )
  return best
}

/** @param above rows with something in them before the names of the columns, which are known */
async function* records(
  rows: AsyncIterable<readonly Row[]>,
  reader: RowReader,
  above: number,
): AsyncGenerator<readonly StaffRecord[]> {
  let toSkip = above + 1
  let batch: StaffRecord[] = []
  for await (const some of rows) {
    for (const { cells, line } of some) {
      if (toSkip === 0) reader.read(cells, line, batch)
      else if (cells.some(cell => cell !== '')) toSkip -= 1
    }
    if (batch.length < batchSize) continue
    yield batch
    batch = []
  }
  reader.end(batch)
  if (reader.counts.rows === 0) throw new UnreadableList({ kind: 'no_rows' })
  if (batch.length > 0) yield batch
}
