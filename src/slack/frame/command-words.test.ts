import { expect, test } from 'vitest'
import { distance, nearestWord, splitWord } from './command-words.ts'

const known = ['connect', 'setup', 'rule', 'alerts', 'checks', 'sync', 'help']

test.each([
  ['snyc', 'sync'],
  ['con', 'connect'],
  ['chekcs', 'checks'],
  ['HLEP', 'help'],
  ['alert', 'alerts'],
  ['banana', null],
  ['<!channel>', null],
  ['', null],
])('%s is nearest to %s', (typed, expected) => {
  expect(nearestWord(typed, known)).toBe(expected)
})

test.each([
  ['', '', 0],
  ['sync', '', 4],
  ['ab', 'ba', 1],
  ['kitten', 'sitting', 3],
])('from %s to %s are %i steps', (one, other, steps) => {
  expect(distance(one, other)).toBe(steps)
})

test.each([
  ['', ['', '']],
  ['  Sync  ', ['sync', '']],
  ['help  me now ', ['help', 'me now']],
])('%j is split', (text, expected) => {
  expect(splitWord(text)).toEqual(expected)
})
