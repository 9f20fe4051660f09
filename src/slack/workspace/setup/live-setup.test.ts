import { expect, test } from 'vitest'
import { setup } from '../../../../test/support/slack-samples.ts'
import type { Setup } from '../../../workflows/workspace/read-setup.ts'
import { openLiveSetup } from './live-setup.ts'

const who = { workspaceId: 'T1', slackUserId: 'U1' }
const [connection] = setup().connections
if (connection === undefined) throw new Error('the sample has no connection')
const later: Setup = setup({ connections: [{ ...connection, critical: true }] })

/** A message in Slack whose first edit arrives only when it is let through. */
function world(read: () => Setup) {
  const shown: string[] = []
  let letThrough = () => {}
  const held = new Promise<void>(resolve => {
    letThrough = resolve
  })
  let edits = 0
  const chat = {
    postMessage: async () => ({ ok: true, channel: 'D1', ts: '1.1' }),
    update: async (edit: { blocks?: unknown }) => {
      edits += 1
      if (edits === 1) await held
      shown.push(JSON.stringify(edit.blocks))
      return { ok: true }
    },
  }
  const log = { warn: () => {} }
  const messages = openLiveSetup({
    clients: { interactive: { chat } },
    readSetup: async () => read(),
    log,
  } as unknown as Parameters<typeof openLiveSetup>[0])
  return { messages, shown, letThrough: () => letThrough(), edits: () => edits }
}

test('an edit that arrives late does not take a step back', async () => {
  let known = setup()
  const { messages, shown, letThrough } = world(() => known)
  await messages.post(who, known)
  const slow = messages.refresh('T1')
  await new Promise(setImmediate)
  known = later
  await messages.refresh('T1')
  letThrough()
  expect(await slow).toEqual(later)
  expect(shown.length).toBe(3)
  expect(shown[0]).toContain('Miro is a critical system')
  expect(shown[1]).not.toContain('Miro is a critical system')
  expect(shown[2]).toBe(shown[0])
})

test('what changed while it was being posted is shown by one edit', async () => {
  const { messages, shown, letThrough } = world(() => later)
  letThrough()
  await messages.post(who, setup())
  expect(shown.length).toBe(1)
  expect(shown[0]).toContain('Miro is a critical system')
})

test('that the first sync began while it was being posted is no news; that it ended is', async () => {
  const waiting = setup({ connections: [{ ...connection, lastCompleteSyncAt: null }] })
  const running = setup({
    connections: [{ ...connection, lastCompleteSyncAt: null, firstSyncRunning: true }],
  })
  let known = running
  const { messages, edits, letThrough } = world(() => known)
  letThrough()
  await messages.post(who, waiting)
  expect(edits()).toBe(0)
  known = setup()
  await messages.post(who, running)
  expect(edits()).toBe(1)
})

test('what did not change is edited once, and where no message is known nothing is', async () => {
  const { messages, edits, letThrough } = world(() => later)
  letThrough()
  expect([await messages.refresh('T1'), edits()]).toEqual([later, 0])
  await messages.post(who, later)
  expect([await messages.refresh('T1'), edits()]).toEqual([later, 1])
})
