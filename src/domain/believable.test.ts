import { describe, expect, it } from 'vitest'
import { believable, believableList, complete } from './believable.ts'

const ok = { ok: true }
const held = (reason: string) => ({ ok: false, reason })

describe('believable', () => {
  it.each([
    ['first read', 0, 0, 0, ok],
    ['first read of many', 0, 0, 5000, ok],
    ['nothing changed', 400, 0, 400, ok],
    ['nobody is left', 400, 400, 0, held('nobody_left')],
    ['nobody of before is left', 4, 4, 4, held('nobody_left')],
    ['an empty list', 3, 0, 0, held('nobody_left')],
    ['400 become 3', 400, 397, 3, held('many_gone')],
    ['5 of 6', 6, 5, 1, ok],
    ['6 of 30 is 20 %', 30, 6, 24, ok],
    ['6 of 29 is more', 29, 6, 23, held('many_gone')],
    ['25 of 126', 126, 25, 101, ok],
    ['26 of 1300 is 2 %', 1300, 26, 1274, ok],
    ['26 of 1299 is more', 1299, 26, 1273, held('many_gone')],
    ['25 of 1249 is more than 2 % but not more than 25', 1249, 25, 1224, ok],
    ['ten times as many', 10, 0, 100, ok],
    ['more than that', 10, 0, 101, held('grew_tenfold')],
  ])('%s', (_case, before, gone, after, answer) => {
    expect(believable({ before, gone, after })).toEqual(answer)
  })
})

describe('a staff list', () => {
  it.each([
    ['five are back', 20, 5, ok],
    ['6 of 30 are back', 30, 6, ok],
    ['6 of 29', 29, 6, held('many_back')],
    ['26 of 1299', 1299, 26, held('many_back')],
    ['everybody who ever worked here', 100, 300, held('many_back')],
  ])('%s', (_case, before, returning, answer) => {
    expect(believableList({ before, gone: 0, after: before, returning })).toEqual(answer)
  })

  it('too many who go are told first', () => {
    expect(believableList({ before: 10, gone: 10, after: 0, returning: 99 })).toEqual(held('nobody_left'))
  })
})

describe('complete', () => {
  it.each([
    ['whole', { rows: 1000, distinct: 1000, setAside: 0 }, true],
    ['empty', { rows: 0, distinct: 0, setAside: 0 }, true],
    ['one id twice', { rows: 1000, distinct: 999, setAside: 0 }, false],
    ['one of a thousand unreadable', { rows: 999, distinct: 999, setAside: 1 }, true],
    ['one of fewer', { rows: 998, distinct: 998, setAside: 1 }, false],
    ['only unreadable ones', { rows: 0, distinct: 0, setAside: 1 }, false],
  ])('%s', (_case, read, answer) => {
    expect(complete(read)).toBe(answer)
  })
})
