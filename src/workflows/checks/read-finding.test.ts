import { expect, test } from 'vitest'
import { card, cardAssessment, cardPerson } from '../../../test/support/account-samples.ts'
import { explaining, groupPage, sheet } from '../../../test/support/finding-samples.ts'
import type { AccountCard } from '../../domain/account-card.ts'
import { type AskedWhy, explainVerdict, type FindingSheet } from './read-finding.ts'

const one = { ref: { findingId: 'f1' } }
const several = { group: { groupId: 'g1', from: 0, limit: 10 } }
const dana = cardPerson({ id: 'p2', name: 'Dana Lee', slackUserId: 'U0DANA' })

type World = { readonly sheet?: FindingSheet | null; readonly card?: AccountCard | null }

/** Who administers is `U0ADA`. What came of it, and who was refused. */
async function ask(by: string, asked: AskedWhy, world: World = {}) {
  const refused: string[] = []
  const explained = await explainVerdict(
    explaining({
      sheet: world.sheet === undefined ? sheet() : world.sheet,
      group: groupPage([]),
      card: world.card === undefined ? card() : world.card,
      admins: ['U0ADA'],
      refused: slackUserId => refused.push(slackUserId),
    }),
    { workspaceId: 'T1', asked, by },
  )
  const outcome = explained.outcome === 'finding' ? explained.viewer : explained.outcome
  return [outcome, ...refused]
}

test('everybody is told about their own account, admins too as of their own', async () => {
  expect(await ask('U0OLIVIA', one)).toEqual(['own'])
  const own = cardPerson({ slackUserId: 'U0ADA' })
  const about = { sheet: sheet({ person: { ...own, endAt: null } }), card: card({ person: own }) }
  expect(await ask('U0ADA', one, about)).toEqual(['own'])
})

test('about others, about several and about what is not there only admins', async () => {
  expect(await ask('U0DANA', one)).toEqual(['refused', 'U0DANA'])
  expect(await ask('U0OLIVIA', several)).toEqual(['refused', 'U0OLIVIA'])
  expect(await ask('U0OLIVIA', one, { sheet: null })).toEqual(['refused', 'U0OLIVIA'])
  expect(await ask('U0ADA', one)).toEqual(['admin'])
  expect(await ask('U0ADA', several)).toEqual(['group'])
})

test.each<[string, World]>([
  ['who had the account before', { card: card({ person: dana }) }],
  [
    'who has it now of a finding about who had it before',
    { sheet: sheet({ person: { ...dana, endAt: null } }) },
  ],
  ['a sponsor', { card: card({ assessment: cardAssessment({ class: 'external' }) }) }],
  ['of an account that is gone', { card: null }],
  ['the system', { sheet: sheet({ checkId: 'configured' }) }],
])('is not their own: %s', async (_, world) => {
  expect(await ask('U0OLIVIA', one, world)).toEqual(['refused', 'U0OLIVIA'])
})
