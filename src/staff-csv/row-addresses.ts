import { normaliseAddress } from '../domain/mail-address.ts'
import { limits } from './limits.ts'
import type { OneRow } from './one-row.ts'

/** What people and programs write where there is no address. */
const nothing = /^\s*(?:[\p{Pd}_./?]+|n\.?\/?a\.?|none|null|nil|keine?)\s*$/iu
const several = /[\s;,|]+/
/** `Carla Mendes <carla@x>`, and with a comma in a quoted name. */
const named = /(?:"[^"]*"|[^<>;,|"])*<([^<>]*)>/g
/** `(work)` behind an address, but not the `(at)` within one. */
const remark = /\([^()@]*\)(?![\p{L}\p{N}])/gu

/** The addresses of whom a row is about, those of work first. One of work that is none leaves the row out. */
export function addressesOf(row: OneRow): string[] {
  const { columns, cells } = row
  const found: string[] = []
  const bad: { readonly column: number; readonly value: string; readonly main: boolean }[] = []
  columns.addresses.forEach((column, turn) => {
    const written = row.text(column)
    if (written === null || nothing.test(written)) return
    for (const each of addressesIn(written)) {
      const address = normaliseAddress(each)
      if (address === null) bad.push({ column, value: each, main: turn < columns.main })
      else if (!found.includes(address)) found.push(address)
    }
  })
  // A footer, a remark, a dash: nobody is named.
  if (found.length === 0 && bad.every(({ value }) => !value.includes('@')) && isRemark(cells)) return []
  for (const { column, value, main } of bad)
    if (main || found.length === 0) row.add('bad_address', column, value)
    else row.hint('bad_address', column, value)
  if (found.length > limits.addresses) row.add('too_many_addresses', null, null, found.length)
  return found
}

/** What may be addresses in one cell: several with commas or spaces between, with names before them or remarks behind. */
function addressesIn(cell: string): string[] {
  if (!/[\s;,|<(]/.test(cell)) return [cell]
  const found: string[] = []
  const rest = cell
    .replace(named, (_, inner: string) => {
      found.push(inner)
      return ' '
    })
    .replace(remark, ' ')
  // Beside an address in brackets, words are the name of whom it belongs to.
  const others = rest.split(several).filter(each => found.length === 0 || each.includes('@'))
  return [...found, ...others].filter(each => each !== '')
}

/** Of a row whose cells are not under their columns. */
export const addressesAnywhere = (cells: readonly string[]): string[] =>
  [
    ...new Set(
      cells
        .flatMap(cell => (cell.includes('@') ? addressesIn(cell.slice(0, limits.cell)) : []))
        .flatMap(each => normaliseAddress(each) ?? []),
    ),
  ].slice(0, limits.addresses)

/** No address where one belongs, and nothing that looks as if somebody tried to write one. */
function isRemark(cells: readonly string[]): boolean {
  const written = cells.map(cell => cell.trim()).filter(cell => cell !== '')
  return written.length === 1 || totals.test(written[0] ?? '') || written.every(cell => !/\p{L}/u.test(cell))
}

const totals = /^(grand )?(total|sum|summe|gesamt|somme|suma|totale|totaal|count|anzahl)\b/i
