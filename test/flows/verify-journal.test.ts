import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { execPath, env as ownEnv } from 'node:process'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { Sandbox } from '../../src/sandbox/sandbox.ts'
import { smallCompany } from '../../src/sandbox/seeds/small-company.ts'
import { openStorage } from '../../src/storage/engine/open.ts'
import { emptyDirectory, startSandboxProcess } from '../support/bot-process.ts'
import { createServedDatabase } from '../support/database.ts'
import { serverIsReachable } from '../support/test-server.ts'

const main = fileURLToPath(new URL('../../dist/verify-main.js', import.meta.url))

/** The built command, as `npm run verify-journal` runs it. */
async function verify(
  env: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Promise<{ code: number; said: string }> {
  const child = spawn(execPath, [main, ...args], {
    env: { PATH: ownEnv['PATH'] ?? '', NODE_ENV: 'test', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const parts: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => parts.push(part))
  const [code] = await once(child, 'close')
  return { code, said: Buffer.concat(parts).toString('utf8') }
}

/** Asks again until everything is sealed. */
async function whole(env: Readonly<Record<string, string>>): Promise<string> {
  for (;;) {
    const { code, said } = await verify(env)
    if (code !== 0) throw new Error(said)
    if (!said.includes('Not sealed yet') && !said.includes(' 0 blocks')) return said
    await pause(1_000)
  }
}

const surroundings = { onFatal: () => {}, log: { warn: () => {} } }
const isWhole =
  /^The journal is whole: \d+ blocks?, \d+ rows, sealed \d+ \w{3}( \d+)?( – \d+ \w{3} \d+)? ?\d*\.\n$/

test('asks the bot that runs, opens the database where none does, and says what differs', async () => {
  const sandbox = await Sandbox.create({ seed: smallCompany })
  onTestFinished(() => sandbox.stop())
  const dataDir = await emptyDirectory()
  const bot = await startSandboxProcess(sandbox, { DATA_DIR: dataDir })
  expect(await whole({ DATA_DIR: dataDir })).toMatch(isWhole)
  // Whoever may not use the socket may not ask.
  const locks = (await readdir(dataDir)).filter(name => name.startsWith('lock-'))
  expect(locks).toHaveLength(1)
  expect((await stat(join(dataDir, locks[0] ?? ''))).mode & 0o077).toBe(0)

  expect(await bot.end('SIGTERM')).toEqual({ code: 0, signal: null })
  expect((await verify({ DATA_DIR: dataDir })).code).toBe(0)
  const storage = await openStorage({ databaseUrl: null, dataDir }, surroundings)
  await storage.pool.query(
    `SET session_replication_role = replica; UPDATE journal SET subject = 'other' WHERE block = 1`,
  )
  await storage.close()
  const { code, said } = await verify({ DATA_DIR: dataDir })
  expect(code).toBe(1)
  expect(said.split('\n')).toEqual([
    'Block 1: its rows are not those that were sealed.',
    expect.stringMatching(/^The journal is not whole: 1 difference in \d+ blocks?, /),
    '',
  ])
})

test('goes to a served database itself', async ({ skip }) => {
  if (!(await serverIsReachable())) skip()
  const { url, drop } = await createServedDatabase()
  onTestFinished(drop)
  const storage = await openStorage({ databaseUrl: url, dataDir: '' }, surroundings)
  await storage.pool.query(
    `INSERT INTO workspace (id, name, bot_user_id, created_at, equal_domains) VALUES ('T1', 'Acme', 'U', now(), '{}')`,
  )
  expect(await verify({ DATABASE_URL: url })).toEqual({
    code: 0,
    said: 'The journal is whole: 0 blocks, 0 rows. Not sealed yet, so not checked: 1 row.\n',
  })
  // What was said in Slack of a block that was cut off.
  const at = new Date('2026-11-30T09:00:00Z')
  await storage.prisma.witness.create({
    data: {
      ...{
        workspaceId: 'T1',
        kind: 'day',
        day: '2026-11-30',
        words: 'Block 9',
        blockNumber: 9,
        blockHash: 'f',
      },
      ...{ state: 'sent', nextTryAt: at, createdAt: at },
      ...{ channelId: 'C1', threadTs: '1795510800.000100', ts: '1795510801.000200' },
    },
  })
  await storage.prisma.workspace.updateMany({ data: { url: 'https://acme.slack.com/' } })
  await storage.close()
  const told =
    '2026-11-30: Block 9\n' +
    '  https://acme.slack.com/archives/C1/p1795510801000200?thread_ts=1795510800.000100&cid=C1\n'
  expect(await verify({ DATABASE_URL: url })).toEqual({
    code: 1,
    said:
      told +
      'Block 9 is missing. It was told on 2026-11-30: “Block 9”\n' +
      'The journal is not whole: 1 difference in 0 blocks, 0 rows. Not sealed yet, so not checked: 1 row.\n',
  })

  // An export of the channel, in which somebody edited the reply.
  const folder = await emptyDirectory()
  const says = (text: string) =>
    JSON.stringify([
      { ts: '1795510800.000100', text: 'Record' },
      { ts: '1795510801.000200', text, edited: { user: 'U1' } },
    ])
  await writeFile(join(folder, '2026-11-30.json'), says('Block 8'))
  const { said } = await verify({ DATABASE_URL: url }, '--export', folder)
  expect(said).toContain('The reply of 2026-11-30 is not as it was told: “Block 9”\n')
  expect(await verify({ DATABASE_URL: url }, '--export', join(folder, 'none'))).toEqual({
    code: 2,
    said: `There is no ${join(folder, 'none')}. Name the unpacked export of the channel.\n`,
  })
})

test('says in a sentence why it cannot be asked', async () => {
  const dataDir = join(await emptyDirectory(), 'none')
  expect(await verify({ DATA_DIR: dataDir })).toEqual({
    code: 2,
    said: `There is no data directory ${dataDir}. Set DATA_DIR, or DATABASE_URL.\n`,
  })
  const { code, said } = await verify({ DATABASE_URL: 'postgres://bot@127.0.0.1:1/bot' })
  expect([code, said.trim().split('\n').length]).toEqual([2, 1])
})
