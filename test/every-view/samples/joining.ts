import type { Joining } from '../../../src/domain/joining.ts'
import {
  apartView,
  bothView,
  joinedBlock,
  joinedView,
  joiningRefusedView,
  notStandingView,
  partedView,
  whoElseView,
} from '../../../src/slack/people/joining/view.ts'
import type { PersonToJoin } from '../../../src/workflows/people/join-people.ts'
import { cardPerson, saidOf } from '../../support/account-samples.ts'
import { hours, noon } from '../../support/slack-samples.ts'
import { type Given, many, type Samples } from '../given.ts'

const personOf = ({ word, many: count }: Given, id: string): PersonToJoin => ({
  ...cardPerson({ id, name: word, title: word, department: word, slackUserId: word }),
  slackUserIds: [word],
  said: [
    saidOf('entered', { name: word, endAt: hours(-9), lastDay: '2026-11-24', startAt: hours(-99) }),
    saidOf('list', { name: word, title: word, department: word, manager: word, gone: count === 0 }),
    saidOf('slack', { name: `${word}2`, title: `${word}2`, gone: count === 1, timeZone: word }),
  ],
  addresses: many(count, at => `${word}${at}`),
  accounts: many(count, at => `${word}${at}`),
  answersFor: count,
  openFindings: count,
  openQuestions: count,
})

const joiningsOf = (given: Given): Joining<PersonToJoin>[] => {
  const [kept, gone] = [personOf(given, 'p1'), personOf(given, 'p2')]
  const { said } = kept
  return [
    { kept, gone, said, lastDay: null, endAt: null, left: false, asksRehired: false },
    { kept, gone, said, lastDay: null, endAt: hours(9), left: false, asksRehired: false },
    { kept, gone, said, lastDay: '2026-11-24', endAt: hours(-9), left: true, asksRehired: true },
    { kept, gone, said, lastDay: null, endAt: null, left: true, asksRehired: true },
  ]
}

export const samples: Samples = {
  'people/joining/view.ts': {
    whoElseView: given => [whoElseView(personOf(given, 'p1'), noon)],
    bothView: given =>
      joiningsOf(given).flatMap(joining =>
        [null, 'say_which' as const].map(refused =>
          bothView(joining, { seen: 'p1  true true', changed: refused === null, refused, now: noon }),
        ),
      ),
    joinedView: given => [joinedView(personOf(given, 'p1'), 'j1', noon)],
    partedView: given => [partedView([personOf(given, 'p1'), personOf(given, 'p2')], noon)],
    apartView: () => [apartView()],
    joiningRefusedView: () => [
      joiningRefusedView('yourself', true),
      joiningRefusedView('yourself', false),
      joiningRefusedView('both_in_slack', false),
    ],
    notStandingView: () => [notStandingView()],
    joinedBlock: ({ word }) =>
      [true, false].map(mayPart => [
        joinedBlock({ id: 'j1', name: word, saidBy: word, saidAt: noon }, mayPart),
      ]),
  },
}
