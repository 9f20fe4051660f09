import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isLeft, lockDataDirectory } from './data-directory-lock.ts'
import { codeOf, StorageError } from './storage-error.ts'

export type SocketDirectory = { readonly path: string; remove(): Promise<void> }

const prefix = 'miro-access-bot-'

/** A unix socket's path may have about 100 bytes. */
const parentDirectory = (): string => (Buffer.byteLength(tmpdir()) <= 60 ? tmpdir() : '/tmp')

/** A directory of its own for the socket of an embedded database. It is locked, so that others see that it is in use. */
export async function makeSocketDirectory(): Promise<SocketDirectory> {
  const parent = parentDirectory()
  try {
    const path = await mkdtemp(join(parent, prefix))
    const lock = await lockDataDirectory(path, () => new Date())
    return {
      path,
      remove: async () => {
        await lock.release()
        await rm(path, { recursive: true, force: true })
      },
    }
  } catch (error) {
    throw new StorageError(
      'bad_directory',
      `TMPDIR: the folder for temporary files, ${parent}, cannot be written (${codeOf(error) ?? 'unknown'}). ` +
        'Let the user that runs the bot write there, or set TMPDIR to another folder, and start again.',
      { cause: error },
    )
  }
}

/** Removes what processes left that were killed. What cannot be looked at belongs to another user, and stays. */
export async function removeLeftDirectories(): Promise<void> {
  const parent = parentDirectory()
  const names = await readdir(parent).catch(() => [])
  for (const name of names) {
    // mkdtemp writes six letters and digits behind the prefix.
    if (!name.startsWith(prefix) || !/^\w{6}$/.test(name.slice(prefix.length))) continue
    const path = join(parent, name)
    if (await isLeft(path).catch(() => false))
      await rm(path, { recursive: true, force: true }).catch(() => {})
  }
}
