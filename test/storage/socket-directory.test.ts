import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execPath } from 'node:process'
import { expect, it, onTestFinished } from 'vitest'
import { makeSocketDirectory, removeLeftDirectories } from '../../src/storage/engine/socket-directory.ts'

/** A folder for temporary files of its own: other tests run at the same time. */
async function ownTemporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tmp-'))
  const before = process.env['TMPDIR']
  process.env['TMPDIR'] = folder
  onTestFinished(async () => {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
    await rm(folder, { recursive: true, force: true })
  })
  return folder
}

/** A process that listens at this path and is killed: the file of its socket stays. */
const killedListener = (path: string) =>
  spawnSync(execPath, [
    '-e',
    `require('net').createServer().listen(${JSON.stringify(path)}, () => process.kill(process.pid, 'SIGKILL'))`,
  ])

it('a start removes the folders of processes that were killed, and no other', async () => {
  const folder = await ownTemporaryFolder()
  const alive = await makeSocketDirectory()
  onTestFinished(alive.remove)
  for (const name of ['miro-access-bot-killed', 'miro-access-bot-lock-0123456789abcdef', 'other-killed'])
    await mkdir(join(folder, name))
  killedListener(join(folder, 'miro-access-bot-killed', 'lock-1'))
  killedListener(join(folder, 'other-killed', 'lock-1'))
  expect(existsSync(join(folder, 'miro-access-bot-killed', 'lock-1'))).toBe(true)
  // Just made by another process, which did not lock it yet.
  await mkdir(join(folder, 'miro-access-bot-begun1'))
  await removeLeftDirectories()
  expect((await readdir(folder)).sort()).toEqual(
    [
      alive.path.slice(folder.length + 1),
      'miro-access-bot-begun1',
      'miro-access-bot-lock-0123456789abcdef',
      'other-killed',
    ].sort(),
  )
})

it('a folder for temporary files that cannot be written is said in one sentence', async () => {
  const folder = await ownTemporaryFolder()
  process.env['TMPDIR'] = join(folder, 'gone')
  await expect(makeSocketDirectory()).rejects.toMatchObject({
    kind: 'bad_directory',
    message:
      `TMPDIR: the folder for temporary files, ${join(folder, 'gone')}, cannot be written (ENOENT). ` +
      'Let the user that runs the bot write there, or set TMPDIR to another folder, and start again.',
  })
})
