import { type Mistakes, type StaffColumn, type StaffRecord, UnreadableList } from '../domain/staff-list.ts'
import { type Columns, readColumns } from './columns.ts'
import { limits } from './limits.ts'
import { firstRow, parseRows, type Row, type Separator } from './parser.ts'
import { type RowCounts, RowReader } from './rows.ts'
import { type Bytes, utf8Text } from './utf8-text.ts'

/** A staff list whose first line was understood. */
export type StaffCsv = {
  readonly separator: Separator
  readonly columns: readonly StaffColumn[]
  /** In batches, to be read once. Throws UnreadableList where the file cannot be read on. */
  readonly records: AsyncIterable<readonly StaffRecord[]>
  /** Complete after the last record. */
  readonly found: () => Found
}

export type Found = Readonly<RowCounts> & { readonly mistakes: Mistakes }

/** Each batch is stored by one statement. */
const batchSize = 1_000
/** The first line is looked for in this much. */
const beginning = limits.rowBytes
const separators: readonly Separator[] = [',', ';', '\t']

/**
 * Reads a staff list as it comes: however many rows it has, no more than a few are in memory.
 * @param today YYYY-MM-DD, for what may not be further away
 * @throws UnreadableList
 */
export async function openStaffCsv(bytes: Bytes, today: string): Promise<StaffCsv> {
  const text = utf8Text(bytes)
  try {
    return await openText(text, today)
  } catch (error) {
    // Whoever sends the bytes may stop.
    await text.return(undefined)
    throw error
  }
}

async function openText(text: AsyncGenerator<Buffer>, today: string): Promise<StaffCsv> {
  const { start, ended } = await startOf(text)
  if (start.toString().trim() === '') throw new UnreadableList({ kind: 'empty' })
  const hint = /^\s*sep=(.)\r?\n/i.exec(start.subarray(0, 16).toString('latin1'))
  const skipped = hint?.[0].length ?? 0
  const { separator, columns } = firstLine(start.subarray(skipped))
  const reader = new RowReader(columns, today)
  async function* rest(): AsyncGenerator<Buffer> {
    try {
      yield start.subarray(skipped)
      if (!ended) yield* text
    } finally {
      await text.return(undefined)
    }
  }
  return {
    separator,
    columns: columns.read,
    records: records(parseRows(rest(), separator, skipped > 0 ? 2 : 1), reader),
    found: () => ({ ...reader.counts, mistakes: reader.mistakes.all }),
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

/** Of the three separators, the one with which the first line names most columns that are known. */
function firstLine(start: Buffer): { separator: Separator; columns: Columns } {
  const tried = separators.flatMap(separator => {
    const header = firstRow(start, separator)
    if (header === null) return []
    const columns = readColumns(header)
    const known = columns.read.filter(({ unused }) => unused === null).length
    return [{ separator, columns, known }]
  })
  const [best] = tried.toSorted(
    (one, other) => other.known - one.known || other.columns.read.length - one.columns.read.length,
  )
  if (best === undefined) throw new UnreadableList({ kind: 'open_quote', line: 1 })
  const written = best.columns.read.map(column => column.written)
  if (written.length > limits.columns)
    throw new UnreadableList({ kind: 'too_many_columns', columns: limits.columns })
  if (best.columns.addresses.length > 0) return best
  if (written.some(cell => cell.includes('@'))) throw new UnreadableList({ kind: 'no_header' })
  throw new UnreadableList({ kind: 'no_address_column', columns: written.map(cell => cell.slice(0, 80)) })
}

/** The first row with something in it names the columns, which are known. */
async function* records(
  rows: AsyncIterable<readonly Row[]>,
  reader: RowReader,
): AsyncGenerator<readonly StaffRecord[]> {
  let header = true
  let batch: StaffRecord[] = []
  for await (const some of rows) {
    for (const { cells, line } of some) {
      if (header) header = cells.every(cell => cell === '')
      else reader.read(cells, line, batch)
    }
    if (batch.length < batchSize) continue
    yield batch
    batch = []
  }
  reader.end(batch)
  if (reader.counts.rows === 0) throw new UnreadableList({ kind: 'no_rows' })
  if (batch.length > 0) yield batch
}
