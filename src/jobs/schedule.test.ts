import { expect, test } from 'vitest'
import { cronLog, isCron, longestInterval, nextRun } from './schedule.ts'

const minute = 60_000

test.each([
  ['*/30 * * * *', 30 * minute],
  ['5 * * * *', 60 * minute],
  ['0 9-17 * * *', 16 * 60 * minute],
  ['0 6 * * 1', 7 * 24 * 60 * minute],
])('the longest interval of %s', (cron, milliseconds) => {
  expect(longestInterval(cron)).toBe(milliseconds)
})

test.each([
  ['*/30 * * * *', true],
  ['* * * * * *', false],
  ['sometimes', false],
  ['61 * * * *', false],
])('%s is a cron expression: %s', (cron, readable) => {
  expect(isCron(cron)).toBe(readable)
})

test.each([
  ['*/30 * * * *', '2030-01-01T10:00:00Z', '2030-01-01T10:30:00.000Z'],
  ['*/30 * * * *', '2030-01-01T10:29:59.999Z', '2030-01-01T10:30:00.000Z'],
  ['0 6 * * 1', '2030-01-01T10:00:00Z', '2030-01-07T06:00:00.000Z'],
  ['0 0 1 * *', '2030-01-01T00:00:00Z', '2030-02-01T00:00:00.000Z'],
])('%s after %s, which is not what the machine says, ticks at %s', (cron, now, next) => {
  expect(nextRun(cron, new Date(now)).toISOString()).toBe(next)
})

test('by the clock of the machine it ticks when node-cron says', () => {
  const now = new Date()
  const half = 30 * minute
  expect(nextRun('*/30 * * * *', now).getTime()).toBe((Math.floor(now.getTime() / half) + 1) * half)
})

test('what node-cron says is lines of the log', () => {
  const lines: string[] = []
  const line = (level: string) => (_fields: object, message: string) => void lines.push(`${level} ${message}`)
  const log = cronLog({ debug: line('debug'), warn: line('warn'), error: line('error') })
  log.warn('missed execution')
  log.info('stopped')
  log.error(new Error('no'))
  expect(lines).toEqual(['warn missed execution', 'debug stopped', 'error the schedule had an error'])
})
