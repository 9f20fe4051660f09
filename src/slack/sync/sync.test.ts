import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readable } from '../../../test/support/slack-text.ts'
import { startSlack } from '../../../test/support/slack-workspace.ts'
import type { Log } from '../../log.ts'
import type { LocalSlack } from '../../sandbox/slack/local-slack.ts'
import type { SyncProgress } from '../../workflows/sync/run-sync.ts'
import { openClients } from '../frame/clients.ts'
import { openInstallation } from '../frame/installation.ts'
import { openLivingMessage } from '../frame/living-message.ts'
import { syncProgress } from './progress.ts'
import { duration, progressMessage } from './view.ts'

const log: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {}, child: () => log }
const startedAt = new Date('2026-11-24T10:00:00Z')

const facts = (more: Partial<SyncProgress> = {}): SyncProgress => ({
  phase: 'accounts',
  accountsRead: 4300,
  peopleRead: 250,
  startedAt,
  now: new Date('2026-11-24T10:01:15Z'),
  result: null,
  problem: null,
  ...more,
})

const shown = (more: Partial<SyncProgress> = {}): string => readable(progressMessage(facts(more)))

test.each([
  [0, '0 s'],
  [59_999, '59 s'],
  [75_400, '1 min 15 s'],
  [3_720_000, '1 h 2 min'],
])('%i ms are %s', (milliseconds, text) => {
  expect(duration(milliseconds)).toBe(text)
})

test('until its job is stored it says what to do when nothing comes of it', () => {
  expect(shown({ phase: 'asked' })).toMatchInlineSnapshot(`
    "notification: Sync requested. It starts in a moment. If this still stands here in a minute, try again: \`/miro sync\`.
    Sync requested. It starts in a moment. If this still stands here in a minute, try again: \`/miro sync\`."
  `)
})

test('the message shows phase, what was read and how long it runs', () => {
  expect(shown()).toMatchInlineSnapshot(`
    "notification: Sync running · Miro accounts
    *Sync running · Miro accounts*
    4,300 accounts and 250 people synced.
    (Running for 1 min 15 s. The first sync takes about 2 minutes for 3,000 accounts.)"
  `)
})

test('after the first sync it counts towards what there was, and says how long that takes', () => {
  expect(shown({ accountsKnown: 6000 }).split('\n').slice(2)).toMatchInlineSnapshot(`
    [
      "4,300 of about 6,000 accounts and 250 people synced.",
      "(Running for 1 min 15 s. About 4 minutes in all.)",
    ]
  `)
  expect(shown({ accountsKnown: 6000, phase: 'checks' })).toContain('4,300 accounts and 250 people synced.')
})

test('it ends with what changed', () => {
  expect(shown({ phase: 'done', result: { added: 3, changed: 2, gone: 1, open: 5 } })).toMatchInlineSnapshot(`
    "notification: Sync complete · 4,300 accounts in 1 min 15 s
    *Sync complete · 4,300 accounts in 1 min 15 s*
    3 new, 2 changed, 1 gone. 5 findings are open.
    [Open the checks → checks.open]
    (Finished <!date^1795514475^{date_short_pretty} at {time}|24 Nov 2026 at 10:01 UTC>.)"
  `)
})

test('it ends with what stopped it and what to do', () => {
  expect(shown({ phase: 'failed', problem: 'reconnect_needed' })).toMatchInlineSnapshot(`
    "notification: Sync not complete. Miro no longer accepts the bot’s access. Reconnect as a Company Admin. We still use the data of the last complete sync.
    *Sync not complete*
    Miro no longer accepts the bot’s access. Reconnect as a Company Admin. We still use the data of the last complete sync.
    [Reconnect → connect.open]
    (4,300 accounts and 250 people synced. Stopped <!date^1795514475^{date_short_pretty} at {time}|24 Nov 2026 at 10:01 UTC> after 1 min 15 s.)"
  `)
  expect(shown({ phase: 'failed', problem: 'unavailable' })).toMatchInlineSnapshot(`
    "notification: Sync not complete. Miro did not answer (tried several times). We still use the data of the last complete sync. Try again in a few minutes.
    *Sync not complete*
    Miro did not answer (tried several times). We still use the data of the last complete sync. Try again in a few minutes.
    [Try again → sync.now]
    (4,300 accounts and 250 people synced. Stopped <!date^1795514475^{date_short_pretty} at {time}|24 Nov 2026 at 10:01 UTC> after 1 min 15 s.)"
  `)
  const because = 'The disk that holds /data is nearly full. Free some space.'
  expect(shown({ phase: 'failed', problem: 'stopped', because })).toContain(
    `*Sync not complete*\n${because}\n[Try again`,
  )
  expect(shown({ phase: 'failed', problem: 'stopped', because: null })).toContain(
    '*Sync not complete*\nThe bot could not finish it. We still use the data of the last complete sync. Try again in a few minutes.',
  )
  expect(shown({ phase: 'held', problem: 'held' })).toMatchInlineSnapshot(`
    "notification: Sync waits for a decision
    *Sync waits for a decision*
    Miro’s list changed so much that an administrator has to decide first. We still use the data of the last complete sync. The alert about it has the buttons to decide.
    (4,300 accounts and 250 people synced. Stopped <!date^1795514475^{date_short_pretty} at {time}|24 Nov 2026 at 10:01 UTC>.)"
  `)
  expect(shown({ phase: 'already' })).toMatchInlineSnapshot(`
    "notification: A sync was already running
    *A sync was already running*
    4,300 accounts synced by then. It began <!date^1795514400^{date_short_pretty} at {time}|24 Nov 2026 at 10:00 UTC>.
    (Its own message shows how it ends.)"
  `)
})

describe('progress', () => {
  let slack: LocalSlack
  beforeEach(async () => {
    slack = await startSlack()
  })
  afterEach(() => slack.stop())

  const opened = (pauseMs: number) => {
    const { once } = openClients({
      installation: openInstallation(),
      botToken: 'xoxb-local',
      apiUrl: slack.apiUrl,
      log,
    })
    return openLivingMessage(once, syncProgress, pauseMs)
  }

  test('one message is edited, what comes too fast is left out, and the last is shown', async () => {
    const progress = opened(30)
    const place = await progress.start('U0ADA', facts({ phase: 'staff' }))
    for (let read = 1; read <= 50; read += 1) void progress.update(place, facts({ accountsRead: read }))
    await progress.update(place, facts({ phase: 'done' }))
    expect(slack.as('U0ADA').dm.map(({ text }) => text)).toEqual([
      'Sync complete · 4,300 accounts in 1 min 15 s',
    ])
    expect(slack.calls('chat.update').length).toBeLessThanOrEqual(3)
  })

  test('the end is shown also when Slack asks to slow down', async () => {
    const progress = opened(1)
    const place = await progress.start('U0ADA', facts({ phase: 'staff' }))
    slack.faults.push({ method: 'chat.update', do: { rateLimited: 1 } })
    await progress.update(place, facts({ phase: 'done' }))
    expect(slack.as('U0ADA').dm.at(-1)?.text).toBe('Sync complete · 4,300 accounts in 1 min 15 s')
  })

  test('a sync does not fail because its message was deleted', async () => {
    const progress = opened(1)
    await expect(progress.update({ channel: 'C0OPS', ts: '1.000001' }, facts())).resolves.toBeUndefined()
  })
})
