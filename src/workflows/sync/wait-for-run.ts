import type { Uses } from '../uses.ts'
import type { Run } from './run.ts'

const look = 1_000

/** Whoever waited longer has long stopped looking. */
const patience = 30 * 60_000

/**
 * Waits until nobody works on a run any more, and returns it as it is then: ended, or left by its process. Null when
 * that takes too long.
 */
export async function waitForRun(
  world: Uses<'clock' | 'pause' | 'retrying' | 'runs.get' | 'runs.working' | 'runs.waitedForBy'>,
  run: Run,
  by: string,
  onRows: (rowsRead: number) => void,
): Promise<Run | null> {
  const { workspaceId, id, source, sourceId } = run
  await world.runs.waitedForBy(run, by)
  const enough = world.clock().getTime() + patience
  for (let shown = -1; world.clock().getTime() < enough; ) {
    // It asks nothing of Miro; it throws once Miro's client is closing.
    await world.retrying(async () => {})
    const working = await world.runs.working(workspaceId, source, sourceId, world.clock())
    if (working?.id !== id) return world.runs.get(workspaceId, id)
    if (working.rows !== shown) onRows(working.rows)
    shown = working.rows
    await world.pause(look)
  }
  return null
}
