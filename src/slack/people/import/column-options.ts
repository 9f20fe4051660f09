import type { PlainTextOption } from '@slack/types'
import type { StaffColumn } from '../../../domain/staff-columns.ts'
import { option } from '../../frame/blocks.ts'
import { clip, foreign } from '../../frame/text.ts'

/** The value of a field that is not in the list; a column's is its place. */
export const notInList = '-'

export const notInListText = 'Not in this list'

export const notInListOption = (): PlainTextOption => option(notInListText, notInList)

/** The columns of a list as options, in its order, told apart where they are called the same. */
export function columnOptions(columns: readonly StaffColumn[]): PlainTextOption[] {
  const names = columns.map(({ written }) => foreign(written))
  return names.map((name, at) => {
    const isBlank = columns[at]?.written.trim() === ''
    const place = `column ${at + 1}`
    if (isBlank) return option(`Without a name, ${place}`, String(at))
    const isAlone = names.indexOf(name) === names.lastIndexOf(name)
    return option(isAlone ? name : `${clip(name, 55)} (${place})`, String(at))
  })
}

/** What is offered to somebody who types a part of a column's name. */
export function columnsCalled(columns: readonly StaffColumn[], sought: string): PlainTextOption[] {
  const wanted = sought.trim().toLowerCase()
  const found = columnOptions(columns).filter(({ text }) => text.text.toLowerCase().includes(wanted))
  return [notInListOption(), ...found.slice(0, 99)]
}

/** The columns that were chosen, by their places from 0; *Not in this list* is none. */
export const chosenPlaces = (values: readonly string[]): number[] =>
  values.flatMap(value => (/^\d{1,3}$/.test(value) ? [Number(value)] : []))
