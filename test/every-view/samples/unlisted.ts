import { unlistedCountMessage, unlistedMessage } from '../../../src/slack/alerts/unlisted-view.ts'
import { unlistedAnsweredView, unlistedView } from '../../../src/slack/people/unlisted/view.ts'
import type { UnlistedResult } from '../../../src/workflows/people/answer-unlisted.ts'
import { unlistedAsked } from '../../support/unlisted-samples.ts'
import { unlistedCountOf, unlistedOf } from '../facts.ts'
import { type Given, many, type Samples } from '../given.ts'

const askedOf = ({ word, many: count }: Given) =>
  many(count, at =>
    unlistedAsked({
      ...{ id: `5f0c7a52-6c1e-4c6f-9d43-0a4f0e6f${at}`, name: word, accounts: at },
      alike: at % 2 === 0 ? null : { id: `6f0c7a52-6c1e-4c6f-9d43-0a4f0e6f${at}`, name: word },
    }),
  )

const resultsOf = ({ word: name, many: count }: Given): UnlistedResult[] =>
  many(Math.min(count, 10), at => ({ personId: `p${at}`, name })).flatMap(of => [
    { ...of, outcome: 'left' },
    { ...of, outcome: 'still_here' },
    { ...of, outcome: 'joined' },
    { ...of, name: '', outcome: 'changed' },
    { ...of, outcome: 'refused', because: 'before_start' },
    { ...of, outcome: 'not_joined', because: 'both_in_slack' },
  ])

export const samples: Samples = {
  'alerts/unlisted-view.ts': {
    unlistedMessage: given => unlistedOf(given).map(unlistedMessage),
    unlistedCountMessage: given => unlistedCountOf(given).map(unlistedCountMessage),
  },
  'people/unlisted/view.ts': {
    unlistedView: given => [0, 10, 110].map(from => unlistedView(askedOf(given), from)),
    unlistedAnsweredView: given => [0, given.many].map(left => unlistedAnsweredView(resultsOf(given), left)),
  },
}
