import { expect, test } from 'vitest'
import { column } from '../../test/support/staff-list-samples.ts'
import {
  type ChosenColumns,
  choosing,
  columnsAsked,
  hasAddresses,
  headerOf,
  ignorable,
  ignoring,
  type StaffColumn,
  withChosen,
} from './staff-columns.ts'

const guesses: readonly StaffColumn[] = [
  column('Email', 'address'),
  column('Name', 'name'),
  column('Known as', 'name', 'twice'),
  column('Adieu', null, 'days'),
  column('Shoe size', null),
]
const read = (chosen: ChosenColumns) => withChosen(guesses, chosen)
const understood = (chosen: ChosenColumns) => read(chosen).map(({ field, unused }) => unused ?? field)

test('what is chosen goes before what is guessed, and a column holds one field', () => {
  expect(understood({})).toEqual(['address', 'name', 'twice', 'days', 'unknown'])
  expect(understood({ 3: 'last_day' })).toEqual(['address', 'name', 'twice', 'last_day', 'unknown'])
  expect(understood({ 2: 'name' })).toEqual(['address', 'twice', 'name', 'days', 'unknown'])
  expect(understood({ 1: 'title' })).toEqual(['address', 'title', 'unknown', 'days', 'unknown'])
  expect(understood({ 3: null })).toEqual(['address', 'name', 'twice', 'ignored', 'unknown'])
  // Several may hold it.
  expect(understood({ 4: 'address' })).toEqual(['address', 'name', 'twice', 'days', 'address'])
  // A place the list does not have says nothing.
  expect(understood({ 9: 'title' })).toEqual(understood({}))
})

test.each<[string, ChosenColumns, ChosenColumns]>([
  ['another column', choosing(guesses, {}, 'last_day', [3]), { 3: 'last_day' }],
  ['not in this list', choosing(guesses, {}, 'name', []), { 1: null }],
  [
    'one of two',
    choosing(read({ 4: 'address' }), { 4: 'address' }, 'address', [4]),
    { 0: null, 4: 'address' },
  ],
  ['the other of two of one name', choosing(guesses, {}, 'name', [2]), { 1: null, 2: 'name' }],
  ['the guess again', choosing(read({ 1: null, 2: 'name' }), { 1: null, 2: 'name' }, 'name', [1]), {}],
  [
    'a column of another field',
    choosing(read({ 3: 'last_day' }), { 3: 'last_day' }, 'title', [3]),
    { 3: 'title' },
  ],
  ['none, where it was no guess', choosing(read({ 3: 'last_day' }), { 3: 'last_day' }, 'last_day', []), {}],
  ['to ignore one', ignoring(guesses, {}, [3]), { 3: null }],
  ['to ignore it no longer', ignoring(read({ 3: null }), { 3: null }, []), {}],
  ['to ignore one that is used', ignoring(guesses, {}, [0]), {}],
])('choosing %s', (_case, chosen, expected) => {
  expect(chosen).toEqual(expected)
})

test('a column taken from a field goes back to it when it is given back', () => {
  const taken = choosing(guesses, {}, 'title', [1])
  expect(understood(taken)).toEqual(['address', 'title', 'unknown', 'days', 'unknown'])
  expect(choosing(read(taken), taken, 'title', [])).toEqual({})
})

test('it is asked who left until a column says so, or somebody says that none does', () => {
  expect(columnsAsked({ columns: guesses })).toEqual({
    ...{ addresses: null, saysWhoLeft: false, statusAlone: false, maybe: ['Adieu'] },
  })
  expect(columnsAsked({ columns: read({ 3: 'last_day' }) })).toBeNull()
  expect(columnsAsked({ columns: read({ 3: null }) })).toBeNull()
  // That of another column says nothing about it.
  const others = [column('Email', 'address'), column('Name', 'name')]
  expect(columnsAsked({ columns: withChosen(others, { 1: null }) })).toEqual({
    ...{ addresses: null, saysWhoLeft: false, statusAlone: false, maybe: [] },
  })
  const leaving = [column('Email', 'address'), column('Last day', 'last_day')]
  expect(columnsAsked({ columns: leaving })).toBeNull()
  expect(columnsAsked({ columns: withChosen(leaving, { 1: null }) })).toBeNull()
  expect(ignorable(read({ 3: null }))).toEqual([3])
})

test('it is asked where the addresses are, until it is said', () => {
  const unclear = [
    column('Kontakt', null, 'addresses'),
    column('Pate', null, 'addresses'),
    column('Austritt', 'last_day'),
  ]
  expect(columnsAsked({ columns: unclear })).toEqual({
    ...{ addresses: ['Kontakt', 'Pate'], saysWhoLeft: true, statusAlone: false, maybe: [] },
  })
  const said = withChosen(unclear, { 0: 'address' })
  expect([hasAddresses({ columns: unclear }), hasAddresses({ columns: said })]).toEqual([false, true])
  expect([columnsAsked({ columns: said }), said[1]?.unused]).toEqual([null, 'unknown'])
})

test('two lists have the same columns when their names are the same but for spaces around them', () => {
  expect(headerOf({ columns: [{ written: ' Email ' }, { written: 'Name' }] })).toBe('Email\nName')
})
