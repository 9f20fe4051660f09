import { CsvError, Parser } from 'csv-parse'
import { parse as parseAtOnce } from 'csv-parse/sync'
import { UnreadableList } from '../domain/staff-list.ts'
import { limits } from './limits.ts'

export type Separator = ',' | ';' | '\t' | '|'

/** The cells of one row, and the line it begins in. */
export type Row = { readonly cells: readonly string[]; readonly line: number }

const options = {
  ltrim: true,
  relax_quotes: true,
  relax_column_count: true,
  max_record_size: limits.rowBytes,
  record_delimiter: ['\r\n', '\n', '\r'],
}

/** The first rows with something in them, at most so many: fewer where one of them has no end, or is cut off. */
export function firstRows(start: Buffer, separator: Separator, most: number): readonly string[][] {
  for (let to = most; ; to = Math.floor(to / 4)) {
    try {
      return to === 0
        ? []
        : parseAtOnce(start, { ...options, delimiter: separator, to, skip_empty_lines: true })
    } catch (error) {
      if (!(error instanceof CsvError)) throw error
    }
  }
}

/** Keeps rows instead of streaming them: each would cost as much again, and an error would come before them. */
class RowParser extends Parser {
  rows: string[][] = []

  override push(row: string[] | null): boolean {
    if (row === null) return super.push(null)
    this.rows.push(row)
    return true
  }

  taken(): string[][] {
    const taken = this.rows
    this.rows = []
    return taken
  }
}

/**
 * The rows of a text, empty ones too, as many at a time as there are in one part of it.
 * @param line of the file that the text begins with
 * @throws UnreadableList
 */
export async function* parseRows(
  text: AsyncIterable<Buffer>,
  separator: Separator,
  line: number,
): AsyncGenerator<readonly Row[]> {
  const parser = new RowParser({ ...options, delimiter: separator })
  const done = new Promise<unknown>(resolve => parser.once('error', resolve).once('end', resolve).resume())
  let next = line
  const taken = (): Row[] =>
    parser.taken().map(cells => {
      const row = { cells, line: next }
      next += 1 + breaksIn(cells)
      return row
    })
  let since = 0
  try {
    for await (const part of text) {
      since = withoutEnd(since, part)
      if (since > limits.rowBytes * 2) throw new UnreadableList({ kind: 'long_row', line: next })
      const failed = await new Promise<unknown>(resolve => parser.write(part, resolve))
      yield taken()
      if (failed instanceof Error) throw explained(failed, next)
    }
    parser.end()
    const failed = await done
    yield taken()
    if (failed instanceof Error) throw explained(failed, next)
  } finally {
    parser.destroy()
  }
}

/** Bytes since the last line break. A row of separators alone has no cell that is too long, but fills the memory. */
function withoutEnd(before: number, part: Buffer): number {
  const end = Math.max(part.lastIndexOf(10), part.lastIndexOf(13))
  return end < 0 ? before + part.length : part.length - end - 1
}

/** Line breaks inside quotation marks. */
function breaksIn(cells: readonly string[]): number {
  let breaks = 0
  for (const cell of cells)
    if (cell.includes('\n') || cell.includes('\r')) breaks += cell.match(/\r\n|\n|\r/g)?.length ?? 0
  return breaks
}

/** @param line where the row begins that could not be read */
function explained(error: Error, line: number): Error {
  if (!(error instanceof CsvError)) return error
  return new UnreadableList({
    kind: error.code === 'CSV_MAX_RECORD_SIZE' ? 'long_row' : 'open_quote',
    line,
  })
}
