import { expect, test } from 'vitest'
import { listed, matching, onlyOne } from './match.ts'

const buttons = ['Who is a valid user?', 'Where do alerts go?', 'Show accounts', 'Add Miro’s accounts']
const itself = (text: string) => [text]

test.each([
  ['where do alerts go?', ['Where do alerts go?']],
  ['who is a valid user', ['Who is a valid user?']],
  ["add miro's", ['Add Miro’s accounts']],
  ['accounts', ['Show accounts', 'Add Miro’s accounts']],
  ['w', ['Who is a valid user?', 'Where do alerts go?']],
  ['ccounts', []],
  ['', []],
])('"%s" means %j', (typed, found) => {
  expect(matching(buttons, typed, itself)).toEqual(found)
})

const asButton = { what: 'button', called: (text: string) => text, names: itself }

test.each([
  ['w', '"w" could be Who is a valid user? or Where do alerts go?'],
  [
    'Save',
    'There is no button "Save". Try Who is a valid user?, Where do alerts go?, Show accounts or Add Miro’s accounts.',
  ],
])('"%s" is answered', (typed, answer) => {
  expect(() => onlyOne(buttons, typed, asButton)).toThrow(answer)
})

test('a list says how many it leaves out', () => {
  expect(listed(['a', 'b', 'a'], 'and')).toBe('a and b')
  expect(
    listed(
      Array.from({ length: 22 }, (_, index) => String(index)),
      'or',
    ),
  ).toMatch(/, 19 \(2 more\)$/)
})
