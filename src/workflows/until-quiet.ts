import type { Uses } from './uses.ts'

/** What comes within a second of each other belongs together, but nothing waits longer than two. */
const quiet = { milliseconds: 1_000, step: 500, steps: 4 }

/** What waits, once nothing more comes for a while. `newestAt`: when the last of it came; null when nothing waits. */
export async function untilQuiet<T>(
  world: Uses<'clock' | 'pause'>,
  read: () => Promise<T>,
  newestAt: (found: T) => Date | null,
): Promise<T> {
  for (let left = quiet.steps; ; left -= 1) {
    const found = await read()
    const newest = newestAt(found)
    if (newest === null || left === 0 || world.clock().getTime() - newest.getTime() >= quiet.milliseconds)
      return found
    await world.pause(quiet.step)
  }
}
