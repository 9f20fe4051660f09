import { describe, expect, test } from 'vitest'
import type { ApiFaultEffect } from '../../src/sandbox/slack/faults.ts'
import { describeOnBothDatabases } from '../support/database.ts'
import { alertChannel, type FlowOptions, handClock, patience, startFlow } from '../support/flow.ts'

const minute = 60_000
const hour = 60 * minute

/** A bot with an alert channel on a clock that stands still. */
async function start(from: string, options: FlowOptions & { readonly chosen?: false } = {}) {
  const time = handClock(new Date(from))
  const flow = await startFlow({ clock: time.now, env: { TIMEZONE: 'UTC' }, ...options })
  const { slack, sandbox, ada, rows } = flow
  const idle = () =>
    slack.until(
      async () =>
        (await rows(`SELECT 1 FROM pgboss.job WHERE state IN ('created', 'active', 'retry')`)).length === 0,
      { what: 'an empty queue', everyMs: 20, ...patience },
    )
  const choose = async (channel: string) => {
    await ada.command('/miro', 'alerts')
    await ada.fill(await flow.window('Choose a channel'), { Channel: channel })
    await ada.submit(ada.view)
    await slack.until(() => ada.read(ada.view).includes('Alerts go to'), { what: 'saved', ...patience })
    await ada.close(ada.view, { all: true })
  }
  /** Somebody does something, and the journal has a block more. */
  const seal = async () => {
    await rows(
      `INSERT INTO deed (workspace_id, at, actor, action, subject, details) VALUES ($1, $2, 'U0ADA', 'x', 'y', '{}')`,
      [flow.sandbox.seed.team.id, time.now()],
    )
    await sandbox.tick('seal')
    await idle()
  }
  const look = async () => {
    await sandbox.tick('lookAround')
    await idle()
  }
  /** Goes on to this moment, and looks around there. */
  const at = async (moment: string) => {
    time.forward(new Date(moment).getTime() - time.now().getTime())
    await look()
  }
  const later = async (milliseconds: number) => {
    time.forward(milliseconds)
    await look()
  }
  /** Messages of the months, each with what stands under it: the words of texts and of files. */
  const record = (channel = alertChannel) => {
    const all = slack.channel(channel).messages
    return all
      .filter(({ text, threadTs }) => threadTs === null && text.startsWith('*Record of Miro access'))
      .map(message => ({
        month: /, (.*)\*/.exec(message.text)?.[1] ?? '',
        replies: all.filter(({ threadTs }) => threadTs === message.ts).map(each => ada.read(each)),
      }))
  }
  const days = (channel = alertChannel) =>
    record(channel).map(({ month, replies }) => [month, replies.map(dayOf)] as const)
  const states = () =>
    rows(`SELECT kind, day, state, maybe_double AS twice FROM witness ORDER BY created_at, kind DESC, round`)
  if (options.chosen !== false) await choose(alertChannel)
  return { ...flow, time, seal, at, later, look, record, days, states, choose, idle }
}

type Started = Awaited<ReturnType<typeof start>>

const dayOf = (words: string): number => Number(/ on (\d+) /.exec(words)?.[1])

const untouched = ({ slack }: Started) => {
  expect(slack.calls('chat.update').filter(({ params }) => 'thread_ts' in params)).toEqual([])
  const all = slack.channels.flatMap(({ messages }) => messages)
  expect(all.filter(({ edited, text }) => edited !== null && text.includes('Record of Miro access'))).toEqual(
    [],
  )
  expect(slack.calls('chat.delete')).toEqual([])
  expect(slack.calls('chat.postMessage').filter(({ params }) => params['reply_broadcast'])).toEqual([])
}

await describeOnBothDatabases('the record in the alert channel', open => {
  test('a month: one message, one reply a day, over weekends, restarts and lost answers', async () => {
    const flow = await start('2026-10-29T08:00:00Z', { storage: await open() })
    const { slack } = flow
    const lost = { status: 503, afterStoring: true } as const
    const unheard = { status: 503 } as const
    /** What goes wrong on a day, in the order of the calls. */
    const troubles = new Map<string, readonly (readonly [string, ApiFaultEffect])[]>([
      ['2026-10-30', [['chat.postMessage', lost]]],
      [
        '2026-11-02',
        [
          ['chat.postMessage', unheard],
          ['files.completeUploadExternal', lost],
        ],
      ],
      ['2026-11-03', [['files.getUploadURLExternal', unheard]]],
      [
        '2026-11-04',
        [
          ['files.getUploadURLExternal', lost],
          ['upload_url', unheard],
        ],
      ],
      ['2026-11-05', [['upload_url', { reset: true, afterStoring: true }]]],
      ['2026-11-06', [['files.completeUploadExternal', unheard]]],
      [
        '2026-11-09',
        [
          ['files.completeUploadExternal', lost],
          ['files.info', unheard],
        ],
      ],
      [
        '2026-11-10',
        [
          ['files.completeUploadExternal', { reset: true }],
          ['files.info', lost],
        ],
      ],
      ['2026-11-11', [['files.completeUploadExternal', { rateLimited: 30 }]]],
      ['2026-11-12', [['files.info', { error: 'fatal_error' }]]],
      ['2026-11-13', [['conversations.info', unheard]]],
    ])
    for (let date = new Date('2026-10-30T00:00:00Z'); date < new Date('2026-12-03T00:00:00Z'); ) {
      const day = date.toISOString().slice(0, 10)
      if (troubles.has(day)) await flow.at(`${day}T08:59:00Z`)
      const before = slack.channel(alertChannel).messages.length
      await flow.seal()
      for (const [method, effect] of troubles.get(day) ?? []) slack.faults.push({ method, do: effect })
      // Down on this day until the evening.
      if (day === '2026-11-18') await flow.restart(() => flow.time.forward(33 * hour))
      else await flow.at(`${day}T09:00:00Z`)
      if (day === '2026-11-20') await flow.restart()
      if (troubles.has(day)) for (const wait of [minute, 2 * minute, 30 * minute]) await flow.later(wait)
      expect([day, slack.faults.pending]).toEqual([day, 0])
      await flow.later(hour)
      const news = slack.channel(alertChannel).messages.slice(before)
      expect([day, news.length]).toEqual([
        day,
        day === '2026-10-30' || day === '2026-11-02' || day === '2026-12-01' ? 2 : 1,
      ])
      date = new Date(date.getTime() + 24 * hour)
    }
    const upTo = (first: number, last: number) =>
      Array.from({ length: last - first + 1 }, (_, at) => first + at)
    expect(flow.days()).toEqual([
      ['October 2026', [30, 31, 1]],
      ['November 2026', upTo(2, 30)],
      ['December 2026', [1, 2]],
    ])
    expect((await flow.states()).filter(({ state, twice }) => state !== 'sent' || twice)).toEqual([])
    untouched(flow)
    // Each says the block of its day, and the same key.
    const words = flow.record().flatMap(({ replies }) => replies)
    const blocks = words.map(each => /block (\d+), hash ([0-9a-f]{64}),/.exec(each)?.slice(1) ?? [])
    expect(blocks.map(([number]) => Number(number))).toEqual(
      blocks.map(([number]) => Number(number)).toSorted((left, right) => left - right),
    )
    expect(new Set(blocks.map(([number]) => number)).size).toBe(34)
    const chain = await flow.rows<{ number: number; hash: string }>(
      `SELECT number, encode(hash, 'hex') AS hash FROM journal_block`,
    )
    expect(
      blocks.filter(([number, hash]) => !chain.some(one => `${one.number}` === number && one.hash === hash)),
    ).toEqual([])
    expect(new Set(words.map(each => each.split('signing key ')[1])).size).toBe(1)
    const stored = await flow.rows<{ words: string; ts: string; channel_id: string }>(
      `SELECT words, ts, channel_id FROM witness WHERE kind = 'day' ORDER BY day`,
    )
    expect(stored.map(row => row.words)).toEqual(words)
    for (const { words: own, ts, channel_id } of stored) {
      const message = slack.message(channel_id, ts)
      expect(message && flow.ada.read(message)).toBe(own)
    }
  })
})

/** A bot whose journal has a block, on a Tuesday before 09:00. */
async function begun(options: Parameters<typeof start>[1] = {}) {
  const flow = await start('2026-11-03T08:00:00Z', options)
  await flow.seal()
  return flow
}

const afterStoring = { status: 503, afterStoring: true } as const
const noFiles = ['files:write']
const noLook = ['files:read', 'channels:history', 'groups:history']

describe('where the app may not bring files', () => {
  test('the reply says the same as text without blocks, and a lost one is looked up', async () => {
    const flow = await begun({ withoutSlackScopes: noFiles })
    const { slack } = flow
    await flow.at('2026-11-03T09:00:00Z')
    for (const [day, effect] of [
      ['2026-11-04', afterStoring],
      ['2026-11-05', { reset: true }],
    ] as const) {
      slack.faults.push({ method: 'chat.postMessage', do: effect })
      await flow.at(`${day}T09:00:00Z`)
      for (const wait of [minute, 2 * minute]) await flow.later(wait)
      expect(slack.faults.pending).toBe(0)
    }
    expect(flow.days()).toEqual([['November 2026', [3, 4, 5]]])
    const replies = slack.channel(alertChannel).messages.filter(({ threadTs }) => threadTs !== null)
    expect(replies.map(({ blocks, files }) => [blocks, files])).toEqual([1, 2, 3].map(() => [[], []]))
    expect((await flow.states()).filter(({ state, twice }) => state !== 'sent' || twice)).toEqual([])
    untouched(flow)
  })

  test('and may not look either: one more, marked, and never a third', async () => {
    const flow = await begun({ withoutSlackScopes: [...noFiles, ...noLook] })
    await flow.at('2026-11-03T09:00:00Z')
    const lost = { method: 'chat.postMessage', times: 'always', do: afterStoring } as const
    flow.slack.faults.push(lost)
    await flow.at('2026-11-04T09:00:00Z')
    for (let tries = 0; tries < 4; tries += 1) await flow.later(40 * minute)
    flow.slack.faults.drop(lost)
    await flow.at('2026-11-05T09:00:00Z')
    expect(flow.days()).toEqual([['November 2026', [3, 4, 4, 5]]])
    expect((await flow.states()).slice(1)).toEqual([
      { kind: 'day', day: '2026-11-03', state: 'sent', twice: false },
      { kind: 'day', day: '2026-11-04', state: 'unclear', twice: true },
      { kind: 'day', day: '2026-11-05', state: 'sent', twice: false },
    ])
  })
})

describe('a file of which the answer was lost', () => {
  test('is found in the thread where the bot may not read files', async () => {
    const flow = await begun({ withoutSlackScopes: ['files:read'] })
    flow.slack.faults.push({ method: 'files.completeUploadExternal', do: afterStoring })
    await flow.at('2026-11-03T09:00:00Z')
    await flow.later(2 * minute)
    expect(flow.days()).toEqual([['November 2026', [3]]])
    expect((await flow.states()).map(({ state, twice }) => [state, twice])).toEqual([
      ['sent', false],
      ['sent', false],
    ])
  })

  test('where nobody may look: Slack is asked for the same file again, and after a while for another, marked', async () => {
    const flow = await begun({ withoutSlackScopes: noLook })
    const { slack } = flow
    // Not stored: the same file is shared by the next try.
    slack.faults.push({ method: 'files.completeUploadExternal', do: { status: 503 } })
    await flow.at('2026-11-03T09:00:00Z')
    await flow.later(2 * minute)
    expect([flow.days(), slack.calls('upload_url').length]).toEqual([[['November 2026', [3]]], 1])
    slack.faults.push({ method: 'files.completeUploadExternal', do: afterStoring })
    await flow.at('2026-11-04T09:00:00Z')
    for (let tries = 0; tries < 8; tries += 1) await flow.later(4 * minute)
    expect(flow.days()).toEqual([['November 2026', [3, 4, 4]]])
    expect((await flow.states()).slice(1).map(({ state, twice }) => [state, twice])).toEqual([
      ['sent', false],
      ['sent', true],
    ])
  })

  test('Slack shares it later than it answers: it is waited for, also past midnight', async () => {
    const flow = await begun()
    const { slack } = flow
    const release = slack.holdShares()
    await flow.at('2026-11-03T23:56:00Z')
    for (let tries = 0; tries < 7; tries += 1) await flow.later(minute)
    expect([flow.days(), slack.calls('upload_url').length]).toEqual([[['November 2026', []]], 1])
    release()
    await flow.later(minute)
    expect(flow.days()).toEqual([['November 2026', [3]]])
    expect((await flow.states()).at(-1)).toMatchObject({ state: 'sent', twice: false })
  })

  test('Slack never shares it, whatever it answered: another one is brought', async () => {
    const flow = await begun()
    const { slack } = flow
    slack.holdShares()
    await flow.at('2026-11-03T09:00:00Z')
    for (let tries = 0; tries < 4; tries += 1) await flow.later(4 * minute)
    expect(slack.calls('upload_url').length).toBe(2)
    expect((await flow.states()).at(-1)).toMatchObject({ state: 'sending', twice: true })
  })
})

test('stopped while Slack does not answer: the next start looks before it shares again', async () => {
  const flow = await begun()
  const { slack, sandbox } = flow
  const hang = { hang: true, afterStoring: true } as const
  slack.faults.push({ method: 'files.completeUploadExternal', do: hang })
  flow.time.forward(hour)
  await sandbox.tick('lookAround')
  await slack.until(() => slack.faults.pending === 0, { what: 'the share', ...patience })
  await flow.restart(() => flow.time.forward(3 * minute))
  await flow.look()
  expect([flow.days(), slack.calls('upload_url').length]).toEqual([[['November 2026', [3]]], 1])
  expect((await flow.states()).at(-1)).toMatchObject({ state: 'sent', twice: false })
})

describe('the channel', () => {
  test('without one it waits; then the day is said the same day', async () => {
    const flow = await begun({ chosen: false })
    await flow.at('2026-11-03T09:00:00Z')
    expect(await flow.states()).toEqual([])
    await flow.later(hour)
    await flow.choose(alertChannel)
    await flow.look()
    expect(flow.days()).toEqual([['November 2026', [3]]])
  })

  test('changed within a month: a new message there on a working day, and no day twice', async () => {
    const flow = await begun()
    await flow.at('2026-11-06T09:00:00Z')
    await flow.choose('#general')
    await flow.later(hour)
    // At the weekend no month is opened.
    await flow.at('2026-11-07T09:00:00Z')
    await flow.at('2026-11-09T09:00:00Z')
    await flow.later(hour)
    await flow.choose(alertChannel)
    await flow.later(hour)
    await flow.at('2026-11-10T09:00:00Z')
    expect(flow.days()).toEqual([['November 2026', [6, 10]]])
    expect(flow.days('#general')).toEqual([['November 2026', [9]]])
    untouched(flow)
  })

  test('changed while a day is on its way: what stands in the old one counts', async () => {
    const flow = await begun()
    await flow.at('2026-11-03T09:00:00Z')
    flow.slack.faults.push({ method: 'files.completeUploadExternal', do: afterStoring })
    await flow.at('2026-11-04T09:00:00Z')
    await flow.choose('#general')
    await flow.later(2 * minute)
    await flow.at('2026-11-05T09:00:00Z')
    expect([flow.days(), flow.days('#general')]).toEqual([
      [['November 2026', [3, 4]]],
      [['November 2026', [5]]],
    ])
    expect((await flow.states()).filter(({ state, twice }) => state !== 'sent' || twice)).toEqual([])
  })

  test('has another id: the thread goes on there', async () => {
    const flow = await begun()
    await flow.at('2026-11-03T09:00:00Z')
    await flow.slack.changeChannelId(alertChannel, 'C0MOVED')
    await flow.idle()
    await flow.at('2026-11-04T09:00:00Z')
    expect(flow.days()).toEqual([['November 2026', [3, 4]]])
  })

  test('the bot was put out of it: whoever chose it is told, and the day follows when it is back', async () => {
    const flow = await begun()
    await flow.slack.kickBot(alertChannel)
    await flow.at('2026-11-03T09:00:00Z')
    await flow.later(minute)
    expect(flow.days()).toEqual([])
    expect(flow.ada.dm.filter(message => flow.ada.read(message).includes('Miro alerts')).length).toBe(1)
    await flow.slack.inviteBot(alertChannel)
    await flow.later(40 * minute)
    expect(flow.days()).toEqual([['November 2026', [3]]])
  })

  test('somebody deleted the message of the month: another one stands there, and nothing is said twice', async () => {
    const flow = await begun()
    const { slack } = flow
    await flow.at('2026-11-03T09:00:00Z')
    for (const { ts } of [...slack.channel(alertChannel).messages]) slack.deleteMessage(alertChannel, ts)
    await flow.at('2026-11-04T09:00:00Z')
    for (const wait of [minute, minute]) await flow.later(wait)
    expect(flow.days()).toEqual([['November 2026', [4]]])
    expect((await flow.states()).map(({ kind, state }) => [kind, state])).toEqual([
      ['month', 'lost'],
      ['day', 'sent'],
      ['day', 'sent'],
      ['month', 'sent'],
    ])
  })
})

test('a day on which the bot was down is not made up for, and one on which Slack was away all day is not either', async () => {
  const flow = await begun()
  await flow.at('2026-11-03T09:00:00Z')
  await flow.restart(() => flow.time.forward(48 * hour))
  await flow.look()
  flow.slack.faults.push({ method: 'files.getUploadURLExternal', times: 'always', do: { status: 503 } })
  for (const at of ['06T09:00', '06T14:00', '06T23:50', '07T00:01']) await flow.at(`2026-11-${at}:00Z`)
  flow.slack.faults.clear()
  await flow.at('2026-11-07T09:00:00Z')
  expect(flow.days()).toEqual([['November 2026', [3, 5, 7]]])
  expect((await flow.states()).filter(({ state }) => state !== 'sent')).toEqual([
    { kind: 'day', day: '2026-11-06', state: 'missed', twice: false },
  ])
})

test('an app that was removed says nothing, and goes on when it is back', async () => {
  const flow = await begun()
  await flow.slack.uninstall()
  await flow.at('2026-11-03T09:00:00Z')
  expect([await flow.states(), flow.days()]).toEqual([[], []])
  await flow.restart(() => flow.slack.reinstall())
  await flow.look()
  expect(flow.days()).toEqual([['November 2026', [3]]])
})
