import { expect, test } from 'vitest'
import { click, noon, screen, who } from '../../../../test/support/slack-samples.ts'
import type { ActionListener, Listener, OptionsListener } from '../../frame/listener.ts'
import { identifyIds } from '../../ids/identity.ts'
import { policy } from '../../policy.ts'
import { identifyListeners } from './handlers.ts'

const org = '3074457345618265000'
const account = {
  id: '7',
  email: 'gus@acme.com',
  name: null,
  role: 'organization_internal_user',
  license: 'full',
  active: true,
  lastActivityAt: null,
  removedAt: null,
  organizationName: 'Acme',
  class: 'unidentified',
  verdict: 'fail',
  why: 'no_match',
  personName: null,
  disconnected: false,
  own: false,
  ...{ address: 'gus@acme.com', timeZone: null, decision: null },
} as const

/** The listeners on a world where deciding ends with `outcome`, and what they asked for. */
function world(outcome: 'saved' | 'changed' | 'refused') {
  const asked: unknown[] = []
  const clock = () => noon
  const listeners: Listener[] = [
    ...identifyListeners(
      {
        readIdentity: async ({ accountId }) =>
          accountId === '7' ? { account, hints: [], onlyAdmin: false } : null,
        identifyAccount: async input => {
          asked.push(input)
          if (outcome === 'saved')
            return { outcome, email: 'gus@acme.com', personName: 'Gus', learned: true, left: true }
          return outcome === 'changed' ? { outcome } : { outcome, because: 'yourself', onlyAdmin: false }
        },
        unlinkAccount: async input => {
          asked.push(input)
          if (outcome === 'saved') return { outcome: 'forgotten', email: 'gus@acme.com' }
          return outcome === 'changed' ? { outcome } : { outcome, because: 'own_account', onlyAdmin: false }
        },
        refuseGuess: async input => {
          asked.push(input)
          return true
        },
        findPeople: async () => [
          {
            ...{ id: 'p-1', name: 'Emil '.repeat(40), title: null, slackUserId: null },
            ...{ address: 'e'.repeat(90), left: true },
          },
        ],
      },
      clock,
    ),
  ]
  const find = <T extends Listener>(id: string): T => {
    const found = listeners.find(each => 'id' in each && each.id === id)
    if (found === undefined) throw new Error(`no listener ${id}`)
    return found as T
  }
  const press = async (id: string, value: string, more: object = {}) => {
    const { answer, views } = screen()
    await find<ActionListener>(id).handle(click(answer, value, more))
    return JSON.stringify(views.at(-1)?.blocks ?? [])
  }
  return { listeners, asked, find, press }
}

const seen = { o: org, a: '7', v: 1_000 }

test('every listener has its row in the policy, for administrators', () => {
  const ids = world('saved').listeners.map(each => ('id' in each ? each.id : ''))
  expect(ids.filter(id => policy.get(id) !== 'admin')).toEqual([])
})

test('an account of nobody, and values that are nothing of ours, are told as such', async () => {
  const { press, asked } = world('saved')
  const unknown = 'This account is not in the list of this organization.'
  expect(await press(identifyIds.open, JSON.stringify({ o: org, a: '8' }))).toContain(unknown)
  for (const id of [identifyIds.open, identifyIds.take, identifyIds.unlink])
    expect(await press(id, "' OR 1=1")).toContain(unknown)
  // Nothing was decided yet, so there is nothing to forget: the form comes back.
  expect(await press(identifyIds.unlink, JSON.stringify({ ...seen, v: null }))).toContain('This account is')
  expect(asked).toEqual([])
})

test('a suggestion is taken with one click, for what was seen', async () => {
  const { press, asked } = world('saved')
  expect(await press(identifyIds.take, JSON.stringify({ ...seen, p: 'p-1' }))).toContain('*Saved.*')
  expect(asked).toEqual([
    {
      key: { workspaceId: who.workspaceId, miroOrgId: org },
      accountId: '7',
      seen: new Date(1_000),
      choice: { as: 'staff' },
      who: { personId: 'p-1' },
      by: who.slackUserId,
    },
  ])
})

test.each([
  ['changed', 'Not saved.', 'Not saved.'],
  ['refused', 'This is you', 'This is your own account'],
] as const)('%s: the form comes back and says so', async (outcome, taking, forgetting) => {
  const { press } = world(outcome)
  expect(await press(identifyIds.take, JSON.stringify({ ...seen, p: 'p-1' }))).toContain(taking)
  expect(await press(identifyIds.unlink, JSON.stringify(seen))).toContain(forgetting)
})

test('people Slack does not offer stand in a menu, whatever their names', async () => {
  const options = await world('saved')
    .find<OptionsListener>(identifyIds.person)
    .handle({ who, text: 'emil', metadata: '' })
  expect(options.map(({ text, value }) => [Array.from(text.text).length <= 75, value])).toEqual([
    [true, 'p-1'],
  ])
})

test('a guess that is wrong is remembered, and the account shown anew', async () => {
  const { press, asked } = world('saved')
  expect(await press(identifyIds.deny, JSON.stringify({ ...seen, p: 'p-1' }))).toContain('This account is')
  expect(asked).toEqual([
    {
      key: { workspaceId: who.workspaceId, miroOrgId: org },
      ...{ accountId: '7', personId: 'p-1', by: who.slackUserId },
    },
  ])
})
