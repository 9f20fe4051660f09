import type { AccountRefusal, Choice, Refusal } from '../../../src/domain/decision.ts'
import type { Because } from '../../../src/domain/suggest.ts'
import {
  forgottenView,
  identifyView,
  refusedView,
  savedView,
} from '../../../src/slack/identity/identify/view.ts'
import { acceptedInWords, refusedInWords, savedInWords } from '../../../src/slack/identity/several/news.ts'
import { severalView } from '../../../src/slack/identity/several/view.ts'
import { accountRefusalInWords } from '../../../src/slack/words/identify.ts'
import type { AccountToIdentify, Hint } from '../../../src/workflows/identity/identify-account.ts'
import type { UnidentifiedAccount } from '../../../src/workflows/identity/read-unidentified.ts'
import { noon } from '../../support/slack-samples.ts'
import { roles } from '../facts.ts'
import { type Given, many, type Samples } from '../given.ts'

const miroOrgId = '3074457345618265000'
const kinds: readonly Because[] = ['same_address', 'plus_tag', 'similar_name', 'role_mailbox', 'guest']
const classes = ['staff', 'external', 'service', 'shared', 'unidentified'] as const
const choices = [
  ...(['staff', 'person', 'new_staff', 'external', 'service', 'shared', 'unidentified'] as const),
  null,
]
const ofFields: Readonly<Record<Exclude<Refusal, AccountRefusal>, true>> = {
  yourself: true,
  unknown_person: true,
  not_staff: true,
  has_left: true,
  same_address: true,
  no_name: true,
  bad_address: true,
  address_taken: true,
  bad_start: true,
  short_reason: true,
  bad_review: true,
}
const fieldRefusals = Object.keys(ofFields) as (keyof typeof ofFields)[]

const accountOf = ({ word }: Given, at: number): AccountToIdentify => ({
  id: '3074457350000000001',
  disconnected: false,
  email: at % 3 === 2 ? null : word,
  address: at % 3 === 2 ? null : word,
  timeZone: null,
  name: at % 2 === 0 ? word : null,
  role: [...roles, word][at % 6] ?? '',
  license: word,
  active: [true, false, null][at % 3] ?? null,
  lastActivityAt: at % 2 === 0 ? null : noon,
  removedAt: at === 6 ? noon : null,
  organizationName: word,
  class: classes[at] ?? null,
  verdict: 'fail',
  why: 'conflict',
  personName: at % 2 === 0 ? word : null,
  own: at === 7,
  decision:
    at % 2 === 0
      ? null
      : {
          class: classes[at] ?? 'staff',
          personId: 'p1',
          personName: word,
          reason: word,
          reviewAt: noon,
          decidedBy: word,
          decidedAt: noon,
        },
})

/** The domain gives at most five. */
const hintsOf = ({ word, many: count }: Given): Hint[] =>
  many(Math.min(count, 5), at => ({
    because: kinds[at] ?? 'similar_name',
    personId: at === 3 ? null : `p${at}`,
    personName: word,
    personAddress: word,
    left: at % 2 === 0,
  }))

/** Long texts are cut by the input that sends them back. */
const filledOf = ({ word }: Given) => ({
  user: 'U0BEN',
  person: { value: 'p1', text: word.slice(0, 75) || '–' },
  name: word,
  email: 'olivia@acme.com',
  title: word,
  start: '2026-11-24',
  note: word,
  reason: word,
  review: '2027-11-24',
})

const savedChoices = (word: string): Choice[] => [
  { as: 'staff' },
  { as: 'new_staff', name: word, email: word, title: word, startsOn: null },
  { as: 'external', reason: word },
  { as: 'service', reason: word, reviewOn: '2027-11-24' },
  { as: 'shared', reason: word, reviewOn: '2027-11-24' },
  { as: 'unidentified' },
]

const unidentifiedOf = ({ word, many: count }: Given, guessed: boolean): UnidentifiedAccount[] =>
  many(Math.min(count, 30), at => ({
    id: `${3074457350000000000n + BigInt(at)}`,
    email: at % 5 === 4 ? null : word,
    name: at % 2 === 0 ? word : null,
    role: [...roles, word][at % 6] ?? '',
    decidedAt: !guessed && at % 7 === 6 ? noon : null,
    hints: (guessed ? (['plus_tag'] as const) : kinds.slice(at % 6, (at % 6) + 2)).map(because => ({
      ...{ because, left: at % 2 === 0 },
      ...(because === 'role_mailbox'
        ? { personId: null, personName: null }
        : { personId: `5f0c7a52-6c1e-4c6f-9d43-0a4f0e6f3a${10 + at}`, personName: word }),
    })),
  }))

const missedBecause = [
  ...fieldRefusals,
  'changed',
  'no_account',
  'gone',
  'disconnected',
  'own_account',
] as const

const doneOf = ({ word, many: count }: Given) => ({
  saved: many(Math.min(count, 30), at => ({
    ...{ accountId: `${at}`, email: at % 3 === 2 ? null : word, personName: word, left: at % 2 === 0 },
  })),
  missed: many(Math.min(count, 30), at => ({
    ...{ accountId: `${at}`, email: at % 3 === 2 ? null : word },
    because: missedBecause[at % missedBecause.length] ?? 'changed',
  })),
})

const newsOf = (given: Given) => [
  ...savedChoices(given.word).flatMap(choice => savedInWords(doneOf(given), choice)),
  ...acceptedInWords(doneOf(given)),
  ...refusedInWords(true),
]

export const samples: Samples = {
  'identity/several/view.ts': {
    severalView: given =>
      [null, 'g1'].flatMap(groupId =>
        choices.flatMap(as =>
          [true, false].map(allGuesses => {
            const at = { miroOrgId, groupId, allGuesses, generation: 0 }
            const [guessed, others] = [unidentifiedOf(given, true), unidentifiedOf(given, false)]
            const guesses = guessed.slice(0, allGuesses ? 25 : 10)
            return severalView({
              asked: groupId === null ? { ...at, after: [], page: 0 } : { ...at, after: ['1'], page: 1 },
              found: {
                guesses: { rows: guesses, more: given.many > guesses.length, total: given.many },
                others: { rows: allGuesses ? [] : others, more: given.many > 30, total: given.many },
                own: given.many,
              },
              news: groupId === null ? [] : newsOf(given),
              filled: groupId === null ? null : { chosen: [], as, filled: as && { as, ...filledOf(given) } },
              refused: groupId === null ? null : { because: 'unknown_person', onlyAdmin: true },
              ...{ sameUser: 'U0BEN', now: noon },
            })
          }),
        ),
      ),
  },
  'identity/identify/view.ts': {
    identifyView: given =>
      many(8, at => at).flatMap(at =>
        choices.flatMap(as => {
          const read = { account: accountOf(given, at), hints: hintsOf(given), onlyAdmin: at % 2 === 0 }
          const form = { as, filled: null, refused: null, changed: false, now: noon }
          return [
            identifyView(miroOrgId, read, form),
            ...(as === null || at > 0
              ? []
              : fieldRefusals.map(because =>
                  identifyView(miroOrgId, read, {
                    ...form,
                    filled: { as, ...filledOf(given) },
                    refused: { because, onlyAdmin: true },
                    changed: true,
                  }),
                )),
          ]
        }),
      ),
    refusedView: () =>
      (['no_account', 'gone', 'disconnected', 'own_account'] as const).map(because =>
        refusedView(accountRefusalInWords(because, true)),
      ),
    savedView: ({ word }) =>
      savedChoices(word).flatMap(choice =>
        [word, null].map(name =>
          savedView({
            email: name,
            personName: name,
            choice,
            learned: choice.as === 'staff',
            left: name === null,
          }),
        ),
      ),
    forgottenView: ({ word }) => [forgottenView(word), forgottenView(null)],
  },
}
