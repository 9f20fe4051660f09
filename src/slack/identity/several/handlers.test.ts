import { expect, test } from 'vitest'
import { click, noon, screen, setup, submit, who } from '../../../../test/support/slack-samples.ts'
import { readable } from '../../../../test/support/slack-text.ts'
import type { SeveralIdentified } from '../../../workflows/identity/identify-several.ts'
import type { UnidentifiedAsked } from '../../../workflows/identity/read-unidentified.ts'
import type { ActionListener, Listener, SubmissionListener } from '../../frame/listener.ts'
import { identifyIds, severalIds } from '../../ids/identity.ts'
import { policy } from '../../policy.ts'
import { setupModal } from '../../workspace/setup/view.ts'
import { severalListeners } from './handlers.ts'

const org = '3074457345618265000'
const row = (id: string) => ({
  ...{ id, email: `${id}@acme.com`, name: null, role: 'organization_internal_user', hints: [] },
  decidedAt: id === 'b' ? noon : null,
})

/** The listeners on a world where saving ends so, with what they asked for. */
function world(done: SeveralIdentified = { outcome: 'done', saved: [], missed: [] }) {
  const did: unknown[] = []
  const listeners: Listener[] = severalListeners(
    {
      readSetup: async () => setup(),
      readUnidentified: async ({ afterId, groupId, allGuesses }: UnidentifiedAsked) => {
        did.push({ afterId, groupId, allGuesses })
        const none = { rows: [], more: false, total: 0 }
        const rows = ['a', 'b', 'c', 'd'].map(row)
        return { guesses: none, others: { rows, more: true, total: 9 }, own: 1 }
      },
      identifySeveral: async input => {
        did.push(input)
        return done
      },
      acceptGuesses: async input => {
        did.push(input)
        if (done.outcome !== 'done') throw new Error('guesses are never refused together')
        return done
      },
      refuseGuess: async input => {
        did.push(input)
        return true
      },
    },
    { window: setupModal },
    () => noon,
  )
  const find = <T extends Listener>(id: string): T => {
    const found = listeners.find(each => 'id' in each && each.id === id)
    if (found === undefined) throw new Error(`no listener ${id}`)
    return found as T
  }
  const press = async (id: string, value: string, more: object = {}) => {
    const { answer, views } = screen()
    await find<ActionListener>(id).handle(click(answer, value, more))
    const [view] = views.slice(-1)
    return view === undefined ? '' : readable(view)
  }
  const send = async (submitted: object) => {
    const { answer, views } = screen()
    const problems = await submit(find<SubmissionListener>(severalIds.modal), submitted, answer)
    const [view] = views.slice(-1)
    return { problems, text: view === undefined ? '' : readable(view), view }
  }
  return { listeners, did, press, send }
}

const metadata = JSON.stringify({ o: org, n: 0, v: 3, g: 'g1' })
const boxes = (...values: string[]) => ({
  'several.accounts.0.3': {
    'several.accounts.0': { selected_options: values.map(value => ({ value, text: { text: value } })) },
  },
})
const kind = (value: string) => ({
  'several.choice.3': { [severalIds.choice]: { selected_option: { value, text: { text: value } } } },
})
const sponsor = { 'identify.sponsor.3': { [identifyIds.sponsor]: { selected_user: 'U0BEN' } } }

test('every listener has its row in the policy, for administrators', () => {
  const ids = world().listeners.map(each => ('id' in each ? each.id : ''))
  expect(ids.filter(id => policy.get(id) !== 'admin')).toEqual([])
})

test('opens with the open ones of one alert; a value that is nothing of ours shows the setup', async () => {
  const { press, did } = world()
  expect(await press(severalIds.open, JSON.stringify({ o: org, g: 'g1' }))).toContain(
    '*9 accounts to identify.*',
  )
  expect(did).toEqual([{ afterId: null, groupId: 'g1', allGuesses: false }])
  expect(await press(severalIds.open, "' OR 1=1")).not.toContain('to identify')
  expect(did.length).toBe(1)
})

test('several become external with one sponsor, each as it was shown; the rest follows in the same window', async () => {
  const saved = ['a', 'b'].map(id => ({
    accountId: id,
    email: `${id}@acme.com`,
    personName: 'Ben',
    left: false,
  }))
  const missed = [{ accountId: 'c', email: 'c@acme.com', because: 'changed' as const }]
  const { send, did } = world({ outcome: 'done', saved, missed })
  const chosen = boxes('a', `b ${noon.getTime().toString(36)}`, 'c')
  const { text, problems, view } = await send({
    metadata,
    state: { ...chosen, ...kind('external'), ...sponsor },
  })
  expect(problems).toEqual({})
  expect(did[0]).toEqual({
    ...{ key: { workspaceId: 'T0ACME', miroOrgId: org }, by: who.slackUserId },
    accounts: [
      { accountId: 'a', seen: null },
      { accountId: 'b', seen: noon },
      { accountId: 'c', seen: null },
    ],
    ...{ choice: { as: 'external', reason: null }, who: { slackUserId: 'U0BEN' } },
  })
  expect(text.split('\n').slice(0, 3)).toEqual([
    '✅ Saved: `a@acme.com`, `b@acme.com` are external. Sponsor: *Ben*. Their findings close within a minute.',
    '⚠️ Not saved: `c@acme.com`. Somebody decided about it meanwhile.',
    '*9 accounts to identify.*',
  ])
  // Its form forgets what stood in it.
  expect(JSON.parse(view?.private_metadata ?? '')).toEqual({ o: org, n: 0, v: 4, g: 'g1' })
})

test('what is missing is said under its field, before anything is asked', async () => {
  const { send, did } = world()
  const { problems } = await send({ metadata, state: { ...boxes(), ...kind('external'), ...sponsor } })
  expect(problems).toEqual({ 'several.accounts.0.3': 'Choose at least one account.' })
  const noKind = await send({
    metadata,
    state: { ...boxes('a'), 'several.choice.3': { [severalIds.choice]: {} } },
  })
  expect(noKind.problems).toEqual({ 'several.choice.3': 'Choose what these accounts are.' })
  const noSponsor = { 'identify.sponsor.3': { [identifyIds.sponsor]: {} } }
  const nobody = await send({ metadata, state: { ...boxes('a'), ...kind('external'), ...noSponsor } })
  expect(nobody.problems).toEqual({ 'identify.sponsor.3': 'Choose somebody.' })
  const two = await send({ metadata, state: { ...boxes('a', 'c'), ...kind('new_staff') } })
  expect(two.problems).toEqual({
    'several.choice.3': 'A new staff member is one person. Choose one account.',
  })
  expect(did).toEqual([])
})

test('a sponsor who is refused is said under the field, with everything that was chosen', async () => {
  const { send } = world({ outcome: 'refused', because: 'has_left', onlyAdmin: false })
  const { text, view } = await send({ metadata, state: { ...boxes('a'), ...kind('external'), ...sponsor } })
  expect(text).toContain('(⚠️ This person left. Choose a colleague who is on the staff today.)')
  expect(JSON.stringify(view?.blocks)).toContain('"initial_user":"U0BEN"')
  expect(JSON.stringify(view?.blocks)).toContain(
    '"initial_options":[{"text":{"type":"plain_text","text":"a@acme.com"',
  )
})

test('guesses are accepted as shown, or refused for good; what was chosen below stays', async () => {
  const saved = [{ accountId: '8', email: 'hana@labs.example', personName: 'Hana', left: true }]
  const { press, did } = world({ outcome: 'done', saved, missed: [] })
  const state = { ...boxes('c'), ...kind('service') }
  const text = await press(severalIds.acceptAll, '["8 p1","9 p2"]', { metadata, state })
  expect(did[0]).toMatchObject({
    guesses: [
      { accountId: '8', personId: 'p1' },
      { accountId: '9', personId: 'p2' },
    ],
  })
  expect(text).toContain(
    '✅ *Accepted 1 guess.* Their findings close within a minute.\n• `hana@labs.example` → *Hana*',
  )
  expect(text).toContain('⚠️ *Hana* left: a finding opens, because that access has to go.')
  expect(text).toContain('Owner: <users_select>')
  expect(await press(severalIds.refuse, '["9 p2"]', { metadata, state })).toContain(
    'That guess will not come back.',
  )
  expect(did[2]).toMatchObject({ accountId: '9', personId: 'p2', by: who.slackUserId })
})

test('Choose all ticks every box of the page; the kind and the next page are as they were', async () => {
  const { press, did } = world()
  expect(await press(severalIds.chooseAll, metadata, { metadata, state: kind('external') })).toContain(
    'Sponsor',
  )
  await press(severalIds.next, JSON.stringify({ o: org, n: 1, v: 4, p: ['d'] }))
  expect(did.at(-1)).toMatchObject({ afterId: 'd' })
})
