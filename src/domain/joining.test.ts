import fc from 'fast-check'
import { expect, test } from 'vitest'
import { saidOf } from '../../test/support/account-samples.ts'
import { type Joinable, judgeJoining } from './joining.ts'
import { inOrder, precedence, type Said } from './staff-sources.ts'

const now = new Date('2026-11-24T09:00:00Z')
const days = (count: number) => new Date(now.getTime() + count * 86_400_000)
const nobody: Joinable = {
  ...{ id: 'a', name: 'A', slackUserId: null, slackUserIds: [], endAt: null, deactivated: false },
  ...{ leftKnownAt: null, said: [] },
}
const inSlack = (id: string, gone = false): Joinable => ({
  ...nobody,
  ...{
    id,
    slackUserId: `U${id}`,
    slackUserIds: [`U${id}`],
    deactivated: gone,
    leftKnownAt: gone ? days(-9) : null,
  },
  said: [saidOf('slack', { name: id, gone, goneSince: gone ? days(-9) : null })],
})
const listed = (id: string, more: Partial<Said> = {}): Joinable => ({
  ...{ ...nobody, id, endAt: more.endAt ?? null, deactivated: more.gone === true },
  said: [saidOf('list', { name: `${id} listed`, kind: 'member', gone: false, ...more })],
})
const entered = (id: string, more: Partial<Said>): Joinable => ({
  ...{ ...nobody, id, endAt: more.endAt ?? null },
  said: [saidOf('entered', { saidBy: 'U9', ...more })],
})
const ended = { endAt: days(-3), lastDay: '2026-11-20' }

const judge = (one: Joinable | null, other: Joinable | null, by = 'U9') => {
  const judged = judgeJoining(one, other, { by, now })
  if ('refused' in judged) return judged.refused
  const { kept, left, asksRehired, endAt } = judged.joining
  return [kept.id, left, asksRehired, endAt]
}

test('who may be joined', () => {
  expect(judge(null, inSlack('b'))).toBe('no_person')
  expect(judge(inSlack('b'), inSlack('b'))).toBe('same_person')
  expect(judge(inSlack('b'), listed('c'), 'Ub')).toBe('yourself')
  expect(judge(inSlack('b'), inSlack('c'))).toBe('both_in_slack')
  // Nobody joins themselves by a user of Slack that no longer counts, either.
  expect(judge({ ...listed('c'), slackUserIds: ['Uold'] }, inSlack('b'), 'Uold')).toBe('yourself')
})

test.each([
  ['of the list and of Slack', listed('l'), inSlack('s'), ['s', false, false, null]],
  ['the same, the other way round', inSlack('s'), listed('l'), ['s', false, false, null]],
  ['hired again with a new user of Slack', inSlack('old', true), inSlack('new'), ['new', false, false, null]],
  ['gone in Slack both times', inSlack('a', true), inSlack('b', true), ['a', true, false, null]],
  ['left by the list, active in Slack', listed('l', ended), inSlack('s'), ['s', true, true, ended.endAt]],
  [
    'named by the list no more, active in Slack',
    listed('l', { gone: true, missingSince: days(-2) }),
    inSlack('s'),
    ['s', false, false, null],
  ],
  ['a last day of the old one, entered', entered('e', ended), inSlack('s'), ['s', true, true, ended.endAt]],
  [
    'a last day to come',
    entered('e', { endAt: days(9), lastDay: '2026-12-03' }),
    inSlack('s'),
    ['s', false, false, days(9)],
  ],
  // Slack says deactivated: there is nobody who works here to ask about.
  [
    'left by the list, gone in Slack',
    listed('l', ended),
    inSlack('s', true),
    ['s', true, false, ended.endAt],
  ],
  ['twice in the list', listed('l', ended), listed('m'), ['l', false, false, null]],
  [
    'twice in the list, both over',
    listed('l', { endAt: days(-90), lastDay: '2026-08-26' }),
    listed('m', ended),
    ['l', true, false, ended.endAt],
  ],
] as const)('%s', (_, one, other, expected) => {
  expect(judge(one, other)).toEqual(expected)
})

test('what was entered about both: the newer of each field, and a last day rather than none', () => {
  const older = entered('o', { ...ended, type: 'contractor', title: 'Guide', saidAt: days(-2) })
  const newer = entered('n', { type: 'employee', saidAt: days(-1) })
  const judged = judgeJoining(newer, older, { by: 'U1', now })
  expect('joining' in judged && judged.joining.said).toMatchObject([
    { source: 'entered', type: 'employee', title: 'Guide', lastDay: ended.lastDay, saidAt: days(-1) },
  ])
})

const anySaid = fc
  .record({
    source: fc.constantFrom(...precedence),
    gone: fc.constantFrom(true, false, null),
    missingSince: fc.constantFrom(null, days(-1)),
    endAt: fc.constantFrom(null, days(-5), days(5)),
    goneSince: fc.constantFrom(null, days(-1), days(-2)),
    kind: fc.constantFrom('member' as const, 'guest' as const),
  })
  .map(({ source, ...more }) => saidOf(source, more))

test('order says by the most believed source first, who is there before who is gone, however it was told', () => {
  fc.assert(
    fc.property(fc.array(anySaid, { maxLength: 8 }), said => {
      const ordered = inOrder(said)
      expect(
        inOrder(ordered.toReversed()).map(({ source, gone, endAt }) => [source, gone === true, endAt]),
      ).toEqual(ordered.map(({ source, gone, endAt }) => [source, gone === true, endAt]))
      for (const source of precedence) {
        const of = ordered.filter(one => one.source === source)
        if (of.some(({ gone }) => gone !== true)) expect(of[0]?.gone).not.toBe(true)
      }
    }),
  )
})
