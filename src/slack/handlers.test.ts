import { expect, test } from 'vitest'
import type { Workflows } from '../workflows/for-slack.ts'
import type { SyncRequested } from '../workflows/sync/request-sync.ts'
import type { SyncProgress } from '../workflows/sync/run-sync.ts'
import type { ActionAsked, ActionListener, Listener, WordAsked, WordListener } from './frame/listener.ts'
import { peopleListeners } from './people/events.ts'
import { syncListeners } from './sync/handlers.ts'
import { heldSyncListeners } from './sync/held-handlers.ts'
import { helpListeners } from './workspace/help/handlers.ts'
import { revokesBot } from './workspace/uninstall.ts'

const who = { workspaceId: 'T1', slackUserId: 'U0ADA' }

/** What the person is told, line by line. */
function hearing() {
  const heard: string[] = []
  const answer = {
    show: async () => {},
    showMore: async () => {},
    say: async ({ text }: { text: string }) => void heard.push(text),
    viewId: null,
    isOnTop: false,
  }
  const word = (text: string): WordAsked => ({ who, answer, text, channelId: 'C1' })
  const click = (value: string): ActionAsked => ({
    who,
    answer,
    value,
    chosen: [],
    channelId: 'C1',
    messageTs: null,
    metadata: '',
    state: {},
  })
  return { heard, word, click }
}

const theWord = (all: readonly Listener[], name: string): WordListener => {
  const found = all.find(each => each.kind === 'word' && each.word === name)
  if (found?.kind !== 'word') throw new Error(`no word ${name}`)
  return found
}

const theAction = (all: readonly Listener[], id: string): ActionListener => {
  const found = all.find(each => each.kind === 'action' && each.id === id)
  if (found?.kind !== 'action') throw new Error(`no action ${id}`)
  return found
}

const setup = (connections: number) =>
  (async () => ({
    slackAdmins: ['U0ADA'],
    connections: Array.from({ length: connections }),
    disconnected: [],
  })) as unknown as Workflows['readSetup']

function syncing(connections: number, outcome: SyncRequested | Error) {
  const edits: SyncProgress['phase'][] = []
  const ends: SyncProgress[] = []
  const asked: unknown[] = []
  const listeners = syncListeners({
    workflows: {
      readSetup: setup(connections),
      requestSync: async input => {
        asked.push(input)
        if (outcome instanceof Error) throw outcome
        return outcome
      },
    },
    progress: {
      start: async () => ({ channel: 'D1', ts: '1.1' }),
      update: async (_place, facts) => {
        edits.push(facts.phase)
        ends.push(facts)
      },
    },
    clock: () => new Date(0),
  })
  return { listeners, edits, ends, asked }
}

test('/miro sync starts one, and points to where its progress is', async () => {
  const { listeners, edits, asked } = syncing(1, {
    outcome: 'started',
    accountsRead: 0,
    startedAt: new Date(0),
  })
  const { heard, word } = hearing()
  await theWord(listeners, 'sync').handle(word(''))
  expect({ heard, edits, asked }).toEqual({
    heard: ['Sync requested. Its progress is in your direct messages with this bot.'],
    edits: [],
    asked: [{ workspaceId: 'T1', by: 'U0ADA', progress: { channel: 'D1', ts: '1.1' } }],
  })
})

test('/miro sync beside a running one says so, and without a connection how to get one', async () => {
  const running = syncing(1, { outcome: 'already_running', accountsRead: 5, startedAt: new Date(0) })
  await theWord(running.listeners, 'sync').handle(hearing().word(''))
  expect(running.edits).toEqual(['already'])
  const { heard, word } = hearing()
  const none = syncing(0, { outcome: 'not_connected' })
  await theWord(none.listeners, 'sync').handle(word(''))
  expect({ heard, asked: none.asked }).toEqual({ heard: ['Miro is not connected yet'], asked: [] })
})

test('/miro sync that the database did not take says so, and nothing of Miro', async () => {
  const lost = Object.assign(new Error('terminated'), { code: '57P01' })
  const { listeners, ends } = syncing(1, lost)
  await expect(theWord(listeners, 'sync').handle(hearing().word(''))).rejects.toBe(lost)
  expect(ends).toMatchObject([
    {
      phase: 'failed',
      problem: 'stopped',
      because: 'The bot cannot reach its database. Nothing was changed. Try again in a few minutes.',
    },
  ])
})

test('the buttons of what is held decide once; a forged value decides nothing', async () => {
  const decided: unknown[] = []
  const decide = async (input: object) => {
    decided.push(input)
    return { outcome: decided.length === 1 ? ('done' as const) : ('out_of_date' as const) }
  }
  const listeners = heldSyncListeners({
    decideHeld: decide,
    readHeldLosses: async () => ({ outcome: 'out_of_date' }),
  })
  const { heard, click } = hearing()
  await theAction(listeners, 'held_sync.apply').handle(click('run-1'))
  await theAction(listeners, 'held_sync.retry').handle(click('run-1'))
  await theAction(listeners, 'held_sync.apply').handle(click("run-1' or 1=1"))
  await theAction(listeners, 'held_sync.retry').handle(click('held-1'))
  const gone = 'Nothing to decide any more: somebody decided already, or a newer sync replaced it.'
  expect(heard).toEqual(['Applying it. The message closes when that is done.', gone, gone, gone])
  expect(decided).toEqual([
    { workspaceId: 'T1', runId: 'run-1', by: 'U0ADA', decision: 'apply' },
    { workspaceId: 'T1', runId: 'run-1', by: 'U0ADA', decision: 'retry' },
    { workspaceId: 'T1', runId: 'held-1', by: 'U0ADA', decision: 'retry' },
  ])
})

test('help names an unknown word back with the nearest command', async () => {
  const all: Listener[] = helpListeners(
    { readSetup: setup(0), standing: async () => ({ as: 'admin' }) },
    () => [theWord(all, 'help')],
    null,
  )
  const { heard, word } = hearing()
  await theWord(all, 'help').handle(word('hlep <!here>'))
  await theWord(all, 'help').handle(word(''))
  expect(heard).toEqual(['There is no command `hlep`.', 'What the Miro access bot does'])
})

test.each([
  [{ tokens: { bot: ['U1'], oauth: [] } }, true],
  [{ tokens: { oauth: ['U1'] } }, false],
  [{}, false],
])('%j revokes the bot: %s', (event, revokes) => {
  expect(revokesBot(event)).toBe(revokes)
})

test('an event about a person is noted by its id, and what is none is not', async () => {
  const noted: unknown[] = []
  const [changed, joined] = peopleListeners({
    notePersonEvent: async event => void noted.push(event),
    noteGroupEvent: async () => {},
  })
  if (changed?.kind !== 'event' || joined?.kind !== 'event') throw new Error('no events')
  await changed.handle({
    workspaceId: 'T1',
    id: 'E1',
    event: { user: { id: 'U1', deleted: true, name: 'x' } },
  })
  await joined.handle({ workspaceId: 'T1', id: 'E2', event: { user: { id: 'U2' } } })
  await joined.handle({ workspaceId: 'T1', id: 'E3', event: { user: 'U3' } })
  expect(noted).toEqual([
    { workspaceId: 'T1', id: 'E1', type: 'user_change', slackUserId: 'U1', urgent: true },
    { workspaceId: 'T1', id: 'E2', type: 'team_join', slackUserId: 'U2', urgent: false },
  ])
})

test('an event about a user group is noted, and what is none is not', async () => {
  let noted = 0
  const all = peopleListeners({
    notePersonEvent: async () => {},
    noteGroupEvent: async () => {
      noted += 1
    },
  })
  const counts: number[] = []
  for (const event of [{ subteam: { id: 'S1' } }, { subteam_id: 'S1' }, { subteam: 'S1' }, null]) {
    const listener = all.find(each => each.kind === 'event' && each.name === 'subteam_members_changed')
    if (listener?.kind === 'event') await listener.handle({ workspaceId: 'T1', id: 'E1', event })
    counts.push(noted)
  }
  expect(counts).toEqual([1, 2, 2, 2])
})
