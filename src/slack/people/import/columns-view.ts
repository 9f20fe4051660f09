import type { PlainTextOption, SectionBlock } from '@slack/types'
import { ignorable, type StaffField, severalAllowed, staffFields } from '../../../domain/staff-columns.ts'
import type { StaffListReading } from '../../../domain/staff-list.ts'
import { type Blocks, context, multiSelect, section, select } from '../../frame/blocks.ts'
import { externalSelect, multiExternalSelect } from '../../frame/pickers.ts'
import { bold, capital, commas, foreign, join, md } from '../../frame/text.ts'
import { columnMenuId, importIds } from '../../ids/people.ts'
import { fieldsInWords, separatorInWords, unusedColumnInWords } from '../../words/staff-list.ts'
import { columnOptions, notInList, notInListOption, notInListText } from './column-options.ts'

/** Columns that are not used and listed by name. */
const listed = 30

/** All menus of a window offer the same columns: together they must stay far below what Slack takes of a window. */
const menuBytes = 7_000

/**
 * A menu for each field, which says by which columns the list was understood, and one for columns left unused on purpose.
 * Each is a new menu after every reading: Slack would go on to show what was chosen in the one before.
 */
export function columnsBlocks(id: string, { columns, separator, chosen }: StaffListReading): Blocks {
  const options = columnOptions(columns)
  const placesOf = (field: StaffField) =>
    columns.flatMap(({ field: held, unused }, at) => (unused === null && held === field ? [at] : []))
  const unused = columns.flatMap(column => unusedColumnInWords(column) ?? [])
  const inDoubt = ignorable(columns)
  return [
    section(
      md`*Columns* (separated by ${separatorInWords[separator]})\nIs one wrong? Choose another column, and the preview follows. After the import, your choice is kept for lists with the same columns.${
        Object.keys(chosen).length > 0
          ? md` *Chosen by hand*: ${commas(
              Object.keys(chosen)
                .slice(0, listed)
                .map(at => md`${foreign(columns[Number(at)]?.written ?? '', 40)}`),
            )}.`
          : md``
      }`,
    ),
    ...staffFields.map(field =>
      section(bold(capital(fieldsInWords[field])), menuOf(field, options, placesOf(field)), `${id}.${field}`),
    ),
    inDoubt.length > 0 &&
      section(
        md`*Ignore*\nColumns that do not say who has left.`,
        multiSelect(importIds.ignored, 'None', {
          options: options.filter((_, at) => inDoubt.includes(at)),
          chosen: inDoubt.filter(at => columns[at]?.unused === 'ignored').map(String),
        }),
        `${id}.ignored`,
      ),
    unused.length > 0 && section(join(unused.slice(0, listed))),
    unused.length > listed && context(md`${unused.length - listed} more columns are not used.`),
  ]
}

const isLarge = (options: readonly PlainTextOption[]): boolean =>
  options.length > 99 || new TextEncoder().encode(JSON.stringify(options)).length > menuBytes

type Menu = NonNullable<SectionBlock['accessory']>

/** With all columns in it, or where they are too many for that, with those that are asked for by name. */
function menuOf(field: StaffField, options: readonly PlainTextOption[], places: readonly number[]): Menu {
  const id = columnMenuId(field)
  const chosen = places.map(String)
  const several = severalAllowed.has(field)
  if (!isLarge(options))
    return several
      ? multiSelect(id, notInListText, { options, chosen })
      : select(id, notInListText, {
          options: [notInListOption(), ...options],
          chosen: chosen.length === 0 ? [notInList] : chosen,
        })
  const shown = options.filter(({ value }) => value !== undefined && chosen.includes(value))
  return several
    ? multiExternalSelect(id, notInListText, { chosen: shown })
    : externalSelect(id, notInListText, { chosen: shown[0] ?? notInListOption() })
}
