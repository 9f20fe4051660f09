import { expect, test } from 'vitest'
import { card, cardAssessment, cardPerson } from '../../../test/support/account-samples.ts'
import { finding, groupPage, lookingAt, sheet } from '../../../test/support/finding-samples.ts'
import type { AccountCard } from '../../domain/account-card.ts'
import { type AskedAbout, lookAtFindings } from './look-at-findings.ts'
import type { FindingSheet, GroupPage } from './read-finding.ts'

const one = { ref: { findingId: 'f1' } }
const several = { group: { groupId: 'g1', from: 0, limit: 10 } }
const alert = { channelId: 'C0ACCESS', ts: '1795510800.000100' }
const elsewhere = { channelId: 'C0GENERAL', ts: '1795510800.000100' }
const dana = cardPerson({ id: 'p2', name: 'Dana Lee', slackUserId: 'U0DANA' })

type World = {
  readonly sheet?: FindingSheet | null
  readonly group?: GroupPage | null
  readonly card?: AccountCard | null
  readonly isPublic?: boolean
}

const others = groupPage([finding('a'), finding('b')])

/** Who administers is `U0ADA`. What came of it, and who was refused. */
async function ask(
  by: string,
  asked: AskedAbout,
  { place = null, ownToo, ...world }: World & { place?: typeof alert | null; ownToo?: true } = {},
) {
  const refused: string[] = []
  const looked = await lookAtFindings(
    lookingAt({
      sheet: world.sheet === undefined ? sheet() : world.sheet,
      group: world.group === undefined ? others : world.group,
      card: world.card === undefined ? card() : world.card,
      admins: ['U0ADA'],
      alert,
      ...(world.isPublic !== undefined && { alertChannelPublic: world.isPublic }),
      refused: slackUserId => refused.push(slackUserId),
    }),
    { workspaceId: 'T1', asked, by, place, ...(ownToo && { ownToo }) },
  )
  const outcome =
    'viewer' in looked
      ? `${looked.viewer.may}${looked.viewer.may === 'read' && looked.viewer.shortens ? ', by initials' : ''}`
      : looked.outcome
  return [outcome, ...refused]
}

test('administrators see everything, from anywhere', async () => {
  for (const asked of [one, several])
    for (const place of [null, alert, elsewhere])
      expect(await ask('U0ADA', asked, { place })).toEqual(['decide'])
})

test('a member sees what stands in the alert that was pressed, and nothing from anywhere else', async () => {
  for (const asked of [one, several]) {
    expect(await ask('U0DANA', asked, { place: alert })).toEqual(['read'])
    expect(await ask('U0DANA', asked, { place: elsewhere })).toEqual(['refused', 'U0DANA'])
    expect(await ask('U0DANA', asked)).toEqual(['refused', 'U0DANA'])
  }
  const account = { ref: { miroOrgId: '9', checkId: 'removed' as const, subjectId: '7' } }
  expect(await ask('U0DANA', account, { place: alert })).toEqual(['refused', 'U0DANA'])
})

test('in a public channel a member sees initials, as in the alert', async () => {
  expect(await ask('U0DANA', one, { place: alert, isPublic: true })).toEqual(['read, by initials'])
})

test('to whom it is about it answers as if it did not exist, an administrator too', async () => {
  const nothing = { sheet: null, group: null, place: alert }
  const own = groupPage([finding('a', { person: { ...dana, slackUserId: 'U0OLIVIA' } })])
  for (const [asked, world] of [
    [one, {}],
    [several, { group: own }],
  ] as const) {
    const said = await ask('U0OLIVIA', asked, { ...world, place: alert })
    expect(said).toEqual(['not_found'])
    expect(said).toEqual(await ask('U0OLIVIA', asked, nothing))
  }
  const about = { sheet: sheet({ person: { ...cardPerson({ slackUserId: 'U0ADA' }), endAt: null } }) }
  for (const place of [null, alert])
    expect(await ask('U0ADA', one, { ...about, place })).toEqual(['not_found'])
})

test('who sponsors an account is not who the finding is about', async () => {
  const sponsored = sheet({ checkId: 'valid', class: 'external' })
  expect(await ask('U0OLIVIA', one, { sheet: sponsored, place: alert })).toEqual(['read'])
})

test('why is told to everybody of their own account, but not from an alert', async () => {
  expect(await ask('U0OLIVIA', one, { ownToo: true })).toEqual(['own'])
  expect(await ask('U0OLIVIA', one, { ownToo: true, place: alert })).toEqual(['not_found'])
  const own = cardPerson({ slackUserId: 'U0ADA' })
  const about = { sheet: sheet({ person: { ...own, endAt: null } }), card: card({ person: own }) }
  expect(await ask('U0ADA', one, { ...about, ownToo: true })).toEqual(['own'])
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
  expect(await ask('U0OLIVIA', one, { ...world, ownToo: true })).toEqual(['refused', 'U0OLIVIA'])
})
