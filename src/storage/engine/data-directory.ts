import { statfsSync } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm, stat, statfs, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { diskIsFull } from './embedded-watchdog.ts'
import { startEmbeddedThread } from './embedded-worker-thread.ts'
import { codeOf, StorageError } from './storage-error.ts'

// PGlite is pinned exactly; a version that reads other files changes these with it.
const thisVersion = { pglite: '0.5', postgres: '18' }

/**
 * Finds the cluster in the data directory, or makes one, and returns its path. Only for the holder of the
 * directory's lock. A cluster appears under its name when it is complete, so a kill leaves none or a whole one.
 */
export async function prepareCluster(dataDirectory: string): Promise<string> {
  const database = join(dataDirectory, 'database')
  const cluster = join(database, 'cluster')
  const written = await readVersion(database)
  if (written !== null) {
    refuseOtherVersion(dataDirectory, written)
    await assertRoom(dataDirectory, roomToWrite)
    return cluster
  }
  await assertRoom(dataDirectory, roomToCreate)
  const half = join(dataDirectory, 'database.unfinished')
  await rm(half, { recursive: true, force: true })
  await mkdir(half, { mode: 0o700 })
  const halfCluster = join(half, 'cluster')
  await startEmbeddedThread({
    mode: 'create',
    directory: halfCluster,
    image: null,
    saveImage: null,
    socket: '',
  })
  await writeFile(join(half, 'version.json'), `${JSON.stringify(thisVersion)}\n`, { flush: true })
  await flushTree(half)
  await rename(half, database)
  await flush(dataDirectory)
  return cluster
}

async function readVersion(database: string): Promise<string | null> {
  try {
    return await readFile(join(database, 'version.json'), 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
}

function refuseOtherVersion(dataDirectory: string, written: string): void {
  if (written.trim() === JSON.stringify(thisVersion)) return
  throw new StorageError(
    'other_version',
    `The database in ${dataDirectory} was written with ${describe(written)}; this version of the program reads ` +
      `only ${describe(JSON.stringify(thisVersion))}. Nothing was changed. Install the version that wrote it, run ` +
      '"npm run backup -- <file>" with it, move the directory away, and run "npm run restore -- <file>" with this one.',
  )
}

const describe = (version: string): string => {
  const [pglite, postgres] = version.match(/[\d.]+/g) ?? []
  return `PGlite ${pglite ?? '(unknown)'} and PostgreSQL ${postgres ?? '(unknown)'}`
}

/** PostgreSQL's first files are written before its syncing is on: put them on disk before they count. */
async function flushTree(directory: string): Promise<void> {
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name)
    if (entry.isDirectory()) await flushTree(path)
    else if (entry.isFile()) await flush(path)
  }
  await flush(directory)
}

async function flush(path: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

const megabyte = 1024 * 1024

/** What a new data directory takes, with the log PostgreSQL writes ahead. */
export const roomToCreate = 250 * megabyte
/** Below this nothing large is written. PGlite repeats a write that did not fit for ever. */
export const roomToWrite = 64 * megabyte

/** Throws StorageError 'disk_full' unless the directory's disk has this many bytes left. */
export async function assertRoom(directory: string, bytes: number): Promise<void> {
  const left = await bytesLeft(directory)
  if (left < bytes)
    throw new StorageError('disk_full', `${shortOfRoom(directory, left, bytes)} Free some space.`)
}

/** What the directory's disk has left for the user that runs the bot. */
export async function bytesLeft(directory: string): Promise<number> {
  const { bavail, bsize } = await statfs(directory)
  return bavail * bsize
}

const shortOfRoom = (directory: string, left: number, bytes: number): string =>
  `The disk that holds ${directory} is ${left < megabyte ? 'full' : 'nearly full'}: ` +
  `${Math.floor(left / megabyte)} MB are left and ${bytes / megabyte} MB are needed.`

/** Why the database was ended, in words for whoever has to start it again: most often the disk has filled up. */
export function whyEnded(directory: string, message: string): string {
  const cure = 'Free some space and start again.'
  if (message.includes(cure)) return message
  try {
    const { bavail, bsize } = statfsSync(directory)
    const left = bavail * bsize
    if (left < roomToWrite) {
      const short = `${shortOfRoom(directory, left, roomToWrite)} ${cure}`
      return message === diskIsFull ? short : `${message} ${short}`
    }
  } catch {
    // The message says enough.
  }
  return message === diskIsFull ? `${message} ${cure}` : message
}

/**
 * Makes a directory for its owner alone, and those above it that are missing. Not with `recursive`: below /proc and
 * the like, where making one fails as if the one above were missing, Node 20 goes on for ever.
 */
export async function makeDirectory(path: string): Promise<void> {
  try {
    await make(path)
  } catch (error) {
    const above = dirname(path)
    if (codeOf(error) !== 'ENOENT' || above === path) throw error
    // Where it is there, somebody made it meanwhile, or nothing can be made below it: a second try tells.
    if (!(await isThere(above))) await makeDirectory(above)
    await make(path)
  }
}

/** One that is there already is fine. */
async function make(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 })
  } catch (error) {
    if (codeOf(error) !== 'EEXIST' || !(await stat(path)).isDirectory()) throw error
  }
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )

/** Why a data directory cannot be used, in words for whoever set DATA_DIR. An error that is none of a file comes back as it is. */
export function directoryRefusal(error: unknown, dataDir: string): unknown {
  const why = reasons[codeOf(error) ?? '']
  if (why === undefined) return error
  return new StorageError('bad_directory', `DATA_DIR: ${why(dataDir)}, and start again.`, { cause: error })
}

const notAllowed = (dataDir: string): string =>
  `the user that runs the bot may not read and write all of ${dataDir}. Give the folder to that user (chown -R), or set another one`

const notAFolder = (dataDir: string): string =>
  `${dataDir} is a file, or leads through one. Set a folder that is there or can be made`

const reasons: Readonly<Record<string, (dataDir: string) => string>> = {
  EACCES: notAllowed,
  EPERM: notAllowed,
  EROFS: dataDir => `${dataDir} is on a disk that is read-only. Set a folder on another one`,
  EEXIST: notAFolder,
  ENOTDIR: notAFolder,
  ENOENT: dataDir => `the folder ${dataDir} cannot be made. Set another one`,
  ENAMETOOLONG: () => 'the path of the folder is too long. Set a shorter one',
}

// statfs(2): NFS, SMB, CIFS, SMB2. The lock does not reach other machines.
const networkFileSystems = new Set([0x6969, 0x517b, 0xff534d42, 0xfe534d42])

export async function refuseNetworkDirectory(directory: string): Promise<void> {
  const { type } = await statfs(directory)
  if (!networkFileSystems.has(type)) return
  throw new StorageError(
    'network_directory',
    `The data directory ${directory} is on a network file system, where another machine could open it unseen. ` +
      'Use a local disk, or a PostgreSQL server (DATABASE_URL).',
  )
}
