import { statfs } from 'node:fs/promises'
import { prepareCluster } from './data-directory.ts'
import { type DataDirectoryLock, lockDataDirectory } from './data-directory-lock.ts'
import { directoryRefusal } from './directory-refusal.ts'
import { assertRoom, roomToWrite } from './disk-room.ts'
import { openEmbedded } from './embedded.ts'
import type { WatchLimits } from './embedded-watchdog.ts'
import { makeDirectory } from './make-directory.ts'
import { migrate } from './migrate.ts'
import { openServed } from './served.ts'
import { type Storage, storageOn } from './storage.ts'
import { StorageError } from './storage-error.ts'

export type { Storage } from './storage.ts'

/** `databaseUrl` null: the embedded database in `dataDir`. */
type Where = { databaseUrl: string | null; dataDir: string }

type Surroundings = {
  /** The embedded database has died or hangs. Nothing can be stored any more: say the message and end. */
  onFatal: (message: string) => void
  log: { warn(fields: { err: Error }, message: string): void }
  clock?: () => Date
  watchLimits?: WatchLimits
  /** Only these: the schema a backup was made with. The next start applies the others. */
  migrations?: readonly string[]
}

/** Opens the database, keeps other programs out of an embedded one, and brings the schema up to date. */
export async function openStorage(where: Where, surroundings: Surroundings): Promise<Storage> {
  const { databaseUrl, dataDir } = where
  if (databaseUrl === null) return await openDirectory(dataDir, surroundings)
  const onLost = (err: Error) => surroundings.log.warn({ err }, 'a connection to the database was lost')
  return await openServed({ databaseUrl, onLost, migrations: surroundings.migrations })
}

async function openDirectory(dataDir: string, surroundings: Surroundings): Promise<Storage> {
  const orRefused = (error: unknown) => {
    throw directoryRefusal(error, dataDir)
  }
  const lock = await makeAndLock(dataDir, surroundings.clock ?? (() => new Date())).catch(orRefused)
  try {
    const directory = await prepareCluster(dataDir).catch(orRefused)
    const database = await openEmbedded({ directory }, surroundings.onFatal, surroundings.watchLimits)
    try {
      await migrate(database.pool, { only: surroundings.migrations })
    } catch (error) {
      await database.close()
      throw error
    }
    return storageOn({
      kind: 'embedded',
      pool: database.pool,
      room: () => assertRoom(dataDir, roomToWrite),
      close: async () => {
        await database.close()
        await lock.release()
      },
    })
  } catch (error) {
    await lock.release()
    throw error
  }
}

async function makeAndLock(dataDir: string, clock: () => Date): Promise<DataDirectoryLock> {
  await makeDirectory(dataDir)
  await refuseNetworkDirectory(dataDir)
  return await lockDataDirectory(dataDir, clock)
}

// statfs(2): NFS, SMB, CIFS, SMB2. The lock does not reach other machines.
const networkFileSystems = new Set([0x6969, 0x517b, 0xff534d42, 0xfe534d42])

async function refuseNetworkDirectory(directory: string): Promise<void> {
  const { type } = await statfs(directory)
  if (!networkFileSystems.has(type)) return
  throw new StorageError(
    'network_directory',
    `The data directory ${directory} is on a network file system, where another machine could open it unseen. ` +
      'Use a local disk, or a PostgreSQL server (DATABASE_URL).',
  )
}
