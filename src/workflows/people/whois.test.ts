import { expect, test } from 'vitest'
import { card, cardAssessment, cardPerson, foundPerson } from '../../../test/support/account-samples.ts'
import { askedUser, connectionRow, storedSettings } from '../../../test/support/row-samples.ts'
import { noon } from '../../../test/support/slack-samples.ts'
import type { CardPerson } from '../../domain/account-card.ts'
import type { SoughtPerson } from '../../domain/staff.ts'
import { readAccountCard } from '../accounts/read-account-card.ts'
import { whois } from './whois.ts'

const key = { workspaceId: 'T1', miroOrgId: '307' }
const olivia = cardPerson()
const dana = cardPerson({ id: 'p2', name: 'Dana Lee', slackUserId: 'U0DANA' })
const cards = new Map([
  ['own', card()],
  ['sponsored', card({ assessment: cardAssessment({ class: 'external' }) })],
  ['dana', card({ person: dana })],
])

const isMeant = ({ id, name, slackUserId }: CardPerson, sought: SoughtPerson): boolean => {
  switch (sought.kind) {
    case 'slack':
      return slackUserId === sought.slackUserId
    case 'person':
      return id === sought.personId
    case 'address':
      return sought.address === 'both@acme.com' || (sought.address === 'olivia@acme.com' && id === 'p1')
    default:
      return name.toLowerCase().includes(sought.text.toLowerCase())
  }
}

const likely = {
  ...{ miroOrgId: '307', organizationName: 'Acme', accountId: '8', email: 'olivia@labs.example' },
  ...{ role: 'organization_internal_user', because: 'similar_name' as const },
}

/** Olivia has an account and a guest; the admin is U0ADA. */
function world() {
  const asked: string[] = []
  const people = [olivia, dana]
  return {
    asked,
    needs: {
      clock: () => noon,
      people: {
        admins: async () => ['U0ADA'],
        leftElsewhere: async () => false,
        search: async (_: string, sought: SoughtPerson) =>
          people
            .filter(one => isMeant(one, sought))
            .map(({ id, name, slackUserId }) => foundPerson({ id, name, slackUserId })),
      },
      leaving: {
        person: async (_: string, id: string) => {
          const found = people.find(one => one.id === id)
          return found === undefined ? null : { ...found, timeZone: null }
        },
      },
      accountCards: {
        card: async (_: unknown, id: string) => cards.get(id) ?? null,
        ofPerson: async (_: string, id: string) =>
          (id === 'p1' ? ['own', 'sponsored'] : ['dana']).map(accountId => ({ key, accountId })),
        withAddress: async (_: string, address: string) =>
          address === 'nobodys@acme.com' ? [{ key, accountId: 'own' }] : [],
      },
      connections: { list: async () => [connectionRow()] },
      joining: { joins: async () => [] },
      suggestions: { likelyOf: async () => [likely] },
      directory: {
        user: async (slackUserId: string) => {
          asked.push(slackUserId)
          return askedUser({ isAdmin: slackUserId === 'U0ADA' })
        },
      },
      settings: { get: async () => storedSettings() },
      groups: { members: async () => null },
      audit: { append: async () => {} },
    },
  }
}

const ask = async (by: string, subject: Parameters<typeof whois>[1]['subject']) => {
  const { asked, needs } = world()
  const answered = await whois(needs, { workspaceId: 'T1', by, subject })
  const said =
    answered.outcome === 'found'
      ? `${answered.viewer}: ${answered.person?.name ?? 'nobody'}, ${answered.accounts.length}`
      : answered.outcome
  return [said, asked]
}

test('everybody about themselves, however named, and only what is theirs', async () => {
  const own = ['own: Olivia Fischer, 1', []]
  expect(await ask('U0OLIVIA', { kind: 'slack', slackUserId: 'U0OLIVIA' })).toEqual(own)
  expect(await ask('U0OLIVIA', { kind: 'address', address: 'olivia@acme.com' })).toEqual(own)
  expect(await ask('U0OLIVIA', { kind: 'name', text: 'olivia' })).toEqual(own)
  expect(await ask('U0NEW', { kind: 'slack', slackUserId: 'U0NEW' })).toEqual(['nobody', []])
})

test('about others only admins: whether there is anybody is told to nobody else', async () => {
  for (const subject of [
    { kind: 'slack', slackUserId: 'U0DANA' },
    { kind: 'slack', slackUserId: 'U0NOBODY' },
    { kind: 'person', personId: 'p2' },
    { kind: 'address', address: 'both@acme.com' },
    { kind: 'address', address: 'nobodys@acme.com' },
    { kind: 'name', text: 'e' },
    { kind: 'name', text: 'zzz' },
  ] as const)
    expect([subject, await ask('U0OLIVIA', subject)]).toEqual([subject, ['refused', ['U0OLIVIA']]])
})

test('an admin about everybody', async () => {
  expect((await ask('U0ADA', { kind: 'slack', slackUserId: 'U0OLIVIA' }))[0]).toBe('admin: Olivia Fischer, 2')
  expect((await ask('U0ADA', { kind: 'address', address: 'both@acme.com' }))[0]).toBe('several')
  expect((await ask('U0ADA', { kind: 'address', address: 'nobodys@acme.com' }))[0]).toBe('admin: nobody, 1')
  expect((await ask('U0ADA', { kind: 'name', text: 'dana lee' }))[0]).toBe('admin: Dana Lee, 1')
  expect((await ask('U0ADA', { kind: 'name', text: 'zzz' }))[0]).toBe('nobody')
})

test('what may be theirs is told to admins, and to nobody of themselves', async () => {
  const likelyTo = async (by: string) => {
    const subject = { kind: 'slack', slackUserId: 'U0OLIVIA' } as const
    const answered = await whois(world().needs, { workspaceId: 'T1', by, subject })
    return answered.outcome === 'found' ? answered.likely : answered.outcome
  }
  expect([await likelyTo('U0ADA'), await likelyTo('U0OLIVIA')]).toEqual([[likely], []])
})

test('a card: one’s own is for everybody, others are for admins, also those one answers for', async () => {
  const open = async (by: string, accountId: string) => {
    const needs = {
      ...world().needs,
      clock: () => noon,
      questions: { ofAccount: async () => [] },
      suggestions: { of: async () => [] },
    }
    const shown = await readAccountCard(needs, { key, accountId, by })
    return shown.outcome === 'shown' ? shown.viewer : shown.outcome
  }
  expect(await open('U0OLIVIA', 'own')).toBe('own')
  expect(await open('U0OLIVIA', 'sponsored')).toBe('refused')
  expect(await open('U0OLIVIA', 'dana')).toBe('refused')
  expect(await open('U0OLIVIA', 'unknown')).toBe('refused')
  expect(await open('U0ADA', 'dana')).toBe('admin')
  expect(await open('U0ADA', 'unknown')).toBe('not_found')
})
