import type { AccountCard, CardPerson } from './account-card.ts'
import type { CheckResult, Results } from './check.ts'

// What somebody sees of themselves. Nobody is told that they may have left before somebody has said so: to them
// everything answers as if the staff list still named them.

/** What the checks say of an account, as its holder is told. */
export const ownResults = (results: Results): Results =>
  results.removed === undefined ? results : { ...results, removed: ownResult(results.removed) }

/** What one check says. */
export const ownResult = <Said extends CheckResult>(said: Said): Said | (Said & typeof notLeft) =>
  said.why === 'unlisted' ? { ...said, ...notLeft } : said

const notLeft = { verdict: 'not_applicable', why: 'not_left' } as const satisfies CheckResult

/** Somebody as they are shown to themselves. */
export const ownPerson = <Who extends Pick<CardPerson, 'unlistedAt' | 'said'>>(person: Who): Who => ({
  ...person,
  unlistedAt: null,
  said: person.said.filter(({ source, missingSince }) => source !== 'list' || missingSince === null),
})

/** A card as it is shown to whoever holds the account. */
export const ownCard = (card: AccountCard): AccountCard => ({
  ...card,
  person: card.person && ownPerson(card.person),
  assessment: card.assessment && { ...card.assessment, checks: card.assessment.checks.map(ownResult) },
})
