import { expect, test } from 'vitest'
import { byName, clear, type Lonely, likenesses } from './likeness.ts'

const one = (id: string, name: string, ...addresses: string[]): Lonely => ({
  ...{ id, name, addresses },
  ...{ missing: false, listed: false },
})
const gone = (id: string, name: string): Lonely => ({ ...one(id, name), missing: true })
const inList = (id: string, name: string): Lonely => ({ ...one(id, name), listed: true })
const found = (slack: Lonely[], others: Lonely[]) =>
  clear(likenesses(slack, byName(others))).map(
    ({ slackId, otherId, because }) => `${slackId} ${otherId} ${because}`,
  )

test.each([
  ['the same name', one('s', 'Dana Lee'), one('o', 'dana  LEE'), 'same_name'],
  ['the same, with accents and turned round', one('s', 'Zoë Núñez'), one('o', 'Nunez, Zoe'), 'same_name'],
  ['an initial', one('s', 'Dana Lee'), one('o', 'D. Lee'), 'similar_name'],
  ['the name of the mailbox', one('s', 'Dana Lee'), one('o', 'Unknown', 'dlee@old.example'), 'similar_name'],
  ['two mailboxes', one('s', 'dl', 'dana.lee@a.com'), one('o', 'D', 'lee.dana@b.com'), 'similar_name'],
  ['one word alone', one('s', 'Dana'), one('o', 'Dana'), null],
  ['another first name', one('s', 'Dana Lee'), one('o', 'Bruce Lee'), null],
  ['another last name, and missing', gone('s', 'Dana Lee'), one('o', 'Dana Ruiz'), 'first_name'],
  ['another last name', one('s', 'Dana Lee'), one('o', 'Dana Ruiz'), null],
  ['both missing', gone('s', 'Dana Lee'), gone('o', 'Dana Ruiz'), null],
  ['in the list too, and the other missing', inList('s', 'Dana Lee'), gone('o', 'Dana Lee'), 'same_name'],
  ['both in the list', inList('s', 'Dana Lee'), one('o', 'Dana Lee'), null],
  ['a mailbox of a task', one('s', 'Info Desk'), one('o', 'X', 'info@b.com'), null],
])('%s', (_, slack, other, because) => {
  expect(found([slack], [other])).toEqual(because === null ? [] : [`s o ${because}`])
})

test('where two are called the same, nobody is proposed; the same name comes before one that is alike', () => {
  expect(found([one('s', 'Dana Lee'), one('t', 'Dana Lee')], [one('o', 'Dana Lee')])).toEqual([])
  expect(found([one('s', 'Dana Lee')], [one('o', 'Dana Lee'), one('p', 'Dana Lee')])).toEqual([])
  expect(found([one('s', 'Dana Lee')], [one('o', 'Dana Lee'), one('p', 'D. Lee')])).toEqual(['s o same_name'])
  const renamed = [one('o', 'Dana Ruiz'), one('p', 'Dana Berg')]
  expect(found([gone('s', 'Dana Lee')], renamed)).toEqual([])
  expect(found([gone('s', 'Dana Lee')], [...renamed, one('q', 'D. Lee')])).toEqual(['s q similar_name'])
})

test('a name that very many have tells nobody apart, and costs nothing', () => {
  const many = Array.from({ length: 60 }, (_, at) => one(`o${at}`, 'Dana Lee'))
  expect(likenesses([one('s', 'Dana Lee')], byName(many))).toEqual([])
})
