import { expect, test } from 'vitest'
import { runRow } from '../../../test/support/row-samples.ts'
import { click, many, noon, screen } from '../../../test/support/slack-samples.ts'
import { readable } from '../../../test/support/slack-text.ts'
import { readHeldLosses } from '../../workflows/sync/read-held.ts'
import type { Listener } from '../frame/listener.ts'
import { heldSyncIds } from '../ids/sync.ts'
import { heldSyncListeners } from './held-handlers.ts'

const account = (at: number) => ({
  id: String(at).padStart(3, '0'),
  called: at === 2 ? null : `${at}@juniper.example`,
  name: at === 1 ? 'Carla Mendes' : null,
})

/** What *Show all* shows of a run that would lose so many accounts. */
async function pressed(value: string, { losing = 18, state = 'held' as 'held' | 'complete' } = {}) {
  const all = many(losing, account)
  const from = (after: string | null, limit: number) =>
    all.filter(({ id }) => after === null || id > after).slice(0, limit)
  const change = { before: 77, after: 59, gone: losing, sample: [] }
  const listeners = heldSyncListeners({
    decideHeld: async () => ({ outcome: 'done' }),
    readHeldLosses: input =>
      readHeldLosses(
        {
          clock: () => noon,
          runs: { get: async (_, id) => (id === 'r1' ? runRow({ id, state, change }) : null) },
          accountSync: { losing: async (_, after, limit) => from(after, limit) },
          staffSync: { losing: async () => [] },
        },
        input,
      ),
  })
  const shown = screen()
  const listener = listeners.find(
    (each): each is Listener & { kind: 'action' } => 'id' in each && each.id === heldSyncIds.showAll,
  )
  await listener?.handle(click(shown.answer, value))
  return shown.views.map(readable).join('\n')
}

test('names every account that would go, the person too where one is known', async () => {
  const lines = (await pressed('{"r":"r1"}')).split('\n')
  expect(lines.slice(0, 4)).toMatchInlineSnapshot(`
    [
      "18 Miro accounts disappeared or were deactivated. Nothing changes until you decide in the message.",
      "• \`0@juniper.example\`",
      "• *Carla Mendes* \`1@juniper.example\`",
      "• Miro id \`002\`",
    ]
  `)
  expect(lines.filter(line => line.startsWith('• '))).toHaveLength(18)
})

test('page by page', async () => {
  const first = await pressed('{"r":"r1"}', { losing: 50 })
  expect(first.split('\n').at(-1)).toMatchInlineSnapshot(
    `"[Next → held_sync.next {"r":"r1","p":["039"],"n":1}]"`,
  )
  const next = await pressed('{"r":"r1","p":["039"],"n":1}', { losing: 50 })
  expect(next).toContain('`40@juniper.example`')
  expect(next.split('\n').at(-1)).toMatchInlineSnapshot(
    `"[Back → held_sync.previous {"r":"r1","p":[],"n":0}]"`,
  )
})

test.each([
  ['decided meanwhile', '{"r":"r1"}', { state: 'complete' as const }],
  ['unknown', '{"r":"r9"}', {}],
  ['nothing of ours', 'x', {}],
])('says that there is nothing to decide: %s', async (_, value, more) => {
  expect(await pressed(value, more)).toMatch(/^Nothing to decide any more/)
})
