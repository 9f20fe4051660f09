import { createHash, randomBytes } from 'node:crypto'
import { lstat, mkdir, readdir, realpath, rm } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
// The process id is a fact about the holder of the lock, not configuration.
import { pid } from 'node:process'
import { setTimeout as wait } from 'node:timers/promises'
import { type Asked, askHolder, askWhoHolds } from './ask-holder.ts'
import { type Holder, type HolderSocket, listenAsHolder } from './holder-socket.ts'
import { StorageError } from './storage-error.ts'

/** `answer`: whoever else is of the same user and machine may ask the holder for something. */
export type DataDirectoryLock = Pick<HolderSocket, 'answer'> & { release(): Promise<void> }

/** How often to try again when two programs start in the same moment and both give way. */
const turns = 8

/**
 * Keeps every other program out of a data directory: opening it twice destroys it silently. The lock is a unix
 * socket that listens in the directory; it dies with the process, works between containers that share the
 * directory, and is never taken over because of age.
 *
 * Every program listens first and looks at the others' sockets afterwards. Of two that start together at least
 * one therefore sees the other, so never both hold it. Files of dead programs are removed by the holder only.
 */
export async function lockDataDirectory(dataDirectory: string, now: () => Date): Promise<DataDirectoryLock> {
  const directory = await socketDirectory(await realpath(dataDirectory))
  for (let turn = 1; ; turn += 1) {
    const outcome = await tryToLock(directory, now)
    if (outcome.lock !== null) return outcome.lock
    if (outcome.by?.holding !== false || turn === turns) throw inUse(dataDirectory, outcome.by)
    await wait(50 + 450 * (randomBytes(1).readUInt8() / 255))
  }
}

async function tryToLock(
  directory: string,
  now: () => Date,
): Promise<{ lock: DataDirectoryLock } | { lock: null; by: Holder | null }> {
  const own: Holder = { pid, host: hostname(), since: now().toISOString(), holding: false }
  const name = `lock-${randomBytes(4).toString('hex')}`
  const socket = await listenAsHolder(join(directory, name), own)
  const dead: string[] = []
  for (const other of await readdir(directory)) {
    if (!other.startsWith('lock-') || other === name) continue
    const answer = await askWhoHolds(join(directory, other))
    if (answer === 'dead') dead.push(other)
    else {
      await socket.close()
      return { lock: null, by: answer }
    }
  }
  // Removed by a program that looked before this one listened: what cannot be seen keeps nobody out.
  if (!(await exists(join(directory, name)))) {
    await socket.close()
    return { lock: null, by: { ...own, holding: false } }
  }
  own.holding = true
  for (const other of dead) await rm(join(directory, other), { force: true })
  return { lock: { answer: socket.answer, release: socket.close } }
}

/** Whether a directory was locked by a program that is dead. */
export async function isLeft(directory: string): Promise<boolean> {
  const locks = (await readdir(directory)).filter(name => name.startsWith('lock-'))
  const answers = await Promise.all(locks.map(name => askWhoHolds(join(directory, name))))
  return answers.length > 0 && answers.every(answer => answer === 'dead')
}

/** Asks the program that holds a data directory for something by its name; null: nobody holds it. */
export async function askWhoeverHolds(
  dataDirectory: string,
  name: string,
  tell: (part: unknown) => void,
): Promise<Asked | null> {
  const directory = await socketDirectory(await realpath(dataDirectory))
  for (const lock of (await readdir(directory)).filter(each => each.startsWith('lock-'))) {
    const holder = await askWhoHolds(join(directory, lock))
    if (holder === 'dead' || holder?.holding === false) continue
    if (holder === null) return { outcome: 'broken_off' }
    return await askHolder(join(directory, lock), name, tell)
  }
  return null
}

function inUse(dataDirectory: string, holder: Holder | null): StorageError {
  const who =
    holder === null ? 'another process' : `process ${holder.pid} on ${holder.host}, since ${holder.since}`
  return new StorageError(
    'locked',
    `The data directory ${dataDirectory} is in use by ${who}. Two programs would destroy each other's data: ` +
      'stop that one first, or give this one another DATA_DIR.',
  )
}

/** A unix socket's path may have about 100 bytes; a longer directory is stood in for by one named after it. */
async function socketDirectory(dataDirectory: string): Promise<string> {
  if (Buffer.byteLength(dataDirectory) <= 85) return dataDirectory
  const name = createHash('sha256').update(dataDirectory).digest('hex').slice(0, 16)
  const parent = Buffer.byteLength(tmpdir()) <= 40 ? tmpdir() : '/tmp'
  const standIn = join(parent, `miro-access-bot-lock-${name}`)
  await mkdir(standIn, { recursive: true, mode: 0o700 })
  return standIn
}

async function exists(path: string): Promise<boolean> {
  return await lstat(path).then(
    () => true,
    () => false,
  )
}
