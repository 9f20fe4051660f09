import { expect, test } from 'vitest'
import type { ApiFaultEffect } from '../../src/sandbox/slack/faults.ts'
import { describeOnBothDatabases } from '../support/database.ts'
import { alertChannel, type FlowOptions, handClock, patience, startFlow } from '../support/flow.ts'

const minute = 60_000
const hour = 60 * minute

/** A bot with an alert channel on a clock that stands still, and a journal whose blocks the test seals. */
async function start(from: string, options: FlowOptions = {}) {
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
    await ada.fill(await flow.window('Where do alerts go?'), { Channel: channel })
    await ada.submit(ada.view)
    await slack.until(() => ada.read(ada.view).includes('Alerts go to'), { what: 'saved', ...patience })
    await ada.close(ada.view, { all: true })
  }
  let sealed = 0
  const seal = async () => {
    sealed += 1
    await rows('INSERT INTO journal_block (workspace_id, number, hash) VALUES ($1, $2, $3)', [
      flow.sandbox.seed.team.id,
      sealed,
      String(sealed % 10).repeat(64),
    ])
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
  await choose(alertChannel)
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
    await flow.at('2026-10-29T09:00:00Z')
    // Nothing is sealed yet.
    expect([flow.record(), await flow.states()]).toEqual([[], []])
    await flow.seal()
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
    ])
    for (let date = new Date('2026-10-30T00:00:00Z'); date < new Date('2026-12-03T00:00:00Z'); ) {
      const day = date.toISOString().slice(0, 10)
      await flow.at(`${day}T08:59:00Z`)
      const before = slack.channel(alertChannel).messages.length
      await flow.seal()
      for (const [method, effect] of troubles.get(day) ?? []) slack.faults.push({ method, do: effect })
      // Down on this day until the evening.
      if (day === '2026-11-18') await flow.restart(() => flow.time.forward(10 * hour))
      else await flow.at(`${day}T09:00:00Z`)
      if (day === '2026-11-20') await flow.restart()
      await flow.look()
      for (const wait of [minute, 2 * minute, 5 * minute, 30 * minute])
        if (troubles.has(day)) await flow.later(wait)
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
    expect(words.map(each => Number(/block (\d+),/.exec(each)?.[1]))).toEqual(upTo(2, 35))
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
