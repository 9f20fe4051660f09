import { expect, test } from 'vitest'
import { cardPerson, saidOf } from '../../../../test/support/account-samples.ts'
import { hours, noon } from '../../../../test/support/slack-samples.ts'
import { readable } from '../../../../test/support/slack-text.ts'
import { judgeJoining } from '../../../domain/joining.ts'
import type { PersonToJoin } from '../../../workflows/people/join-people.ts'
import { readPair } from '../../doors/person.ts'
import { joiningIds } from '../../ids/people.ts'
import { readJoin, readOther } from './read.ts'
import {
  apartView,
  bothView,
  joinedView,
  joiningRefusedView,
  notStandingView,
  partedView,
  whoElseView,
} from './view.ts'

const text = (view: Parameters<typeof readable>[0]) =>
  readable(view).replace(/<!date\^\d+\^[^|]*\|([^>]*)>/g, '$1')

const of = (more: Partial<PersonToJoin>): PersonToJoin => ({
  ...cardPerson({ name: 'Dana Lee', slackUserId: null, title: null, said: [] }),
  ...{ slackUserIds: [], addresses: [], accounts: [], answersFor: 0, openFindings: 0, openQuestions: 0 },
  ...more,
})
const slack = of({
  ...{ id: 'p1', slackUserId: 'U0DANA', slackUserIds: ['U0DANA'], title: 'Guide' },
  ...{ addresses: ['dana@acme.com'], accounts: ['dana@acme.com'], answersFor: 2, openQuestions: 1 },
  said: [saidOf('slack', { name: 'Dana Lee', title: 'Guide', timeZone: 'Europe/Berlin' })],
})
const ended = { lastDay: '2026-11-20', endAt: hours(-80) }
const left = of({
  ...{ id: 'p2', name: 'Dana Lee-Ruiz', ...ended, leftKnownAt: hours(-80), openFindings: 3 },
  addresses: Array.from({ length: 7 }, (_, at) => `d${at}@old.example`),
  said: [
    saidOf('list', { name: 'Dana Lee-Ruiz', title: 'Senior guide', kind: 'member', gone: false, ...ended }),
  ],
})

const both = (one: PersonToJoin, other: PersonToJoin, refused: 'say_which' | null = null) => {
  const judged = judgeJoining(one, other, { by: 'U0ADA', now: noon })
  if ('refused' in judged) throw new Error(judged.refused)
  return text(bothView(judged.joining, { seen: 'v', changed: false, refused, now: noon }))
}

test('both, and what would come of it, field by field', () => {
  expect(both(left, slack, 'say_which')).toMatchInlineSnapshot(`
    "*Dana Lee* <@U0DANA> · Guide · on the staff
    Known by: Slack.
    Addresses: \`dana@acme.com\`
    Miro accounts: \`dana@acme.com\`
    Also: answers for 2 other accounts, 1 open question.
    *Dana Lee-Ruiz* · left, last day 20 Nov 2026
    Known by: the staff list.
    Addresses: \`d0@old.example\`, \`d1@old.example\`, \`d2@old.example\`, \`d3@old.example\`, \`d4@old.example\`, and 2 more
    Miro accounts: none known.
    Also: 3 open findings.
    ---
    *Together*
    Name: Dana Lee-Ruiz (the staff list) instead of Dana Lee (Slack)
    Title: Senior guide (the staff list) instead of Guide (Slack)
    Time zone: Europe/Berlin (Slack)
    Last day: 20 Nov 2026 (the staff list)
    Active or gone: active (the staff list)
    ⚠️ *They have left*: their last day was 20 Nov 2026 (the staff list).
    One of the two works here, the other has left: <radio_buttons>
    (⚠️ Say whether they work here, or have left.)
    (What somebody confirmed stays confirmed. Their accounts are checked at once. Slack and the staff list go on to name them as before, and are about this one person. It is logged with your name, and can be taken back from their card.)"
  `)
})

test('who works here, or until when', () => {
  const status = (one: PersonToJoin, other: PersonToJoin) => /\*They [^\n]*/.exec(both(one, other))?.[0]
  const gone = { gone: true, kind: 'member' as const }
  const leaves = { lastDay: '2026-11-30', endAt: hours(150) }
  expect([
    status(slack, of({ id: 'p3', said: [saidOf('list', { gone: false, kind: 'member' })] })),
    status(slack, of({ id: 'p3', ...leaves, said: [saidOf('entered', leaves)] })),
    status(slack, of({ id: 'p3', deactivated: true, said: [saidOf('list', gone)] })),
    status(
      of({ id: 'p3', slackUserIds: ['U1'], deactivated: true, said: [saidOf('slack', { gone: true })] }),
      of({ id: 'p4' }),
    ),
  ]).toMatchInlineSnapshot(`
    [
      "*They work here.*",
      "*They work here until 30 Nov 2026.*",
      "*They have left*: the staff list says that they are gone, or no longer names them.",
      "*They have left*: Slack says deactivated.",
    ]
  `)
})

test('what came of it', () => {
  expect([
    text(whoElseView(slack, noon)),
    text(joinedView(slack, 'j1', noon)),
    text(partedView([slack, left], noon)),
    text(apartView()),
    text(notStandingView()),
    ...(['no_person', 'same_person', 'both_in_slack', 'yourself'] as const).map(because =>
      text(joiningRefusedView(because, false)),
    ),
    text(joiningRefusedView('yourself', true)),
  ]).toMatchInlineSnapshot(`
    [
      "*Dana Lee* <@U0DANA> · Guide · on the staff
    Is the same person as: <external_select>",
      "✅ *Joined.* *Dana Lee* <@U0DANA> · Guide · on the staff
    (Their accounts are checked now. Messages about them follow within a minute.)
    [They are two people → joining.part j1]",
      "*They are two people again.*
    *Dana Lee* <@U0DANA> · Guide · on the staff
    *Dana Lee-Ruiz* · left, last day 20 Nov 2026
    (The accounts of both are checked now. Nothing joins these two any more, unless somebody says so again.)",
      "*They are two people.* Nobody is asked about these two again.",
      "This was taken back already, or the person was joined with somebody else since: then that has to be taken back first. Look them up again with \`/miro whois\`.",
      "One of the two is not known any more: perhaps somebody joined them meanwhile. Look them up again with /miro whois.",
      "This is the same person already.",
      "Both can sign in to Slack, but one person has one Slack account here. Deactivate one of the two in Slack first. Then say again that they are one person.",
      "This is about you. Another administrator says so: nobody decides about themselves.",
      "This is about you, and nobody decides about themselves. Add another administrator in the settings, who can say so.",
    ]
  `)
})

test('what is read of buttons and forms', () => {
  expect([readPair('p1 p-2'), readPair('p1'), readPair('p1 p2 p3'), readPair('p1 <!channel>')]).toEqual([
    { one: 'p1', other: 'p-2' },
    null,
    null,
    null,
  ])
  const chosen = (id: string, value: string) => ({ [id]: { [id]: { selected_option: { value } } } })
  expect(readOther({ metadata: '{"p":"p1"}', state: chosen(joiningIds.other, 'p2') })).toEqual({
    input: { one: 'p1', other: 'p2' },
  })
  expect(readOther({ metadata: '{"p":"p1"}', state: {} })).toHaveProperty('problems')
  const metadata = JSON.stringify({ a: 'p1', b: 'p2', v: 'seen' })
  const pair = { one: 'p1', other: 'p2', seen: 'seen' }
  expect([
    readJoin({ metadata, state: {} }),
    readJoin({ metadata, state: chosen(joiningIds.rehired, 'rehired') }),
    readJoin({ metadata, state: chosen(joiningIds.rehired, 'left') }),
  ]).toEqual([
    { input: { ...pair, rehired: null } },
    { input: { ...pair, rehired: true } },
    { input: { ...pair, rehired: false } },
  ])
  expect(readJoin({ metadata: '{}', state: {} })).toHaveProperty('problems')
})
