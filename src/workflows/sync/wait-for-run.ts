import type { Run } from './run.ts'

type Needs = {
  readonly clock: () => Date
  readonly pause: (milliseconds: number) => Promise<void>
  /** Throws once the program is stopping. */
  readonly unlessStopping: () => Promise<void>
  readonly runs: {
    get(workspaceId: string, id: string): Promise<Run | null>
    working(
      workspaceId: string,
      source: Run['source'],
      sourceId: string,
      now: Date,
    ): Promise<Pick<Run, 'id' | 'rows'> | null>
    /** Notes who waits for a run that nobody asked for, so that a second person's request can join the first. */
    waitedForBy(run: Run, by: string): Promise<void>
  }
}

const look = 1_000

/** Whoever waited longer has long stopped looking. */
const patience = 30 * 60_000

/**
 * Waits until nobody works on a run any more, and returns it as it is then: ended, or left by its process. Null when
 * that takes too long.
 */
export async function waitForRun(
  needs: Needs,
  run: Run,
  by: string,
  onRows: (rowsRead: number) => void,
): Promise<Run | null> {
  const { workspaceId, id, source, sourceId } = run
  await needs.runs.waitedForBy(run, by)
  const enough = needs.clock().getTime() + patience
  for (let shown = -1; needs.clock().getTime() < enough; ) {
    await needs.unlessStopping()
    const working = await needs.runs.working(workspaceId, source, sourceId, needs.clock())
    if (working?.id !== id) return needs.runs.get(workspaceId, id)
    if (working.rows !== shown) onRows(working.rows)
    shown = working.rows
    await needs.pause(look)
  }
  return null
}
