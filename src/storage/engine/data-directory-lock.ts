import { createHash, randomBytes } from 'node:crypto'
import { lstat, mkdir, readdir, realpath, rm } from 'node:fs/promises'
import { createConnection, createServer, type Server } from 'node:net'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
// The process id is a fact about the holder of the lock, not configuration.
import { pid } from 'node:process'
import { setTimeout as wait } from 'node:timers/promises'
import { StorageError } from './storage-error.ts'

export type DataDirectoryLock = { release(): Promise<void> }

type Holder = { pid: number; host: string; since: string; holding: boolean }

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
  const server = await listen(join(directory, name), own)
  const dead: string[] = []
  for (const other of await readdir(directory)) {
    if (!other.startsWith('lock-') || other === name) continue
    const answer = await ask(join(directory, other))
    if (answer === 'dead') dead.push(other)
    else {
      await close(server)
      return { lock: null, by: answer }
    }
  }
  // Removed by a program that looked before this one listened: what cannot be seen keeps nobody out.
  if (!(await exists(join(directory, name)))) {
    await close(server)
    return { lock: null, by: { ...own, holding: false } }
  }
  own.holding = true
  for (const other of dead) await rm(join(directory, other), { force: true })
  return { lock: { release: () => close(server) } }
}

/** Whether a directory was locked by a program that is dead. */
export async function isLeft(directory: string): Promise<boolean> {
  const locks = (await readdir(directory)).filter(name => name.startsWith('lock-'))
  const answers = await Promise.all(locks.map(name => ask(join(directory, name))))
  return answers.length > 0 && answers.every(answer => answer === 'dead')
}

async function listen(path: string, own: Holder): Promise<Server> {
  const server = createServer(socket => {
    socket.on('error', () => {})
    socket.end(`${JSON.stringify(own)}\n`)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, resolve)
  })
  server.unref()
  return server
}

const close = async (server: Server): Promise<void> => {
  await new Promise<void>(resolve => server.close(() => resolve()))
}

/** Who listens there; null: somebody who does not say who. Only a refused connection means that nobody does. */
async function ask(path: string): Promise<Holder | null | 'dead'> {
  return await new Promise(resolve => {
    let text = ''
    const socket = createConnection(path)
    socket.setTimeout(2_000, () => socket.destroy())
    socket.setEncoding('utf8')
    socket.on('data', chunk => {
      text += chunk
    })
    socket.on('error', (error: Error & { code?: string }) => {
      resolve(error.code === 'ECONNREFUSED' || error.code === 'ENOENT' ? 'dead' : null)
    })
    socket.on('close', () => resolve(parseHolder(text)))
  })
}

function parseHolder(text: string): Holder | null {
  try {
    const { pid, host, since, holding } = JSON.parse(text)
    return { pid: Number(pid), host: String(host), since: String(since), holding: holding !== false }
  } catch {
    return null
  }
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
