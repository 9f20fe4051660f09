import { describe, expect, it } from 'vitest'
import { believable, believableList, complete, moved } from './believable.ts'

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

  it.each([
    ['2 of 4: two may be', 4, 2, ok],
    ['3 of 9 is a third', 9, 3, ok],
    ['3 of 8 is more', 8, 3, held('many_gone')],
    ['4 of 5', 5, 4, held('many_gone')],
    ['5 of 6', 6, 5, held('many_gone')],
    ['5 of 8', 8, 5, held('many_gone')],
    ['5 of 10', 10, 5, held('many_gone')],
    ['20 of 100', 100, 20, ok],
    ['25 of 125', 125, 25, ok],
    ['26 of 125', 125, 26, held('many_gone')],
  ])('a part of a small list: %s', (_case, before, gone, answer) => {
    expect(believableList({ before, gone, after: before - gone, returning: 0 })).toEqual(answer)
  })

  it('too many who go are told first', () => {
    expect(believableList({ before: 10, gone: 10, after: 0, returning: 99 })).toEqual(held('nobody_left'))
  })
})

describe('complete', () => {
  it.each([
    ['whole', { rows: 1000, distinct: 1000, setAside: 0 }, true],
    ['empty', { rows: 0, distinct: 0, setAside: 0 }, true],
    ['one id twice', { rows: 251, distinct: 250, setAside: 0 }, true],
    ['one in a hundred twice', { rows: 1000, distinct: 990, setAside: 0 }, true],
    ['more than that', { rows: 1000, distinct: 989, setAside: 0 }, false],
    ['one unreadable of 400', { rows: 399, distinct: 399, setAside: 1 }, true],
    ['two of 400', { rows: 398, distinct: 398, setAside: 2 }, false],
    ['two of two thousand', { rows: 1998, distinct: 1998, setAside: 2 }, true],
    ['three of fewer than three thousand', { rows: 2996, distinct: 2996, setAside: 3 }, false],
    ['only unreadable ones', { rows: 0, distinct: 0, setAside: 1 }, false],
  ])('%s', (_case, read, answer) => {
    expect(complete(read)).toBe(answer)
  })
})

describe('a list that moved under the read', () => {
  it.each([
    ['each row once', 4, 4, false],
    ['one of a few twice', 4, 3, false],
    ['two of a few', 4, 2, true],
    ['two in two hundred', 200, 198, false],
    ['three', 200, 197, true],
  ])('%s', (_case, rows, distinct, answer) => {
    expect(moved({ rows, distinct })).toBe(answer)
  })
})
