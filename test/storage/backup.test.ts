import { execFile } from 'node:child_process'
import { mkdtemp, readFile, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { env, execPath } from 'node:process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { logChanges } from '../../src/storage/audit-sql.ts'
import { writeBackup } from '../../src/storage/engine/backup.ts'
import { readMigrations } from '../../src/storage/engine/migrate.ts'
import type { Storage } from '../../src/storage/engine/open.ts'
import { readBackupMigrations, restoreBackup } from '../../src/storage/engine/restore.ts'
import { openTestStorage } from '../support/database.ts'
import { serverIsReachable } from '../support/test-server.ts'

const now = new Date('2026-03-01T10:00:00.123Z')
const freshFile = async () => join(await mkdtemp(join(tmpdir(), 'backup-')), 'bot.backup')
const hostile = `Zoë "quoted" \\ line\nfeed \u2028\u2029 😀 {"a":1} <!channel>`

const deed = { actor: 'bot', action: 'a', subject: 's', details: {} }

async function addRows({ pool, prisma }: Storage): Promise<void> {
  const workspace = {
    id: 'T1',
    name: hostile,
    botUserId: 'U1',
    createdAt: now,
    equalDomains: ['a.com', hostile],
  }
  await prisma.workspace.create({ data: workspace })
  const deeds = Array.from({ length: 1_203 }, (_, n) => ({
    ...{ actor: 'U1', action: 'tested', subject: `s${n}` },
    details: { n, text: hostile, big: '3074457345618265000', nested: [null, true, 1.5] },
  }))
  await logChanges(pool, 'T1', now, deeds)
  await pool.query(`SELECT setval('journal_id_seq', 9007199254740995, false)`)
  await logChanges(pool, 'T1', now, [deed])
  await prisma.person.create({
    data: {
      workspaceId: 'T1',
      id: 'p1',
      name: hostile,
      kind: 'member',
      firstSeenAt: now,
      endAt: new Date(0),
    },
  })
  await prisma.personAddress.create({
    data: { workspaceId: 'T1', address: 'z@a.com', personId: 'p1', kind: 'primary', since: now },
  })
  await prisma.syncRun.create({
    data: {
      ...{ workspaceId: 'T1', id: 'h1', source: 'groups', sourceId: 'T1', state: 'held', fence: 0 },
      ...{ startedAt: now, heartbeatAt: now },
      stagePages: { create: { number: 1, rows: [['S1', hostile]], sameIds: [], digests: [hostile] } },
    },
  })
  await prisma.connection.create({
    data: {
      ...{ workspaceId: 'T1', miroOrgId: '3074457345618265000', organizationName: hostile, plan: 'company' },
      ...{ clientId: 'c', clientSecret: 'v1.k.sealed', accessToken: 'v1.k.a', scimToken: 'v1.k.scim' },
      ...{ scimTokenBy: 'U1', scimTokenAt: now, miroUserId: 'm', connectedBy: 'U1', state: 'connected' },
      ...{ tokensStoredAt: now, connectedAt: now, stateSince: now },
    },
  })
}

const everything = async ({ prisma }: Storage) => ({
  workspaces: await prisma.workspace.findMany(),
  people: await prisma.person.findMany({ include: { addresses: true } }),
  journal: await prisma.journalRow.findMany({ orderBy: { id: 'asc' } }),
  parts: await prisma.journalPart.findMany({ orderBy: { id: 'asc' } }),
  held: await prisma.syncRun.findMany({ include: { stagePages: true } }),
  connections: await prisma.connection.findMany(),
})

async function withTwo(
  kinds: readonly Storage['kind'][],
  work: (one: Storage, other: Storage) => Promise<void>,
) {
  const [one, other] = await Promise.all(kinds.map(kind => openTestStorage(kind)))
  if (one === undefined || other === undefined) throw new Error('two kinds are needed')
  try {
    await work(one, other)
  } finally {
    await one.close()
    await other.close()
  }
}

const served = await serverIsReachable()

describe.each([
  ['embedded', 'embedded'],
  ['embedded', 'served'],
  ['served', 'embedded'],
] as const)('a backup', (from, to) => {
  const possible = served || (from === 'embedded' && to === 'embedded')
  it.skipIf(!possible)(`of the ${from} database fills a ${to} one with the same`, async () => {
    await withTwo([from, to], async (one, other) => {
      const file = await freshFile()
      await addRows(one)
      expect(await writeBackup(one, file, now)).toBe(2_421)
      expect((await stat(file)).mode & 0o777).toBe(0o600)
      expect(await restoreBackup(other, file)).toBe(2_421)
      expect(await everything(other)).toEqual(await everything(one))
      await logChanges(other.pool, 'T1', now, [deed])
      const last = await other.prisma.journalRow.findFirst({ orderBy: { id: 'desc' } })
      expect(last?.id).toBeGreaterThan(9_007_199_254_740_995n)
    })
  })
})

describe('a backup file', () => {
  it('is never written over, and goes into an empty database only', async () => {
    await withTwo(['embedded', 'embedded'], async (one, other) => {
      const file = await freshFile()
      await addRows(one)
      await writeBackup(one, file, now)
      await expect(writeBackup(one, file, now)).rejects.toThrow(`${file} exists already. Name another file.`)
      await addRows(other)
      await expect(restoreBackup(other, file)).rejects.toThrow('The database holds data already.')
    })
  })

  it('that is damaged changes nothing', async () => {
    await withTwo(['embedded', 'embedded'], async (one, other) => {
      const file = await freshFile()
      await addRows(one)
      await writeBackup(one, file, now)
      const migrations = await readMigrations()
      expect(await readBackupMigrations(file)).toEqual(
        migrations.migrationDirectories.map(({ path }) => path),
      )
      const text = await readFile(file, 'utf8')
      const lines = text.split('\n')
      const damaged: [string, string][] = [
        ['', 'it is cut off'],
        ['[1]\n', 'it is not a backup of this program'],
        [lines.slice(0, -2).join('\n'), 'it is cut off'],
        [[...lines.slice(0, 5), ...lines.slice(6)].join('\n'), 'rows are missing'],
        [text.replace('\nworkspace ', '\npg_class '), 'line 2 is for a table|line \\d+ is for a table'],
        [text.replace(/(\nperson .*)"member"/, '$1"mem'), 'rows of person were refused'],
        [text + text, 'it goes on after its end'],
      ]
      for (const [content, why] of damaged) {
        await writeFile(file, content)
        await expect(restoreBackup(other, file)).rejects.toThrow(new RegExp(`cannot be restored: (${why})`))
        expect(await other.prisma.workspace.count()).toBe(0)
      }
    })
  })
})

describe('npm run backup and npm run restore', () => {
  const program = fileURLToPath(new URL('../../dist/backup-main.js', import.meta.url))
  const run = (dataDir: string, ...args: string[]) =>
    promisify(execFile)(execPath, [program, ...args], {
      env: { ...env, DATABASE_URL: '', DATA_DIR: dataDir },
    }).then(
      ({ stdout }) => stdout,
      (error: { code: number; stderr: string }) => `exit ${error.code}: ${error.stderr}`,
    )

  it('move a data directory by way of a file', async () => {
    const [one, other] = [await mkdtemp(join(tmpdir(), 'backup-')), await mkdtemp(join(tmpdir(), 'backup-'))]
    const file = await freshFile()
    const said = `0 rows were written to ${file}. Keep the encryption key too: the secrets in the file are sealed with it.\n`
    expect(await run(one, 'backup', file)).toBe(said)
    expect(await run(other, 'restore', file)).toMatch(/^0 rows were restored\./)
    expect(await run(one, 'backup')).toMatch(/^exit 1: Say which file/)
    expect(await run(one, 'restore', join(one, 'missing'))).toMatch(/^exit 1: The restore failed: .*ENOENT/)
  })
})
