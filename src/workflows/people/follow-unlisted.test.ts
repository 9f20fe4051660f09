import { expect, test } from 'vitest'
import { cardPerson, saidOf } from '../../../test/support/account-samples.ts'
import { settings } from '../../../test/support/settings-samples.ts'
import type { NoticeFacts } from '../../domain/alert.ts'
import { followUnlisted, type UnlistedPeople } from './follow-unlisted.ts'

const hour = 3_600_000
const start = Date.parse('2026-11-24T09:00:00Z')
const at = (hours: number) => new Date(start + hours * hour)

const missing = (id: string, askedAt: Date, slackUserId = `U${id}`): UnlistedPeople[number] => ({
  ...{ id, name: `Person ${id}`, type: 'employee', slackUserIds: [slackUserId], timeZone: 'UTC', askedAt },
  ...{ since: at(-1), enteredAt: null, accounts: 1, likely: 0, alike: null },
})

/** The messages of a workspace that UADA and UBEN administer. */
function workspace() {
  const state = {
    now: at(0),
    channel: 'C1' as string | null,
    admins: ['UADA', 'UBEN'],
    open: [] as UnlistedPeople,
    person: cardPerson({ id: 'gone', said: [saidOf('slack', { gone: true })] }),
    deliveries: 0,
  }
  const messages: { id: string; userId: string | null; facts: NoticeFacts }[] = []
  const isOpen = (facts: NoticeFacts) => 'fixedAt' in facts && facts.fixedAt === null
  const world = {
    clock: () => state.now,
    startedWith: { timeZone: 'UTC' },
    settings: { get: async () => ({ settings, version: 1, savedBy: null, savedAt: null }) },
    workspaces: { get: async () => ({ alertChannelId: state.channel }) as never },
    people: { admins: async () => state.admins },
    unlisted: { open: async () => [...state.open] },
    leaving: {
      person: async (_: string, id: string) => ({ ...state.person, id, timeZone: null }),
    },
    alerts: {
      openNotices: async (_: string, kind: string) =>
        messages.filter(({ facts }) => facts.kind === kind && isOpen(facts)),
      openNotice: async (_: string, __: string | null, kind: string) =>
        messages.find(({ facts }) => facts.kind === kind && isOpen(facts)) ?? null,
      changeNotice: async (_: string, id: string, facts: NoticeFacts) => {
        const message = messages.find(one => one.id === id)
        if (message !== undefined) message.facts = facts
      },
      notify: async ({ userId, facts }: { userId: string | null; facts: NoticeFacts }) => {
        messages.push({ id: `m${messages.length}`, userId, facts })
        return 'm'
      },
    },
    requestDelivery: async () => {
      state.deliveries += 1
    },
  }
  const said = () =>
    messages.map(({ userId, facts }) => {
      if (facts.kind === 'unlisted')
        return [
          userId,
          ...facts.people.map(({ id }) => id),
          ...facts.answered.map(one => one.as),
          isOpen(facts),
        ]
      return facts.kind === 'unlisted_count' ? ['channel', facts.all, isOpen(facts)] : []
    })
  return { state, messages, said, follow: () => followUnlisted(world, 'T1') }
}

test('each administrator is asked once, but not about themselves, and the channel is told a number', async () => {
  const { state, said, follow } = workspace()
  await follow()
  expect([said(), state.deliveries]).toEqual([[], 0])
  state.open = [missing('1', at(0)), missing('2', at(0), 'UBEN')]
  await follow()
  const told = [
    ['UADA', '1', '2', true],
    ['UBEN', '1', true],
    ['channel', 2, true],
  ]
  expect([said(), state.deliveries]).toEqual([told, 1])
  await follow()
  expect([said(), state.deliveries]).toEqual([told, 1])
  // Another one, and somebody else who administers.
  state.open = [...state.open, missing('3', at(1))]
  state.admins = ['UADA', 'UCLE']
  await follow()
  expect(said()).toEqual([
    ['UADA', '1', '2', '3', true],
    ['UBEN', 'deactivated', false],
    ['channel', 3, true],
    ['UCLE', '1', '2', '3', true],
  ])
})

test('what was answered is said, and the messages close with the last one', async () => {
  const { state, said, follow } = workspace()
  state.admins = ['UADA']
  state.open = [missing('1', at(0)), missing('2', at(0))]
  await follow()
  const list = { gone: true, missingSince: at(-1), stillHereAt: at(2) }
  state.person = cardPerson({ said: [saidOf('list', list), saidOf('slack')] })
  state.open = [missing('2', at(0))]
  await follow()
  expect(said()).toEqual([
    ['UADA', '2', 'still_here', true],
    ['channel', 1, true],
  ])
  state.person = cardPerson({ endAt: at(1), said: [saidOf('list', list), saidOf('slack')] })
  state.open = []
  await follow()
  expect(said()).toEqual([
    ['UADA', 'still_here', 'left', false],
    ['channel', 1, false],
  ])
  const { deliveries } = state
  await follow()
  expect(state.deliveries).toBe(deliveries)
  // Lost again, it is asked anew.
  state.open = [missing('1', at(9))]
  await follow()
  expect(said().slice(2)).toEqual([
    ['UADA', '1', true],
    ['channel', 1, true],
  ])
})

test('it is due as a leaver is, and becomes overdue', async () => {
  const { state, messages, follow } = workspace()
  state.open = [missing('1', at(0)), missing('2', at(5))]
  await follow()
  const urgencies = () =>
    messages.map(({ facts }) => 'dueAt' in facts && [facts.dueAt.getTime() - start, facts.overdue])
  expect(urgencies()).toEqual(Array(3).fill([24 * hour, false]))
  state.now = at(24)
  await follow()
  expect(urgencies()).toEqual(Array(3).fill([24 * hour, true]))
})

test('without a channel only administrators hear of it, and where nobody else administers nobody is asked', async () => {
  const { state, messages, said, follow } = workspace()
  state.channel = null
  state.open = [missing('1', at(0), 'UADA')]
  state.admins = ['UADA']
  await follow()
  expect(said()).toEqual([])
  state.channel = 'C1'
  await follow()
  expect(messages.map(({ facts }) => facts)).toMatchObject([{ kind: 'unlisted_count', all: 1, asked: false }])
})
