import type { Storage } from './storage/engine/storage.ts'
import type { Repositories } from './storage/open-repositories.ts'
import type { Health } from './web/health-routes.ts'
import { within } from './workflows/waiting.ts'

/** Milliseconds that whoever asks for the health waits for the database. */
const healthPatience = 5_000

/** Answers even when the database does not: that is what it is asked for. */
export async function readHealth(
  world: Parameters<typeof within>[0] & {
    readonly connections: Pick<Repositories['connections'], 'all'>
    readonly workspaces: Pick<Repositories['workspaces'], 'all'>
  },
  storage: Storage,
  slack: boolean,
): Promise<Health> {
  const asking = Promise.all([world.connections.all(), world.workspaces.all()])
  const asked = await within(world, healthPatience, asking).catch(() => 'late' as const)
  const [connections, workspaces] = asked === 'late' ? [[], []] : asked.result
  const last = connections.map(connection => connection.lastCompleteSyncAt?.getTime() ?? null)
  const known = last.flatMap(time => time ?? [])
  return {
    database: asked !== 'late',
    room: await storage.room().then(
      () => true,
      () => false,
    ),
    appRemoved: workspaces.some(({ removedAt }) => removedAt !== null),
    slack,
    connections: last.length,
    lastCompleteSyncAt: last.length > 0 && known.length === last.length ? new Date(Math.min(...known)) : null,
  }
}
