import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { ConfigError, readEnvironment } from './config.ts'
import { isCron } from './jobs/schedule.ts'
import { databaseUrlProblem } from './storage/engine/database-url.ts'

const enough = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'signing' }

const read = (env: Record<string, string | undefined>) => readEnvironment(env, { isCron, databaseUrlProblem })

const problems = (env: Record<string, string | undefined>): readonly string[] => {
  try {
    read(env)
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
}

test('the least there must be', () => {
  expect(read(enough).config).toEqual({
    slack: { apiUrl: 'https://slack.com/api/', socketMode: false, blocks: 'newer' },
    miro: {
      url: 'https://miro.com',
      apiUrl: 'https://api.miro.com',
      scimUrl: 'https://miro.com/api/v1/scim',
    },
    publicUrl: 'http://localhost:3000',
    port: 3000,
    dataDir: './data',
    syncCron: '*/30 * * * *',
    staffCron: '5 * * * *',
    timeZone: 'UTC',
    logLevel: 'info',
    startPatience: 300,
  })
})

test('an app token means Socket Mode, and then needs no signing secret', () => {
  expect(read({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' }).config.slack.socketMode).toBe(true)
})

test('addresses lose their last slash, and the public one follows the port', () => {
  const { config } = read({ ...enough, SLACK_API_URL: 'http://127.0.0.1:99/api/', PORT: '8080' })
  expect([config.slack.apiUrl, config.publicUrl]).toEqual([
    'http://127.0.0.1:99/api/',
    'http://localhost:8080',
  ])
})

test('blank values count as missing', () => {
  expect(problems({ SLACK_BOT_TOKEN: ' ', SLACK_SIGNING_SECRET: '' })).toHaveLength(2)
})

test('one message names every problem', () => {
  expect(
    problems({
      SLACK_APP_TOKEN: 'nope',
      SLACK_CLIENT_ID: '1.2',
      SLACK_CLIENT_SECRET: 'x',
      PUBLIC_URL: 'http://bot.example.com',
      MIRO_API_URL: 'https://user:pw@api.miro.com',
      PORT: '70000',
      SYNC_CRON: 'sometimes',
      TIMEZONE: 'Middle/Earth',
      LOG_LEVEL: 'loud',
      DATABASE_URL: 'mysql://x',
    }).map(problem => problem.split(/[ :]/)[0]),
  ).toEqual([
    'MIRO_API_URL',
    'PUBLIC_URL',
    'PORT',
    'SYNC_CRON',
    'TIMEZONE',
    'LOG_LEVEL',
    'SLACK_APP_TOKEN',
    'SLACK_CLIENT_ID',
    'SLACK_CLIENT_SECRET',
    'DATABASE_URL',
    'SLACK_BOT_TOKEN',
    'ENCRYPTION_KEY',
  ])
})

test.each(['short', Buffer.alloc(31).toString('base64'), `${Buffer.alloc(32).toString('base64')},x`])(
  'the encryption key %s is refused',
  key => {
    expect(problems({ ...enough, ENCRYPTION_KEY: key }).map(problem => problem.split(' ')[0])).toEqual([
      'ENCRYPTION_KEY',
    ])
  },
)

test.each(['0', '65536', '-1', '3000.5', '0x50'])('the port %s is refused', port => {
  expect(problems({ ...enough, PORT: port })).toEqual(['PORT must be a number from 1 to 65535'])
})

test.each([
  ['0', 0],
  ['90', 90],
])('a start waits %s seconds', (seconds, expected) => {
  expect(read({ ...enough, START_PATIENCE: seconds }).config.startPatience).toBe(expected)
})

test.each(['-1', '5m', '1e3', '100000'])('the patience %s is refused', seconds => {
  expect(problems({ ...enough, START_PATIENCE: seconds })).toEqual([
    'START_PATIENCE must be a number of seconds from 0 to 99999',
  ])
})

test('a workspace without newer blocks is told, in one of two words', () => {
  expect(read({ ...enough, SLACK_BLOCKS: 'classic' }).config.slack.blocks).toBe('classic')
  expect(problems({ ...enough, SLACK_BLOCKS: 'old' })).toEqual(['SLACK_BLOCKS must be newer or classic'])
})

test.each([
  ['*/90 * * * *', 'an hour', 60],
  ['0 */48 * * *', 'a day', 24],
  ['0 6 1-31/40 * *', 'a month', 31],
])('the schedule %s, which means once in %s, is refused', (cron, within, most) => {
  expect(problems({ ...enough, SYNC_CRON: '*/60 */24 * * *', STAFF_CRON: cron })).toEqual([
    `STAFF_CRON has a step that is longer than ${within}: it would tick once in ${within}. ` +
      `Write a step of at most ${most} in that field, and a longer one in the next, like 0 */2 * * *`,
  ])
})

test('no secret shows, however the configuration is printed', () => {
  const secret = 'xoxb-do-not-show'
  const { config, secrets } = read({ ...enough, SLACK_BOT_TOKEN: secret })
  const printed = [
    inspect({ config, secrets }, { depth: 9 }),
    JSON.stringify({ config, secrets }),
    `${secrets.slackBotToken}`,
  ]
  expect(printed.filter(text => text.includes(secret))).toEqual([])
})

test('no secret shows in the message about a problem', () => {
  const message = problems({
    SLACK_BOT_TOKEN: 'wrong-secret-1',
    SLACK_APP_TOKEN: 'wrong-secret-2',
    DATABASE_URL: 'wrong-secret-3',
    ENCRYPTION_KEY: 'wrong-secret-4',
  }).join()
  expect(message).not.toContain('wrong-secret')
})

test('a staff list is a path or an https address, whose query is never shown', () => {
  const place = (STAFF_CSV: string) => read({ ...enough, STAFF_CSV }).secrets.staffCsv
  expect(place('/srv/hr/staff.csv')).toEqual({ kind: 'path', path: '/srv/hr/staff.csv' })
  const url = place('https://hr.example.com/staff.csv?key=s3cret')
  expect(url).toMatchObject({ kind: 'url', name: 'https://hr.example.com/staff.csv' })
  expect(inspect(url) + JSON.stringify(url)).not.toContain('s3cret')
  expect(read(enough).secrets.staffCsv).toBe(null)
  for (const STAFF_CSV of [
    'http://hr.example.com/a.csv',
    'ftp://x/a.csv',
    'https://me:pw@x/a.csv',
    'https://',
  ])
    expect(problems({ ...enough, STAFF_CSV })).toEqual([
      'STAFF_CSV must be the path of a CSV file, or an https address without user or fragment (http only on localhost)',
    ])
})
