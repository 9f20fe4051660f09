import { expect, test } from 'vitest'
import { SlackError } from './slack/frame/errors.ts'
import { openPatience, portRefusal, StartError, slackRefusal } from './starting.ts'
import { StorageError } from './storage/engine/storage-error.ts'

const away = () =>
  new StorageError('no_server', 'DATABASE_URL: no server is there. Start it, and start again.', {
    mayPass: true,
  })

/** Waits as long as the real one says, and tells instead of waiting. */
function patience(seconds: number, signal = new AbortController().signal) {
  const said: string[] = []
  const waits: number[] = []
  const log = { warn: (_fields: object, message: string) => void said.push(message) }
  const pause = async (milliseconds: number) => void waits.push(milliseconds)
  const { until } = openPatience({ seconds, signal, log, pause, random: () => 1 })
  return { until, said, waits }
}

/** Fails so many times, and then gives a value. */
function failing(times: number, error: () => unknown) {
  let left = times
  return async (): Promise<string> => {
    if (left === 0) return 'open'
    left -= 1
    throw error()
  }
}

test('what may pass by itself is tried again after longer and longer waits, and each try is one plain line', async () => {
  const { until, said, waits } = patience(300)
  expect(await until(failing(6, away), () => {})).toBe('open')
  expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 15_000, 15_000])
  expect(said.slice(0, 2)).toEqual([
    'DATABASE_URL: no server is there. Start it. Trying again in 1 s.',
    'DATABASE_URL: no server is there. Start it. Trying again in 2 s.',
  ])
})

test.each([
  ['a wrong password', new StorageError('no_server', 'DATABASE_URL: wrong password, and start again.')],
  ['a newer schema', new StorageError('newer_schema', 'Start that version.')],
  ['a wrong token', slackRefusal(new SlackError({ kind: 'auth', code: 'invalid_auth', permanent: true }))],
  ['a bug', new TypeError('no')],
])('%s ends the start at once', async (_case, error) => {
  const { until, said, waits } = patience(300)
  await expect(
    until(
      failing(1, () => error),
      () => {},
    ),
  ).rejects.toBe(error)
  expect([said, waits]).toEqual([[], []])
})

test('without patience the first try is the last', async () => {
  const { until, waits } = patience(0)
  await expect(until(failing(1, away), () => {})).rejects.toThrow('and start again.')
  expect(waits).toEqual([])
})

test('stopping ends the wait, and what an attempt opens after that is closed', async () => {
  const stop = new AbortController()
  const { until } = patience(300, stop.signal)
  let open = (_: string) => {}
  const opening = new Promise<string>(resolve => {
    open = resolve
  })
  let closed = (_: string) => {}
  const closing = new Promise<string>(resolve => {
    closed = resolve
  })
  const waiting = until(() => opening, closed)
  stop.abort(new DOMException('the bot is being stopped', 'AbortError'))
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' })
  open('a database')
  expect(await closing).toBe('a database')
})

test.each([
  ['timeout', true],
  ['unavailable', true],
  ['rate_limited', true],
] as const)('Slack that says %s is waited for', (kind, mayPass) => {
  expect(slackRefusal(new SlackError({ kind, code: kind }))).toMatchObject({ mayPass })
})

test('a port that cannot be opened is said in plain words', () => {
  const refused = (code: string) => portRefusal(Object.assign(new Error('no'), { code }), 80)
  expect(refused('EADDRINUSE')).toEqual(
    new StartError(
      'Port 80 is in use by another program. Stop that one, or set PORT to a free one, and start again.',
    ),
  )
  expect(refused('EACCES')).toMatchObject({ message: expect.stringContaining('Set PORT to one above 1023') })
  expect(refused('ELSE')).toMatchObject({ code: 'ELSE' })
})
