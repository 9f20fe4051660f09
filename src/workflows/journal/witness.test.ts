import { expect, test } from 'vitest'
import { keepWitness } from './witness.ts'

const saturday = '2026-11-07T09:00:00Z'
const monday = '2026-11-09T09:00:00Z'
const workspace = { id: 'T1', timeZone: null, alertChannelId: 'C1' }
const head = { number: 3, hash: 'ab' }

/** What is added at a moment; nothing is due to be delivered. */
async function added(now: string, more: Readonly<Record<string, unknown>> = {}): Promise<string[]> {
  const facts = { workspace, head, month: { state: 'sent' }, day: null, ...more }
  const said: string[] = []
  const world = {
    clock: () => new Date(now),
    startedWith: { timeZone: 'UTC' },
    workspaces: { get: async () => facts.workspace },
    journal: { head: async () => facts.head },
    signingKeys: { current: async () => ({ id: '1', publicKey: 'x', fingerprint: 'cd' }) },
    witnesses: {
      month: async () => facts.month,
      day: async () => facts.day,
      due: async () => [],
      addMonth: async (_: string, { month, channelId }: { month: string; channelId: string }) =>
        void said.push(`${month} in ${channelId}`),
      addDay: async (_: string, day: string, { words }: { words: string }) =>
        void said.push(`${day}: ${words}`),
    },
  }
  await keepWitness(world as unknown as Parameters<typeof keepWitness>[0], 'T1')
  return said
}

const reply = (day: number, date = `2026-11-0${day}`) =>
  `${date}: Record of Miro access on ${day} November 2026: block 3, hash ab, signing key cd`

test.each([
  ['a day', monday, {}, [reply(9)]],
  ['also at the weekend', saturday, {}, [reply(7)]],
  ['not before 09:00', '2026-11-09T08:59:59Z', {}, []],
  ['not twice', monday, { day: { state: 'sent' } }, []],
  ['not while it may stand', monday, { day: { state: 'sending' } }, []],
  ['a month first', monday, { month: null }, ['2026-11 in C1', reply(9)]],
  ['no month at the weekend', saturday, { month: null }, []],
  [
    'a month in the channel of now, where the day still waits',
    monday,
    { month: null, day: { state: 'pending' } },
    ['2026-11 in C1'],
  ],
  ['nothing while nothing is sealed', monday, { head: null, month: null }, []],
  ['nothing without an alert channel', monday, { workspace: { ...workspace, alertChannelId: null } }, []],
  ['nothing for nobody', monday, { workspace: null }, []],
  [
    'by the clocks of the workspace',
    monday,
    { workspace: { ...workspace, timeZone: 'America/New_York' } },
    [],
  ],
] as const)('%s', async (_, now, more, expected) => {
  expect(await added(now, more)).toEqual(expected)
})
