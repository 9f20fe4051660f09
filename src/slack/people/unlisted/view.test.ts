import { expect, test } from 'vitest'
import { hours, many, noon } from '../../../../test/support/slack-samples.ts'
import { readable } from '../../../../test/support/slack-text.ts'
import {
  unlistedAsked,
  unlistedCountFacts,
  unlistedFacts,
} from '../../../../test/support/unlisted-samples.ts'
import { unlistedCountMessage, unlistedMessage } from '../../alerts/unlisted-view.ts'
import { unlistedTask } from '../../checks/pending-tasks.ts'
import { fieldOf, readAnswers, readPlace, readShown, sameValue } from './read.ts'
import { unlistedAnsweredView, unlistedView } from './view.ts'

const readableDates = (said: string) => said.replace(/<!date\^\d+\^[^|]*\|([^>]*)>/g, '$1')

const people = [
  unlistedAsked(),
  unlistedAsked({ id: 'p2', name: 'Carla Mendes', accounts: 1, alike: { id: 'p9', name: 'Carla Ruiz' } }),
]

test('the question: who, since when, what may be answered', () => {
  expect(readable(unlistedView(people))).toMatchInlineSnapshot(`
    "2 people are no longer in the staff list but still active in Slack.
    *Dana Lee* · missing since <!date^1795413600^{date_short_pretty} at {time}|23 Nov 2026 at 06:00 UTC> · 2 Miro accounts
    What about Dana Lee?: <static_select>
    Last day: <datepicker>
    *Carla Mendes* · missing since <!date^1795413600^{date_short_pretty} at {time}|23 Nov 2026 at 06:00 UTC> · 1 Miro account · maybe *Carla Ruiz*, who is in the list
    What about Carla Mendes?: <static_select>
    Last day: <datepicker>
    [Still here: all 2 → unlisted.still_here]"
  `)
  const long = many(25, at => unlistedAsked({ id: `p${at}` }))
  expect(readShown(unlistedView(long, 10).private_metadata ?? '')).toEqual(many(10, at => `p${at + 10}`))
  expect(readable(unlistedView(long, 10)).split('\n').slice(-2)).toMatchInlineSnapshot(`
    [
      "[Still here: all 10 → unlisted.still_here] [Previous → unlisted.previous 0] [Next → unlisted.next 20]",
      "(Save before you go on: what is chosen here is not kept.)",
    ]
  `)
  expect(readable(unlistedView([]))).toMatchInlineSnapshot(
    `"Nobody has to be asked about now: it was answered, or the staff list names them again."`,
  )
})

test('what came of the answers', () => {
  const of = { personId: 'p1', name: 'Dana Lee' }
  expect(
    readable(
      unlistedAnsweredView(
        [
          { ...of, outcome: 'left' },
          { ...of, outcome: 'still_here' },
          { ...of, outcome: 'joined' },
          { ...of, name: '', outcome: 'changed' },
          { ...of, outcome: 'refused', because: 'too_long_ago' },
          { ...of, outcome: 'not_joined', because: 'both_in_slack' },
        ],
        3,
      ),
    ),
  ).toMatchInlineSnapshot(`
    "*Dana Lee* has a last day. Access they still have after it is reported within a minute.
    *Dana Lee* is still here. Nobody is asked again while the list lacks them.
    *Dana Lee* is one person with the new row from now on.
    ⚠️ *One of them*: not saved, as somebody answered meanwhile or the list changed.
    ⚠️ *Dana Lee*: not saved. This day is more than a year ago. Check the year.
    ⚠️ *Dana Lee*: not saved. Both can sign in to Slack, but one person has one Slack account here. Deactivate one of the two in Slack first. Then say again that they are one person.
    3 people wait for an answer.
    [Go on → unlisted.more]"
  `)
})

test('the message to administrators, and the number for the channel', () => {
  const { people: some } = unlistedFacts()
  const seven = many(7, at => some.map(one => ({ ...one, id: `p${at}`, name: `Person ${at}` }))).flat()
  expect(readable(unlistedMessage(unlistedFacts()))).toMatchInlineSnapshot(`
    "notification: 1 person is no longer in the staff list but still active in Slack: Dana Lee
    ⚠️ *1 person is no longer in the staff list but still active in Slack: Dana Lee*
    • *Dana Lee* · missing since <!date^1795413600^{date_short_pretty} at {time}|23 Nov 2026 at 06:00 UTC> · 2 Miro accounts
    Did they leave? Answer by <!date^1795600800^{date_short_pretty} at {time}|25 Nov 2026 at 10:00 UTC>.
    [Answer → unlisted.open]
    (Until somebody answers, the check of their Miro access says unknown.)"
  `)
  const answered = [{ id: 'p8', name: 'Jon Berg', as: 'still_here' as const }]
  expect(
    readable(unlistedMessage(unlistedFacts({ people: seven, all: 12, overdue: true, answered }))),
  ).toMatchInlineSnapshot(`
    "notification: 12 people are no longer in the staff list but still active in Slack: Person 0, Person 1, Person 2 and 9 more
    ⚠️ *12 people are no longer in the staff list but still active in Slack: Person 0, Person 1, Person 2 and 9 more*
    • *Person 0* · missing since <!date^1795413600^{date_short_pretty} at {time}|23 Nov 2026 at 06:00 UTC> · 2 Miro accounts
    • *Person 1* · missing since <!date^1795413600^{date_short_pretty} at {time}|23 Nov 2026 at 06:00 UTC> · 2 Miro accounts
    • *Person 2* · missing since <!date^1795413600^{date_short_pretty} at {time}|23 Nov 2026 at 06:00 UTC> · 2 Miro accounts
    • *Person 3* · missing since <!date^1795413600^{date_short_pretty} at {time}|23 Nov 2026 at 06:00 UTC> · 2 Miro accounts
    • *Person 4* · missing since <!date^1795413600^{date_short_pretty} at {time}|23 Nov 2026 at 06:00 UTC> · 2 Miro accounts
    and 7 more
    Did they leave? Overdue since <!date^1795600800^{date_short_pretty} at {time}|25 Nov 2026 at 10:00 UTC>.
    [Answer → unlisted.open]
    (Jon Berg is still here.)
    (Until somebody answers, the check of their Miro access says unknown.)"
  `)
  expect(
    readable(
      unlistedMessage(
        unlistedFacts({
          ...{ people: [], all: 0, fixedAt: noon },
          answered: [
            { id: 'p8', name: 'Jon Berg', as: 'still_here', by: 'U0ADA', at: noon },
            { id: 'p9', name: 'Ed Ruiz', as: 'listed' },
          ],
        }),
      ),
    ),
  ).toMatchInlineSnapshot(`
    "notification: Closed · the question who left of those missing from the staff list
    ✅ *Closed · the question who left of those missing from the staff list*
    (Was: Jon Berg is still here (<!date^1795521600^{date_short_pretty} at {time}|24 Nov 2026 at 12:00 UTC> by <@U0ADA>). Ed Ruiz is in the list again.)"
  `)
  expect(readable(unlistedCountMessage(unlistedCountFacts()))).toMatchInlineSnapshot(`
    "notification: 3 people are no longer in the staff list but still active in Slack
    ⚠️ *3 people are no longer in the staff list but still active in Slack*
    Administrators were asked. Answer by <!date^1795600800^{date_short_pretty} at {time}|25 Nov 2026 at 10:00 UTC>."
  `)
  expect(readable(unlistedCountMessage(unlistedCountFacts({ all: 1, asked: false })))).toMatchInlineSnapshot(`
    "notification: 1 person is no longer in the staff list but still active in Slack
    ⚠️ *1 person is no longer in the staff list but still active in Slack*
    Nobody was asked: there is no other administrator. Answer by <!date^1795600800^{date_short_pretty} at {time}|25 Nov 2026 at 10:00 UTC>."
  `)
  expect(readable(unlistedCountMessage(unlistedCountFacts({ fixedAt: noon })))).toMatchInlineSnapshot(`
    "notification: Closed · people missing from the staff list: answered
    ✅ *Closed · people missing from the staff list: answered*
    (Was: 3 people are no longer in the staff list but still active in Slack.)"
  `)
})

test('the pending task: one, with names', () => {
  expect(unlistedTask([], noon)).toEqual([])
  const told = unlistedTask([...people, ...many(3, at => unlistedAsked({ name: `Person ${at}` }))], noon)
  expect(told.map(({ text }) => readableDates(text.markup))).toMatchInlineSnapshot(`
    [
      "5 people are no longer in the staff list but still active in Slack: Dana Lee, Carla Mendes, Person 0 and 2 more. Answer by 25 Nov 2026 at 10:00 UTC.",
    ]
  `)
  const [late] = unlistedTask([unlistedAsked({ dueAt: hours(-1) })], noon)
  expect(readableDates(late?.text.markup ?? '')).toContain('Overdue since')
})

test('only what was chosen is an answer', () => {
  const metadata = JSON.stringify({ p: ['p1', 'p2', 'p3', 'p4'] })
  const chosen = (at: number, value: string) => ({
    [fieldOf('answer', at)]: { [fieldOf('answer', at)]: { selected_option: { value } } },
  })
  const on = (at: number, selected_date: string | null) => ({
    [fieldOf('lastDay', at)]: { [fieldOf('lastDay', at)]: { selected_date } },
  })
  const state = {
    ...{ ...chosen(0, 'left'), ...on(0, '2026-11-23'), ...on(1, '2026-11-23') },
    ...{ ...chosen(2, 'still_here'), ...chosen(3, sameValue('p9')) },
  }
  expect(readAnswers({ metadata, state })).toEqual({
    input: [
      { personId: 'p1', as: 'left', lastDay: '2026-11-23' },
      { personId: 'p3', as: 'still_here' },
      { personId: 'p4', as: 'same', other: 'p9' },
    ],
  })
  const problems = (more: object) => {
    const read = readAnswers({ metadata, state: { ...more } })
    return 'problems' in read ? Object.keys(read.problems) : []
  }
  expect(problems({})).toEqual([fieldOf('answer', 0)])
  expect(problems({ ...chosen(1, 'left'), ...on(1, null) })).toEqual([fieldOf('lastDay', 1)])
  expect(problems(chosen(0, 'same <x>'))).toEqual([fieldOf('answer', 0)])
  expect('problems' in readAnswers({ metadata: '{', state })).toBe(true)
  expect([readPlace('10'), readPlace('-1'), readPlace('x')]).toEqual([10, 0, 0])
})

test('accounts that are only likely theirs are told with the question', () => {
  const { people } = unlistedFacts()
  const [one] = people.map(each =>
    readable(unlistedMessage(unlistedFacts({ people: [{ ...each, accounts: 0, likely: 2 }] }))),
  )
  expect(one).toContain('no Miro account known · 2 unidentified accounts likely theirs')
})
