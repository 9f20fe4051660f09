import { expect, test } from 'vitest'
import { openSeen } from './handled-once.ts'

test('a key is new once, until it is forgotten', () => {
  let now = 0
  const seen = openSeen(() => new Date(now), 1000, 3)
  expect([seen.isNew('a'), seen.isNew('a'), seen.isNew('b')]).toEqual([true, false, true])
  now = 1000
  expect(seen.isNew('a')).toBe(true)
})

test('the oldest keys make room', () => {
  const seen = openSeen(() => new Date(0), 1000, 2)
  expect(['a', 'b', 'c', 'a', 'c'].map(key => seen.isNew(key))).toEqual([true, true, true, true, false])
})
