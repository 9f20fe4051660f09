import { beforeEach, expect, test } from 'vitest'
import type { AlertFacts } from '../domain/alert.ts'
import { type DueAlert, deliverAlerts } from './deliver-alerts.ts'

const start = new Date('2026-11-24T09:00:00Z')

const facts: AlertFacts = {
  kind: 'connection',
  organizationName: 'Juniper',
  miroOrgId: '30',
  trouble: 'reconnect_needed',
  since: start,
  lastCompleteSyncAt: null,
  fixedAt: null,
}

const slackError = (kind: string, more: object = {}) =>
  Object.assign(new Error(kind), {
    kind,
    code: kind,
    permanent: false,
    outcomeUnknown: false,
    retryAfterSeconds: null,
    ...more,
  })

type Message = { ts: string; key: string; edits: number; maybeDouble: boolean }

let now: Date
type Writable<T> = { -readonly [K in keyof T]: T[K] }

let row: Writable<DueAlert> & {
  nextTryAt: Date
  sent: number
  lastError: string | null
  maybeDouble: boolean
}
let channel: Message[]
let workspace: {
  alertChannelId: string | null
  alertChannelPublic: boolean
  alertChannelSetBy: string
  trouble: string | null
}
let told: string[]
/** What the next posts run into, in order. */
let faults: ((store: () => Message) => Message)[]
let canLookUp: boolean

beforeEach(() => {
  now = start
  row = {
    workspaceId: 'T1',
    id: 'alert-1',
    userId: null,
    state: 'pending',
    channelId: null,
    ts: null,
    wanted: 1,
    sent: 0,
    attempts: 0,
    createdAt: start,
    nextTryAt: start,
    lastError: null,
    maybeDouble: false,
  }
  channel = []
  workspace = { alertChannelId: 'C1', alertChannelPublic: false, alertChannelSetBy: 'U0ADA', trouble: null }
  told = []
  faults = []
  canLookUp = true
})

const deliver = (current: AlertFacts = facts) =>
  deliverAlerts({
    clock: () => now,
    onFailure: () => {},
    alerts: {
      due: async () =>
        row.sent < row.wanted && row.state !== 'dropped' && row.nextTryAt <= now ? [{ ...row }] : [],
      claim: async (_, at, lease) => {
        row.attempts += 1
        row.nextTryAt = new Date(at.getTime() + lease)
        if (row.ts === null) row.state = 'sending'
        return true
      },
      facts: async () => current,
      posted: async (_, sent, at) =>
        void Object.assign(row, { ...sent, sent: sent.version, state: 'sent', nextTryAt: at }),
      updated: async (_, sent, at) =>
        void Object.assign(row, { sent: sent.version, state: 'sent', nextTryAt: at }),
      failed: async (_, failure) => void Object.assign(row, { ...failure, lastError: failure.error }),
      lost: async (_, at) =>
        void Object.assign(row, { ts: null, channelId: null, state: 'pending', nextTryAt: at }),
      drop: async () => void Object.assign(row, { state: 'dropped' }),
    },
    workspaces: {
      get: async () => workspace,
      setAlertChannelTrouble: async (_, trouble) => {
        const changed = workspace.trouble !== trouble
        workspace.trouble = trouble
        return changed
      },
    },
    slack: {
      post: async (channelId, _, { key, maybeDouble }) => {
        const store = (): Message => {
          const message = { ts: String(channel.length + 1), key, edits: 0, maybeDouble }
          channel.push(message)
          return message
        }
        return { channelId, ts: (faults.shift() ?? (store => store()))(store).ts }
      },
      update: async (_, ts) => {
        const message = channel.find(one => one.ts === ts)
        if (message === undefined) throw slackError('message_not_found')
        message.edits += 1
      },
      find: async (_, key) => {
        if (!canLookUp) throw slackError('missing_scope')
        return channel.find(message => message.key === key) ?? null
      },
      tellChannelTrouble: async (userId, { trouble }) => void told.push(`${userId} ${trouble}`),
    },
  })

const later = (minutes: number) => {
  now = new Date(now.getTime() + minutes * 60_000)
}

const lostAnswer = (): never => {
  throw slackError('unavailable', { outcomeUnknown: true })
}

test('posts once, and edits what it posted', async () => {
  await deliver()
  await deliver()
  row.wanted = 2
  await deliver()
  expect([channel, row.state]).toEqual([[{ ts: '1', key: 'alert-1', edits: 1, maybeDouble: false }], 'sent'])
})

test('a post whose answer was lost is found, not repeated', async () => {
  faults.push(store => {
    store()
    return lostAnswer()
  })
  await deliver()
  later(1)
  await deliver()
  expect([channel.length, row.ts, row.maybeDouble]).toEqual([1, '1', false])
})

test('a post that never arrived is repeated', async () => {
  faults.push(lostAnswer)
  await deliver()
  later(1)
  await deliver()
  expect([channel.length, row.ts]).toEqual([1, '1'])
})

test('without the permission to look, it is repeated once and marked as possibly double', async () => {
  canLookUp = false
  faults.push(store => {
    store()
    return lostAnswer()
  })
  await deliver()
  later(1)
  await deliver()
  expect([channel.map(message => message.maybeDouble), row.maybeDouble, row.state]).toEqual([
    [false, true],
    true,
    'sent',
  ])
})

test('a process that died between posting and recording leaves one message', async () => {
  row.state = 'sending'
  row.nextTryAt = start
  channel.push({ ts: '1', key: 'alert-1', edits: 0, maybeDouble: false })
  await deliver()
  expect([channel.length, row.ts]).toEqual([1, '1'])
})

test('a rate limit is waited for', async () => {
  faults.push(() => {
    throw slackError('rate_limited', { retryAfterSeconds: 30 })
  })
  await deliver()
  expect([row.state, row.nextTryAt]).toEqual(['pending', new Date(start.getTime() + 30_000)])
})

test('trouble with the channel is told once, and the alert waits', async () => {
  const refuse = () => {
    throw slackError('not_in_channel', { permanent: true })
  }
  faults.push(refuse, refuse)
  await deliver()
  later(60)
  await deliver()
  expect([told, row.state]).toEqual([['U0ADA not_in_channel'], 'pending'])
  later(60)
  await deliver()
  expect([channel.length, workspace.trouble]).toEqual([1, null])
})

test('a message somebody deleted is posted again once', async () => {
  await deliver()
  channel = []
  row.wanted = 2
  await deliver()
  await deliver()
  expect([channel.length, row.state]).toEqual([1, 'sent'])
})

test('without a channel it waits, and nothing is posted', async () => {
  workspace.alertChannelId = null
  await deliver()
  expect([channel, row.state, row.lastError]).toEqual([[], 'pending', 'no_channel'])
})

test('what closed before anybody saw it is never posted', async () => {
  await deliver({ ...facts, fixedAt: start })
  expect([channel, row.state]).toEqual([[], 'dropped'])
})
