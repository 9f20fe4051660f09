import { mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { assertRoom, roomToCreate, roomToWrite } from './disk-room.ts'
import { startEmbeddedThread } from './embedded-worker-thread.ts'
import { StorageError } from './storage-error.ts'

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
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
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
