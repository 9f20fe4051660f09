import { expect, test } from 'vitest'
import { hours, noon } from '../../../../test/support/slack-samples.ts'
import { readable } from '../../../../test/support/slack-text.ts'
import type { ListedStaff } from '../../../domain/people-list.ts'
import { readChosen, readOpening, readTurn } from './read.ts'
import { peopleListView } from './view.ts'

const staff = (more: Partial<ListedStaff>): ListedStaff => ({
  ...{ id: 'p1', name: 'Dana Lee', slackUserId: 'U0DANA', kind: 'member', type: 'employee', title: null },
  ...{ lastDay: null, endAt: null, deactivated: false, leftKnownAt: null, onLeave: false, accounts: 1 },
  ...more,
})
const counts = { leaving: 43, left: 0, contractors: 1, on_leave: 1, no_address: 2 }

test('who leaves soon, a page of it', () => {
  const shown = peopleListView(
    {
      ...{ list: 'leaving', from: 20, counts },
      people: [
        staff({ title: 'Researcher', lastDay: '2026-11-30', endAt: hours(150) }),
        staff({ id: 'p2', name: 'Emil Novak', slackUserId: null, type: 'contractor', endAt: hours(150) }),
      ],
    },
    noon,
  )
  expect(readable(shown)).toMatchInlineSnapshot(`
    "[static_select → people.list]
    (Their last day is within 60 days. On the day after, we report any access left.)
    *Dana Lee* <@U0DANA> · Researcher · leaves on 30 Nov 2026, in 6 days · 1 Miro account
    [Open → whois.open p1]
    *Emil Novak* · contractor · leaves <!date^1796061600^{date_short_pretty} at {time}|30 Nov 2026 at 18:00 UTC>, in 6 days · 1 Miro account
    [Open → whois.open p2]
    (People 21 to 22 of 43.)
    [Back → people.previous 0] [Next → people.next 22]
    (You are never in these lists yourself.)"
  `)
})

test('who is on leave, and nobody', () => {
  const away = { list: 'on_leave', from: 0, counts, people: [staff({ onLeave: true, accounts: 0 })] } as const
  expect(readable(peopleListView(away, noon))).toContain(
    '*Dana Lee* <@U0DANA> · on long leave · no Miro account known',
  )
  const nobody = peopleListView({ list: 'left', from: 0, counts, people: [] }, noon)
  expect(readable(nobody)).toContain('Nobody has left, as far as we know.')
})

test('reads what was typed, chosen or pressed, and nothing else', () => {
  expect(readOpening('on leave').list).toBe('on_leave')
  expect(readOpening('Left').list).toBe('left')
  expect(readOpening('xyz').list).toBeNull()
  const metadata = '{"l":"left"}'
  expect(readTurn('20', { metadata })).toEqual({ list: 'left', from: 20 })
  expect(readTurn('-1', { metadata: 'x' })).toEqual({ list: null, from: 0 })
  const state = { x: { 'people.list': { selected_option: { value: 'contractors', text: { text: '' } } } } }
  expect(readChosen({ metadata, state })).toEqual({ list: 'contractors', from: 0 })
})
