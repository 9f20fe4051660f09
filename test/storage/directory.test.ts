import { existsSync } from 'node:fs'
import { mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { directoryRefusal, makeDirectory } from '../../src/storage/engine/data-directory.ts'
import { openStorage } from '../../src/storage/engine/open.ts'

async function freshDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'directory-'))
  onTestFinished(() => rm(directory, { recursive: true, force: true }))
  return directory
}

const refusalOf = (dataDir: string): Promise<unknown> =>
  openStorage({ databaseUrl: null, dataDir }, { onFatal: () => {}, log: { warn: () => {} } }).then(
    storage => storage.close(),
    error => error,
  )

test('what is missing above a directory is made too, for the owner alone, also by several at once', async () => {
  const above = await freshDirectory()
  const path = join(above, 'a', 'b', 'c')
  await Promise.all(Array.from({ length: 5 }, () => makeDirectory(path)))
  const modes = await Promise.all(['a', 'a/b', 'a/b/c'].map(each => stat(join(above, each))))
  expect(modes.map(({ mode }) => mode & 0o777)).toEqual([0o700, 0o700, 0o700])
})

test('a DATA_DIR that is a file, or leads through one, is refused', async () => {
  const file = join(await freshDirectory(), 'file')
  await writeFile(file, 'something')
  for (const dataDir of [file, join(file, 'below')])
    expect(await refusalOf(dataDir)).toMatchObject({
      kind: 'bad_directory',
      message: `DATA_DIR: ${dataDir} is a file, or leads through one. Set a folder that is there or can be made, and start again.`,
    })
})

test('a DATA_DIR that is a link to nothing is refused', async () => {
  const link = join(await freshDirectory(), 'link')
  await symlink('/no/such/directory', link)
  expect(await refusalOf(link)).toMatchObject({ kind: 'bad_directory' })
})

// Node's own recursive mkdir never comes back from there.
test.skipIf(!existsSync('/proc/self'))(
  'a DATA_DIR where nothing can be made is refused at once',
  async () => {
    for (const dataDir of ['/proc/nope', '/proc/nope/below'])
      expect(await refusalOf(dataDir)).toMatchObject({
        kind: 'bad_directory',
        message: `DATA_DIR: the folder ${dataDir} cannot be made. Set another one, and start again.`,
      })
  },
)

test('a DATA_DIR that may not be written to is refused, and another error is not explained away', () => {
  const denied = Object.assign(new Error('listen EACCES: permission denied /data/lock-1'), { code: 'EACCES' })
  expect(directoryRefusal(denied, '/data')).toMatchObject({
    kind: 'bad_directory',
    message:
      'DATA_DIR: the user that runs the bot may not read and write all of /data. Give the folder to that user ' +
      '(chown -R), or set another one, and start again.',
  })
  const other = new Error('a bug')
  expect(directoryRefusal(other, '/data')).toBe(other)
})
