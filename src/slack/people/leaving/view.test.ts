import type { ModalView } from '@slack/types'
import { describe, expect, test } from 'vitest'
import { cardPerson, foundPerson, saidOf } from '../../../../test/support/account-samples.ts'
import { hours, noon } from '../../../../test/support/slack-samples.ts'
import { readable } from '../../../../test/support/slack-text.ts'
import type { LeavingDeed } from '../../../domain/leaving.ts'
import type { LeavingPerson } from '../../../workflows/people/set-leaving.ts'
import { peopleTasks } from '../../checks/pending-tasks.ts'
import { leavingIds } from '../../ids/people.ts'
import { conflictInWords } from '../../words/person.ts'
import { readLeavingForm, readPast } from './read.ts'
import { leavingRefusedView, leavingSavedView, leavingView, pastDayView, whoLeavesView } from './view.ts'

const person = (more: Partial<LeavingPerson> = {}): LeavingPerson => ({
  ...cardPerson(),
  startAt: null,
  timeZone: 'Europe/Berlin',
  ...more,
})
const entered = (lastDay: string, endAt: Date, gone = false) => ({
  ...{ lastDay, endAt, deactivated: gone, leftKnownAt: gone ? hours(-1) : null },
  said: [
    saidOf('entered', { lastDay, endAt, saidBy: 'U0ADA', saidAt: hours(-48) }),
    saidOf('slack', { gone, goneSince: gone ? hours(-1) : null }),
  ],
})
const leaves = person(entered('2026-11-30', hours(155)))
const left = person(entered('2026-11-12', hours(-277)))
const blank = { filled: null, refused: null, changed: false, likely: [], now: noon }
const saved = (one: LeavingPerson, deed: LeavingDeed) =>
  text(leavingSavedView({ person: one, deed, likely: [] }, noon))
const readableDates = (said: string) => said.replace(/<!date\^\d+\^[^|]*\|([^>]*)>/g, '$1')
const text = (view: Parameters<typeof readable>[0]) =>
  readable(view).replace(/<!date\^\d+\^[^|]*\|([^>]*)>/g, '$1')

describe('the form', () => {
  test('about somebody who works here', () => {
    expect(text(leavingView(person(), blank))).toMatchInlineSnapshot(`
      "*Olivia Fischer* <@U0OLIVIA> · Designer · on the staff
      They are: <radio_buttons>
      Last day: <datepicker>
      Long leave: <checkboxes>
      Reason: <plain_text_input>"
    `)
  })

  test('about somebody who leaves, who left, and a contractor who may not be that long', () => {
    const entry = { type: 'contractor', lastDay: '2028-01-01', onLeave: false } as const
    const refused = {
      ...blank,
      filled: { entry, reason: 'Project X' },
      refused: 'contract_too_long',
    } as const
    const upTo = (view: ModalView, mark: string) => text(view).split(mark)[0]
    expect([
      upTo(leavingView(leaves, blank), 'They are'),
      upTo(leavingView(left, { ...blank, changed: true }), 'They are'),
      upTo(leavingView(person(entered('2026-11-30', hours(155), true)), blank), 'They are'),
      text(leavingView(person(), refused)),
    ]).toMatchInlineSnapshot(`
      [
        "*Olivia Fischer* <@U0OLIVIA> · Designer · leaves on 30 Nov 2026, in 6 days
      Entered by <@U0ADA> 22 Nov 2026 at 12:00 UTC.
      [Olivia is staying → leaving.cancel]
      ",
        "⚠️ *Not saved.* Somebody entered something meanwhile. This is how it is now.
      *Olivia Fischer* <@U0OLIVIA> · Designer · left, last day 12 Nov 2026
      ⚠️ Slack still shows them as active. The last day that <@U0ADA> entered counts: they are gone.
      Entered by <@U0ADA> 22 Nov 2026 at 12:00 UTC.
      [Olivia is staying → leaving.cancel] [Came back → leaving.came_back]
      ",
        "*Olivia Fischer* <@U0OLIVIA> · Designer · left (seen 24 Nov 2026 at 11:00 UTC)
      ⚠️ Slack says deactivated already, before the last day (30 Nov 2026). They count as left.
      Entered by <@U0ADA> 22 Nov 2026 at 12:00 UTC.
      [Olivia is staying → leaving.cancel]
      (Did they come back? Activate them in Slack first.)
      ",
        "*Olivia Fischer* <@U0OLIVIA> · Designer · on the staff
      They are: <radio_buttons>
      Last day: <datepicker>
      (⚠️ A contract ends at most 12 months from now. Choose an earlier day; it can be moved later.)
      Long leave: <checkboxes>
      Reason: <plain_text_input>",
      ]
    `)
  })

  test('what was stored, and what was not', () => {
    expect([
      saved(leaves, 'entered'),
      saved(left, 'entered'),
      saved(person(), 'came_back'),
      saved(person({ onLeave: true }), 'entered'),
      text(leavingView(person({ startAt: hours(155) }), blank)).split('They are')[0],
      saved(person(), 'begun'),
      text(leavingRefusedView('yourself')),
      text(leavingRefusedView('not_staff')),
      text(whoLeavesView([foundPerson(), foundPerson({ id: 'p2', title: null })], true)),
      text(whoLeavesView([], false)),
    ]).toMatchInlineSnapshot(`
      [
        "✅ *Saved.* *Olivia Fischer* <@U0OLIVIA> · Designer · leaves on 30 Nov 2026, in 6 days
      (Nothing fails before this day is over (Europe/Berlin). Then we report any access left.)",
        "✅ *Saved.* *Olivia Fischer* <@U0OLIVIA> · Designer · left, last day 12 Nov 2026
      ⚠️ Slack still shows them as active. The last day that <@U0ADA> entered counts: they are gone.
      (Their accounts are checked now. Any access left is reported within a minute.)",
        "✅ *Saved.* *Olivia Fischer* <@U0OLIVIA> · Designer · on the staff
      (Findings about their last day close within a minute.)",
        "✅ *Saved.* *Olivia Fischer* <@U0OLIVIA> · Designer · on long leave
      (They stay on the staff, so nothing fails because of it. When they are back, enter it with \`/miro offboard\`.)",
        "*Olivia Fischer* <@U0OLIVIA> · Designer · begins 30 Nov 2026 at 23:00 UTC
      [Began already → leaving.begun]
      ",
        "✅ *Saved.* *Olivia Fischer* <@U0OLIVIA> · Designer · on the staff
      (They work here from now on: their accounts are checked within a minute.)",
        "This is about you. Another administrator enters it: nobody decides about themselves.",
        "They are not on the staff: a guest in Slack, or only invited. What they may use in Miro is up to their sponsor: open their account from /miro accounts and press Identify. If they do work here, put them into the staff list with /miro import.",
        "Several people fit this.
      *Olivia Fischer* · Designer
      [Choose → leaving.choose p1]
      *Olivia Fischer*
      [Choose → leaving.choose p2]
      Or somebody else: <external_select>",
        "Who is it about?: <external_select>",
      ]
    `)
  })
})

test('a staff list that names somebody whose leave was entered disagrees too', () => {
  const { endAt, said } = entered('2026-11-12', hours(-277))
  const listed = (more: Parameters<typeof saidOf>[1]) =>
    conflictInWords(cardPerson({ endAt, said: [...said, saidOf('list', more)] }), noon)?.markup
  expect(listed({})).toContain('Slack and the staff list still show')
  expect(listed({ missingSince: hours(-1) })).toContain('⚠️ Slack still shows')
  expect(listed({ gone: true })).toContain('⚠️ Slack still shows')
})

test('what waits for an administrator', () => {
  const of = (id: string, endAt: Date) => ({ id, name: `Person ${id}`, lastDay: '2026-11-30', endAt })
  const notices = {
    held: [],
    unlisted: [],
    questions: [],
    stillActive: [of('p1', hours(-277))],
    disputed: [
      { id: 'p6', name: 'Person p6', conflict: 'slack_gone' as const, since: hours(-9) },
      { id: 'p7', name: 'Person p7', conflict: 'list_gone' as const, since: null },
    ],
    brokenList: {
      ...{ standing: true, readAt: hours(-30), trouble: 'invalid' as const, troubleSince: hours(-2) },
      origin: { kind: 'path' as const, name: '/data/staff.csv' },
    },
    alike: [
      {
        because: 'same_name' as const,
        slack: { id: 'p9', name: 'Person p9', address: 'p9@acme.com' },
        other: { id: 'p10', name: 'Person p9', address: null },
      },
      {
        because: 'similar_name' as const,
        slack: { id: 'p11', name: 'Person p11', address: null },
        other: { id: 'p12', name: 'P. p11', address: 'pp@old.example' },
      },
    ],
    withoutAddress: [],
    early: [1, 2].map(accounts => ({
      ...{ id: 'p8', name: 'Person p8', startAt: hours(155), miroOrgId: '30', accountId: '1', accounts },
    })),
    contracts: [of('p2', hours(10)), of('p3', hours(30)), of('p4', hours(155)), of('p5', hours(200))],
  }
  expect(peopleTasks(notices, noon).map(task => readableDates(task.text.markup))).toMatchInlineSnapshot(`
    [
      "The staff list \`/data/staff.csv\` is not a staff list, since 24 Nov 2026 at 10:00 UTC. Everybody stays as in the list of 23 Nov 2026 at 06:00 UTC.",
      "*Person p1*’s last day was 30 Nov 2026, but Slack still shows them as active. We count them as gone. Deactivate them in Slack, or say that they came back.",
      "*Person p6*: deactivated in Slack since 24 Nov 2026 at 03:00 UTC, but active in the staff list. The list counts. If they left, take them off the list or enter their last day.",
      "*Person p7*: active in Slack, but gone from the staff list. The list counts, so they have left. Deactivate them in Slack, or say that they came back.",
      "*Person p9* \`p9@acme.com\` in Slack and *Person p9*, who is not in Slack, have the same name. Are they one person? Nothing is joined until you say so.",
      "*Person p11* in Slack and *P. p11* \`pp@old.example\`, who is not in Slack, have names that are alike. Are they one person? Nothing is joined until you say so.",
      "*Person p8* begins 30 Nov 2026 at 23:00 UTC and has a Miro account with access already. Deactivate it in Miro until then, or correct the start day.",
      "*Person p8* begins 30 Nov 2026 at 23:00 UTC and has 2 Miro accounts with access already. Deactivate them in Miro until then, or correct the start day.",
      "The contract of *Person p2* ends today, on 30 Nov 2026. Move the last day if they stay.",
      "The contract of *Person p3* ends tomorrow, on 30 Nov 2026. Move the last day if they stay.",
      "The contract of *Person p4* ends in 6 days, on 30 Nov 2026. Move the last day if they stay.",
      "And more people like this, once these are done.",
    ]
  `)
})

test('what is read of the form', () => {
  const metadata = JSON.stringify({ p: 'p1', v: null })
  const state = (type: string, day: string | null, more: object = {}) => ({
    [leavingIds.type]: { [leavingIds.type]: { selected_option: { value: type } } },
    [leavingIds.lastDay]: { [leavingIds.lastDay]: { selected_date: day } },
    ...more,
  })
  const more = {
    [leavingIds.onLeave]: { [leavingIds.onLeave]: { selected_options: [{ value: 'on_leave' }] } },
    [leavingIds.reason]: { [leavingIds.reason]: { value: ' Moves on ' } },
  }
  expect(readLeavingForm({ metadata, state: state('employee', '2026-11-30', more) })).toEqual({
    input: {
      ...{ p: 'p1', v: null, reason: 'Moves on' },
      entry: { type: 'employee', lastDay: '2026-11-30', onLeave: true },
    },
  })
  expect(readLeavingForm({ metadata, state: state('contractor', null) })).toEqual({
    problems: { [leavingIds.lastDay]: 'A contractor needs a last day, at most 12 months ahead.' },
  })
  expect(
    readLeavingForm({ metadata: '{"p":"<!channel>","v":1}', state: state('employee', null) }),
  ).toHaveProperty('problems')
})

const likely = [
  {
    ...{ miroOrgId: '307', organizationName: 'Acme', accountId: '8', email: 'olivia@labs.example' },
    ...{ role: 'organization_internal_user', because: 'similar_name' as const },
  },
]

test('an account that may be theirs is named before and after it is saved: no alert could come for it', () => {
  const warning = [
    '⚠️ *No account is known as Olivia’s. Likely:*',
    '`olivia@labs.example` · a name close to theirs · Member · Acme',
    '[It is Olivia’s → identify.take_likely {"o":"307","a":"8","v":null,"p":"p1"}] [No → identify.deny_likely {"o":"307","a":"8","v":null,"p":"p1"}]',
    '(Until you say whose, no alert comes for it when Olivia leaves.)',
  ].join('\n')
  expect(text(leavingView(person(), { ...blank, likely }))).toContain(warning)
  expect(text(leavingSavedView({ person: leaves, deed: 'entered', likely }, noon))).toContain(warning)
})

test('a past day is saved only after a yes, and Back keeps what was entered', () => {
  const entered = {
    ...{ p: 'p1', v: null, reason: 'New job' },
    entry: { type: 'employee', lastDay: '2026-11-12', onLeave: false },
  } as const
  const view = pastDayView({ person: person(), likely: [] }, entered)
  expect(text(view)).toMatchInlineSnapshot(`
    "*This day is past: Olivia counts as gone now.*
    Olivia Fischer · last day 12 Nov 2026
    (Their accounts are checked at once. Any access left is reported.)
    [Back → leaving.back]"
  `)
  expect(view.submit?.text).toBe('Yes, save')
  expect(readPast({ metadata: view.private_metadata ?? '' })).toEqual(entered)
  expect(readPast({ metadata: '{}' })).toBeNull()
})
