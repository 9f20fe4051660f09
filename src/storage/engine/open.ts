import {
  assertRoom,
  directoryRefusal,
  makeDirectory,
  prepareCluster,
  refuseNetworkDirectory,
  roomToWrite,
  whyEnded,
} from './data-directory.ts'
import { type DataDirectoryLock, lockDataDirectory } from './data-directory-lock.ts'
import { openEmbedded } from './embedded.ts'
import type { WatchLimits } from './embedded-watchdog.ts'
import { migrate } from './migrate.ts'
import { openServed } from './served.ts'
import { removeLeftDirectories } from './socket-directory.ts'
import { type Storage, storageOn } from './storage.ts'

export type { Storage } from './storage.ts'

/** `databaseUrl` null: the embedded database in `dataDir`. */
type Where = { databaseUrl: string | null; dataDir: string }

type Surroundings = {
  /** The embedded database has died or hangs. Nothing can be stored any more: say the message and end. */
  onFatal: (message: string) => void
  log: {
    warn(fields: { err: Error }, message: string): void
    info?(fields: Record<never, never>, message: string): void
  }
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
  const onWait = () =>
    surroundings.log.info?.(
      {},
      'Another copy of the bot brings the database up to date. This one waits for it.',
    )
  return await openServed({ databaseUrl, onLost, onWait, migrations: surroundings.migrations })
}

async function openDirectory(dataDir: string, surroundings: Surroundings): Promise<Storage> {
  const orRefused = (error: unknown) => {
    throw directoryRefusal(error, dataDir)
  }
  const onFatal = (message: string) => surroundings.onFatal(whyEnded(dataDir, message))
  const lock = await makeAndLock(dataDir, surroundings.clock ?? (() => new Date())).catch(orRefused)
  try {
    await removeLeftDirectories()
    const directory = await prepareCluster(dataDir).catch(orRefused)
    const database = await openEmbedded({ directory }, onFatal, surroundings.watchLimits)
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
      answer: lock.answer,
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
