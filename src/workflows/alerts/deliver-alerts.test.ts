import { beforeEach, expect, test } from 'vitest'
import { workspaceRow } from '../../../test/support/row-samples.ts'
import type { AlertFacts, NoticeFacts } from '../../domain/alert.ts'
import { ForeignFailure } from '../../domain/foreign-failure.ts'
import type { Answer } from '../uses.ts'
import { deliverAlerts } from './deliver-alerts.ts'
import type { DueAlert } from './post-once.ts'

const start = new Date('2026-11-24T09:00:00Z')

const facts: AlertFacts = {
  kind: 'connection',
  organizationName: 'Juniper',
  miroOrgId: '30',
  trouble: 'reconnect_needed',
  because: null,
  since: start,
  lastCompleteSyncAt: null,
  fixedAt: null,
}

const slackError = (kind: string, more: object = {}) =>
  Object.assign(new ForeignFailure(kind), {
    kind,
    code: kind,
    permanent: false,
    outcomeUnknown: false,
    retryAfterSeconds: null,
    ...more,
  })

type Message = {
  ts: string
  channelId: string
  key: string
  edits: number
  mask: boolean
  maybeDouble: boolean
  thread?: string
}
type Channel = Answer<'channels.info'>

const found = (more: { isPublic?: boolean; isShared?: boolean }): Channel => ({
  ...{
    outcome: 'found',
    name: 'access',
    isPublic: false,
    isShared: false,
    isArchived: false,
    isMember: true,
  },
  ...more,
})

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
  alertChannelTrouble: string | null
  alertChannelFence: number
  maskNames: 'automatic' | 'always' | 'never'
}
/** What Slack says of the alert channel. */
let room: Channel
let asked: number
let told: string[]
/** The open message about the channel. */
let notice: NoticeFacts | null
/** What the next posts run into, in order. */
let faults: ((store: () => Message) => Message)[]
/** The same for edits. */
let editFaults: (() => never)[]
let canLookUp: boolean
/** Where yesterday's list stands. */
let older: string | null
/** What happens right after the workspace was read, in order. */
let meanwhile: (() => void)[]
/** What happens right before a message about the channel is added. */
let beforeTold: () => void
/** Says again that the message under way is ours. */
let keepUp: () => void
let beats: number[]

beforeEach(() => {
  now = start
  row = {
    workspaceId: 'T1',
    id: 'alert-1',
    kind: 'connection',
    userId: null,
    state: 'pending',
    channelId: null,
    ts: null,
    wanted: 1,
    sent: 0,
    attempts: 0,
    createdAt: start,
    ...{ threadOf: null, threadChannelId: null, threadTs: null, broadcast: false },
    nextTryAt: start,
    lastError: null,
    maybeDouble: false,
  }
  channel = []
  workspace = {
    alertChannelId: 'C1',
    alertChannelPublic: false,
    alertChannelSetBy: 'U0ADA',
    alertChannelTrouble: null,
    alertChannelFence: 0,
    maskNames: 'automatic',
  }
  room = found({})
  asked = 0
  told = []
  notice = null
  faults = []
  editFaults = []
  canLookUp = true
  older = null
  meanwhile = []
  beforeTold = () => {}
  keepUp = () => {}
  beats = []
})

const deliver = (current: AlertFacts = facts) => deliverWith({ current })

const deliverWith = ({
  current = facts,
  info = () => room,
}: {
  current?: AlertFacts
  info?: () => Channel
}) =>
  deliverAlerts({
    clock: () => now,
    log: { info: () => {}, warn: () => {} },
    every: (milliseconds, beat) => {
      beats.push(milliseconds)
      keepUp = beat
      return () => {
        keepUp = () => {}
      }
    },
    alerts: {
      due: async () =>
        row.sent < row.wanted && row.state !== 'dropped' && row.nextTryAt <= now ? [{ ...row }] : [],
      claim: async (_, at, lease) => {
        row.attempts += 1
        row.nextTryAt = new Date(at.getTime() + lease)
        if (row.ts === null) row.state = 'sending'
        return true
      },
      keep: async (_, at, lease) => {
        row.nextTryAt = new Date(at.getTime() + lease)
        return true
      },
      facts: async () => current,
      posting: async (_, { channelId, maybeDouble }, at, lease) => {
        Object.assign(row, { channelId, nextTryAt: new Date(at.getTime() + lease) })
        row.maybeDouble ||= maybeDouble
        return true
      },
      posted: async (_, sent, at) =>
        Boolean(Object.assign(row, { ...sent, sent: sent.version, state: 'sent', nextTryAt: at })),
      updated: async (_, sent, at) =>
        Boolean(Object.assign(row, { sent: sent.version, state: 'sent', nextTryAt: at })),
      failed: async (_, { error, nextTryAt, state, channelFence }, at) => {
        const chosen = workspace.alertChannelFence !== channelFence
        Object.assign(row, { state, nextTryAt: chosen ? at : nextTryAt, lastError: error ?? row.lastError })
        if (state === 'pending') row.channelId = null
        return true
      },
      lost: async (_, at) =>
        Boolean(Object.assign(row, { ts: null, channelId: null, state: 'pending', nextTryAt: at })),
      lookAgain: async (_, id) => Boolean(told.push(`look at ${id}`)),
      drop: async () => Boolean(Object.assign(row, { state: 'dropped' })),
      notify: async ({ userId, facts }) => {
        beforeTold()
        told.push(`${userId} ${facts.kind === 'channel' ? facts.trouble : facts.kind}`)
        notice = facts
        return 'notice'
      },
      openNotice: async () => (notice === null ? null : { id: 'notice', facts: notice }),
      changeNotice: async (_, __, facts) => {
        notice = facts.kind === 'channel' && facts.fixedAt !== null ? null : facts
      },
    },
    workspaces: {
      get: async () => {
        const known = workspaceRow(workspace)
        meanwhile.shift()?.()
        return known
      },
      setAlertChannelTrouble: async (_, trouble, fence) => {
        if (workspace.alertChannelFence !== fence || workspace.alertChannelTrouble === trouble) return false
        workspace.alertChannelTrouble = trouble
        return true
      },
      endAlertChannelTrouble: async (_, channelId) => {
        if (workspace.alertChannelId !== channelId || workspace.alertChannelTrouble === null) return false
        workspace.alertChannelTrouble = null
        return true
      },
      setAlertChannelPublic: async (_, channelId, isPublic) => {
        if (workspace.alertChannelId === channelId) workspace.alertChannelPublic = isPublic
      },
    },
    channels: {
      info: async () => {
        asked += 1
        return info()
      },
    },
    ladder: {
      olderLists: async () => (older === null ? [] : [{ id: 'older', channelId: 'C1', ts: older }]),
      takenAway: async () => {
        older = null
      },
    },
    alertSender: {
      post: async (channelId, _, { key, mask, maybeDouble, thread }) => {
        const under =
          thread === null ? {} : { thread: thread.broadcast ? `${thread.ts}, broadcast` : thread.ts }
        const store = (): Message => {
          const message = {
            ts: String(channel.length + 1),
            channelId,
            key,
            edits: 0,
            mask,
            maybeDouble,
            ...under,
          }
          channel.push(message)
          return message
        }
        return { channelId, ts: (faults.shift() ?? (store => store()))(store).ts }
      },
      update: async (channelId, ts, _, { mask }) => {
        editFaults.shift()?.()
        const message = channel.find(one => one.channelId === channelId && one.ts === ts)
        if (message === undefined) throw slackError('message_not_found')
        message.edits += 1
        message.mask = mask
      },
      remove: async (channelId, ts) => {
        channel = channel.filter(message => message.channelId !== channelId || message.ts !== ts)
      },
      find: async (channelId, key) => {
        if (!canLookUp) throw slackError('missing_scope')
        return channel.find(message => message.channelId === channelId && message.key === key) ?? null
      },
    },
  })

const message: Message = {
  ...{ ts: '1', channelId: 'C1', key: 'alert-1', edits: 0 },
  ...{ mask: false, maybeDouble: false },
}

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
  expect([channel, row.state]).toEqual([[{ ...message, edits: 1 }], 'sent'])
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

test('a message is kept for seconds, and again while it is under way, and not after that', async () => {
  const leased = () => row.nextTryAt.getTime() - start.getTime()
  const seen: number[] = []
  faults.push(store => {
    seen.push(leased())
    now = new Date(start.getTime() + 10_000)
    keepUp()
    seen.push(leased())
    return store()
  })
  await deliver()
  keepUp()
  expect([seen, leased(), beats]).toEqual([[15_000, 25_000], 10_000, [5_000]])
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
  Object.assign(row, { state: 'sending', channelId: 'C1' })
  channel.push({ ...message })
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
  expect(notice).toMatchObject({ kind: 'channel', channelId: 'C1', since: start })
  later(60)
  await deliver()
  expect([channel.length, workspace.alertChannelTrouble, notice]).toEqual([1, null, null])
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

const refused = (kind: string) => (): never => {
  throw slackError(kind, { permanent: true })
}

const choose = (alertChannelId: string) => {
  Object.assign(workspace, {
    alertChannelId,
    alertChannelTrouble: null,
    alertChannelFence: workspace.alertChannelFence + 1,
  })
}

test('a channel chosen while it was found that there is none: it is posted at once', async () => {
  workspace.alertChannelId = null
  meanwhile.push(() => choose('C1'))
  await deliver()
  expect([channel, row.state]).toEqual([[message], 'sent'])
})

test('a channel chosen while the one of before refused a post: it is posted there, and nobody is told of trouble', async () => {
  faults.push(() => {
    choose('C2')
    return refused('not_in_channel')()
  })
  await deliver()
  expect(channel).toEqual([{ ...message, channelId: 'C2' }])
  expect([told, workspace.alertChannelTrouble]).toEqual([[], null])
})

test('a channel chosen just before trouble with the one of before is told: the message about it is closed', async () => {
  faults.push(refused('not_in_channel'))
  beforeTold = () => choose('C2')
  await deliver()
  expect([told, notice]).toEqual([['U0ADA not_in_channel'], null])
})

test('what closed before anybody saw it is never posted', async () => {
  await deliver({ ...facts, fixedAt: start })
  expect([channel, row.state]).toEqual([[], 'dropped'])
})

/** Posted in C1; then C2 becomes the alert channel, and there is something new to say. */
const afterMoving = async () => {
  await deliver()
  workspace.alertChannelId = 'C2'
  row.wanted = 2
}

test('an edit in the channel of before shortens the names, whatever the new channel is', async () => {
  await afterMoving()
  await deliver()
  expect(channel).toEqual([{ ...message, edits: 1, mask: true }])
})

test('whether the channel is public is asked before posting, once for many, and remembered', async () => {
  room = found({ isPublic: true })
  await deliver()
  expect([channel, workspace.alertChannelPublic]).toEqual([[{ ...message, mask: true }], true])
  row.wanted = 2
  room = found({})
  await deliver()
  expect([channel, workspace.alertChannelPublic]).toEqual([[{ ...message, edits: 1 }], false])
  expect(asked).toBe(2)
})

test('in a channel that was shared with another company since, nothing is posted, and that is told once', async () => {
  room = found({ isShared: true })
  await deliver()
  later(60)
  await deliver()
  expect([channel, told, workspace.alertChannelTrouble]).toEqual([[], ['U0ADA shared'], 'shared'])
  expect([row.state, row.lastError]).toEqual(['pending', 'shared'])
})

test('an edit in a shared channel shortens the names, and does not end the trouble', async () => {
  await deliver()
  row.wanted = 2
  room = found({ isShared: true })
  workspace.alertChannelTrouble = 'shared'
  await deliver()
  expect([channel, workspace.alertChannelTrouble]).toEqual([[{ ...message, edits: 1, mask: true }], 'shared'])
})

test('while Slack does not say what the channel is, nothing is posted', async () => {
  const ask = () => deliverWith({ info: lostAnswer })
  await ask()
  expect([channel, row.state, row.lastError]).toEqual([[], 'pending', 'unavailable'])
})

test('what cannot be edited in the channel of before is posted in the new one, and nobody is told of trouble', async () => {
  await afterMoving()
  editFaults.push(refused('is_archived'))
  await deliver()
  expect(channel).toEqual([message, { ...message, ts: '2', channelId: 'C2' }])
  expect([row.channelId, told, workspace.alertChannelTrouble]).toEqual(['C2', [], null])
})

test('that an edit elsewhere worked does not end the trouble of the alert channel', async () => {
  await afterMoving()
  workspace.alertChannelTrouble = 'is_archived'
  await deliver()
  expect([channel[0]?.edits, workspace.alertChannelTrouble]).toEqual([1, 'is_archived'])
})

test('that an edit worked does not end a restriction of posting', async () => {
  await deliver()
  row.wanted = 2
  workspace.alertChannelTrouble = 'restricted'
  await deliver()
  expect([channel[0]?.edits, workspace.alertChannelTrouble]).toEqual([1, 'restricted'])
})

test('a post whose answer was lost is looked up where it was posted, also when the channel changed since', async () => {
  faults.push(store => {
    store()
    return lostAnswer()
  })
  await deliver()
  expect([row.state, row.channelId]).toEqual(['sending', 'C1'])
  workspace.alertChannelId = 'C2'
  later(1)
  await deliver()
  expect([channel, row.channelId]).toEqual([[{ ...message, edits: 1, mask: true }], 'C1'])
})

test('a post that was not answered and not stored goes to the channel of now', async () => {
  faults.push(lostAnswer)
  await deliver()
  workspace.alertChannelId = 'C2'
  later(1)
  await deliver()
  expect([channel, row.channelId]).toEqual([[{ ...message, channelId: 'C2' }], 'C2'])
})

test('without the permission to look, it is never posted a third time in the same channel', async () => {
  canLookUp = false
  const stored = (store: () => Message) => {
    store()
    return lostAnswer()
  }
  faults.push(stored, stored)
  await deliver()
  for (const minutes of [1, 1, 60, 60]) {
    later(minutes)
    await deliver()
  }
  expect(channel.map(one => [one.channelId, one.maybeDouble])).toEqual([
    ['C1', false],
    ['C1', true],
  ])
  expect([row.state, row.lastError, row.maybeDouble]).toEqual(['sending', 'unavailable', true])
  // With the permission it is found; without it another channel is a way out.
  workspace.alertChannelId = 'C2'
  later(60)
  await deliver()
  expect([channel.length, row.channelId, row.state]).toEqual([3, 'C2', 'sent'])
})

test('that it may stand twice is stored before the second post', async () => {
  canLookUp = false
  Object.assign(row, { state: 'sending', channelId: 'C1' })
  let stored: boolean | null = null
  faults.push(store => {
    stored = row.maybeDouble
    return store()
  })
  await deliver()
  expect(stored).toBe(true)
})

test('a reply goes where the message above it stands, and is dropped where none does', async () => {
  Object.assign(row, { threadOf: 'above', threadChannelId: 'C0OLD', threadTs: '7', broadcast: true })
  await deliver()
  expect([channel, row.state]).toEqual([
    [{ ...message, channelId: 'C0OLD', mask: true, thread: '7, broadcast' }],
    'sent',
  ])
})

test('a reply under nothing is dropped', async () => {
  Object.assign(row, { threadOf: 'above' })
  await deliver()
  expect([channel, row.state]).toEqual([[], 'dropped'])
})

test('where the message above was deleted, that one is looked at first, and the reply follows a minute later', async () => {
  Object.assign(row, { threadOf: 'above', threadChannelId: 'C1', threadTs: '7' })
  faults.push(() => {
    throw slackError('message_not_found')
  })
  await deliver()
  expect([told, row.state, row.channelId]).toEqual([['look at above'], 'pending', null])
  later(1)
  Object.assign(row, { threadTs: '8' })
  await deliver()
  expect([channel, row.state]).toEqual([[{ ...message, thread: '8' }], 'sent'])
})

const overdue = {
  ...{
    id: 'f1',
    checkId: 'valid' as const,
    subjectId: '7',
    why: 'role_not_valid' as const,
    organizationName: 'Juniper',
  },
  ...{
    openedAt: start,
    clockAt: start,
    endAt: null,
    dueAt: start,
    closedAt: null,
    closedAs: null,
    closedBy: null,
  },
  ...{ cameBack: false, account: null, person: null, to: ['U0ADA'] },
}

test('the list of today stands alone: the one of before goes first', async () => {
  const day = (named: string): AlertFacts => ({ kind: 'still_open', day: named, findings: [overdue], all: 1 })
  await deliver(day('2026-11-23'))
  Object.assign(row, { id: 'alert-2', ts: null, channelId: null, state: 'pending', sent: 0 })
  older = '1'
  await deliver(day('2026-11-24'))
  expect([channel.map(({ key }) => key), older]).toEqual([['alert-2'], null])
})
