import {
  leavingRefusedView,
  leavingSavedView,
  leavingView,
  pastDayView,
  whoLeavesView,
} from '../../../src/slack/people/leaving/view.ts'
import type { LeavingPerson } from '../../../src/workflows/people/set-leaving.ts'
import { cardPerson, foundPerson, saidOf } from '../../support/account-samples.ts'
import { hours, noon } from '../../support/slack-samples.ts'
import { type Given, many, type Samples } from '../given.ts'
import { likelyOf } from './accounts.ts'

const peopleOf = ({ word }: Given): LeavingPerson[] =>
  ([null, hours(-300), hours(20), hours(300)] as const).flatMap((endAt, at) =>
    [true, false].map(deactivated => ({
      ...cardPerson({ name: word, title: word, department: word, slackUserId: word, endAt, deactivated }),
      type: at % 2 === 0 ? ('contractor' as const) : ('employee' as const),
      lastDay: endAt === null ? null : '2026-11-30',
      startAt: at % 2 === 0 ? hours(9) : null,
      timeZone: at % 2 === 0 ? null : word,
      said: [
        saidOf('entered', { endAt, saidBy: word, saidAt: noon }),
        saidOf('list', {
          gone: at % 2 === 0,
          missingSince: at % 2 === 0 ? noon : null,
          endAt,
          lastDay: word,
        }),
        saidOf('slack', { gone: deactivated, goneSince: deactivated ? noon : null }),
      ],
    })),
  )

export const samples: Samples = {
  'people/leaving/view.ts': {
    leavingView: given =>
      peopleOf(given).flatMap(person => {
        const entry = { type: 'contractor', lastDay: '2026-11-30', onLeave: true } as const
        const filled = { entry, reason: given.word.slice(0, 300) }
        return [
          leavingView(person, {
            filled: null,
            refused: null,
            changed: true,
            likely: likelyOf(given),
            now: noon,
          }),
          leavingView(person, {
            filled,
            refused: 'contract_too_long',
            changed: false,
            likely: likelyOf(given),
            now: noon,
          }),
        ]
      }),
    leavingRefusedView: () => [leavingRefusedView('yourself'), leavingRefusedView('no_person')],
    leavingSavedView: given =>
      peopleOf(given).flatMap(person =>
        (['entered', 'came_back', 'begun'] as const).map(deed =>
          leavingSavedView({ person, deed, likely: likelyOf(given) }, noon),
        ),
      ),
    pastDayView: given =>
      peopleOf(given).map(person =>
        pastDayView(
          { person, likely: likelyOf(given) },
          {
            ...{ p: 'p1', v: null, reason: given.word.slice(0, 300) },
            entry: { type: 'employee', lastDay: '2026-11-12', onLeave: false },
          },
        ),
      ),
    whoLeavesView: given => {
      const people = many(Math.min(given.many, 11), at =>
        foundPerson({ id: `p${at}`, name: given.word, title: given.word }),
      )
      return [whoLeavesView(people, true), whoLeavesView([], true), whoLeavesView([], false)]
    },
  },
}
