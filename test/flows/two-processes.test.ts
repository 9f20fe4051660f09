import { randomBytes } from 'node:crypto'
import { expect, onTestFinished, test } from 'vitest'
import { Sandbox } from '../../src/sandbox/sandbox.ts'
import { generatedCompany } from '../../src/sandbox/seeds/generated-company.ts'
import { smallCompany } from '../../src/sandbox/seeds/small-company.ts'
import { emptyDirectory, freePort, startBotProcess, startSandboxProcess } from '../support/bot-process.ts'
import { createServedDatabase } from '../support/database.ts'
import { withoutRecord } from '../support/record.ts'
import { connectMiro, finishSetup } from '../support/set-up.ts'
import { serverIsReachable } from '../support/test-server.ts'

const patience = { timeoutMs: 20_000 }

test('a second process on the same data directory names the first and ends; the first goes on', async () => {
  const sandbox = await Sandbox.create({ seed: smallCompany })
  onTestFinished(() => sandbox.stop())
  const dataDir = await emptyDirectory()
  const first = await startSandboxProcess(sandbox, { DATA_DIR: dataDir })
  const second = startBotProcess({ ...sandbox.env(), DATA_DIR: dataDir, PORT: String(await freePort()) })
  expect(await second.ended).toEqual({ code: 1, signal: null })
  expect(second.output()).toMatch(
    new RegExp(
      `^The data directory ${dataDir} is in use by process ${first.pid} on \\S+, since \\S+\\. ` +
        "Two programs would destroy each other's data: stop that one first, or give this one another DATA_DIR\\.\n$",
    ),
  )
  await connectMiro(sandbox, sandbox.slack.as('U0ADA'))
  expect(await first.end('SIGTERM')).toEqual({ code: 0, signal: null })
})

test('a database of another Slack workspace is refused', async () => {
  const dataDir = await emptyDirectory()
  const first = await Sandbox.create({ seed: smallCompany })
  onTestFinished(() => first.stop())
  await (await startSandboxProcess(first, { DATA_DIR: dataDir })).end('SIGTERM')
  const other = await Sandbox.create({
    seed: { ...smallCompany, team: { id: 'T0OTHER', name: 'Other', domain: 'other' } },
  })
  onTestFinished(() => other.stop())
  const second = startBotProcess({ ...other.env(), DATA_DIR: dataDir })
  expect(await second.ended).toEqual({ code: 1, signal: null })
  expect(second.output()).toBe(
    'The database belongs to the Slack workspace Juniper (T0JUNIPER), but SLACK_BOT_TOKEN is for Other (T0OTHER). ' +
      'Use the token of that workspace, or another DATA_DIR or DATABASE_URL.\n',
  )
})

test('a wrong configuration names every problem and ends', async () => {
  const bot = startBotProcess({
    SLACK_BOT_TOKEN: 'xapp-mixed-up',
    PUBLIC_URL: 'http://bot.example.com',
    PORT: '70000',
    SYNC_CRON: 'now and then',
    TIMEZONE: 'Mars/Olympus',
    DATABASE_URL: 'mysql://db',
  })
  expect(await bot.ended).toEqual({ code: 1, signal: null })
  const said = bot.output()
  expect(said.split('\n')[0]).toBe('The configuration has 8 problems:')
  for (const name of [
    'SLACK_BOT_TOKEN',
    'SLACK_SIGNING_SECRET',
    'PUBLIC_URL',
    'PORT',
    'SYNC_CRON',
    'TIMEZONE',
    'DATABASE_URL',
    'ENCRYPTION_KEY',
  ])
    expect(said).toContain(name)
  expect(said).not.toContain('    at ')
})

test('a port that is taken is said in plain words', async () => {
  const dataDir = await emptyDirectory()
  const sandbox = await Sandbox.create({ seed: smallCompany })
  onTestFinished(() => sandbox.stop())
  await sandbox.startBot({ env: { DATA_DIR: dataDir } })
  const bot = startBotProcess({ ...sandbox.env(), DATA_DIR: await emptyDirectory() })
  expect(await bot.ended).toEqual({ code: 1, signal: null })
  expect(bot.output()).toBe(
    `Port ${sandbox.port} is in use by another program. Stop that one, or set PORT to a free one, and start again.\n`,
  )
})

test('a token Slack refuses at the start is said in plain words', async () => {
  const sandbox = await Sandbox.create({ seed: smallCompany })
  onTestFinished(() => sandbox.stop())
  await sandbox.slack.revokeToken('invalid_auth')
  const bot = startBotProcess({ ...sandbox.env(), DATA_DIR: await emptyDirectory() })
  expect(await bot.ended).toEqual({ code: 1, signal: null })
  expect(bot.output()).toBe(
    'Slack refuses the bot token (invalid_auth). Copy the Bot User OAuth Token of your Slack app (OAuth & Permissions) ' +
      'into SLACK_BOT_TOKEN, reinstall the app if it was removed, and start again.\n',
  )
})

const reachable = await serverIsReachable()

test.skipIf(!reachable)(
  `two processes on one PostgreSQL sync once and alert once${reachable ? '' : ' (skipped: no server)'}`,
  async () => {
    const sandbox = await Sandbox.create({ seed: generatedCompany({ people: 900, accounts: 995 }) })
    onTestFinished(() => sandbox.stop())
    const { url, drop } = await createServedDatabase()
    const env = { DATABASE_URL: url, ENCRYPTION_KEY: randomBytes(32).toString('base64') }
    const first = await startSandboxProcess(sandbox, { ...env, DATA_DIR: await emptyDirectory() })
    const second = await startSandboxProcess(sandbox, {
      ...env,
      DATA_DIR: await emptyDirectory(),
      PORT: String(await freePort()),
      PUBLIC_URL: sandbox.env()['PUBLIC_URL'] ?? '',
    })
    onTestFinished(async () => {
      await Promise.all([first.end('SIGKILL'), second.end('SIGKILL')])
      await drop()
    })
    const { slack, miro } = sandbox
    const admin = slack.as('U0ADMIN')
    await finishSetup(sandbox, admin, await connectMiro(sandbox, admin), '#access-alerts')
    const messages = () => withoutRecord(slack.channel('#access-alerts').messages)
    await slack.until(() => messages().length === 1, { what: 'the summary', ...patience })

    await slack.deactivateUser('U00000007')
    await slack.until(() => messages().length === 2, { what: 'the alert', ...patience })
    const before = miro.requests.length
    // Both are asked at the same moment, one through each process.
    const one = admin.command('/miro', 'sync')
    slack.deliverTo(`http://127.0.0.1:${sandbox.port}/slack/events`)
    await Promise.all([one, admin.command('/miro', 'sync')])
    const ends = () =>
      admin.dm.filter(message => /^(Sync complete|A sync is already running)/.test(message.text))
    await slack.until(() => ends().length === 2, { what: 'the end of both', ...patience })
    const pages = miro.requests.slice(before).filter(({ path }) => path.endsWith('/members')).length
    expect([pages, messages().length]).toEqual([10, 2])
    expect(await Promise.all([first.end('SIGTERM'), second.end('SIGTERM')])).toEqual([
      { code: 0, signal: null },
      { code: 0, signal: null },
    ])
  },
)

test.skipIf(!reachable)(
  `processes that start together on an empty PostgreSQL are all ready${reachable ? '' : ' (skipped: no server)'}`,
  async () => {
    const sandbox = await Sandbox.create({ seed: smallCompany })
    onTestFinished(() => sandbox.stop())
    const { url, drop } = await createServedDatabase()
    const env = { DATABASE_URL: url, ENCRYPTION_KEY: randomBytes(32).toString('base64') }
    const starting = Array.from({ length: 4 }, async () =>
      startBotProcess({
        ...sandbox.env(),
        ...env,
        DATA_DIR: await emptyDirectory(),
        PORT: String(await freePort()),
      }),
    )
    const bots = await Promise.all(starting)
    onTestFinished(async () => {
      await Promise.all(bots.map(bot => bot.end('SIGKILL')))
      await drop()
    })
    await Promise.all(bots.map(bot => bot.ready()))
  },
)
