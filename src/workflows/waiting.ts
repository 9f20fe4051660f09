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

/**
 * Waits for work that is of use only to somebody who is looking: its result, or `late` when they waited long enough.
 * Throws what the work throws. Work that is late goes on by itself.
 */
export async function within<T>(
  { after }: Uses<'after'>,
  milliseconds: number,
  work: Promise<T>,
): Promise<{ readonly result: T } | 'late'> {
  let cancel = () => {}
  const late = new Promise<'late'>(resolve => {
    cancel = after(milliseconds, () => resolve('late'))
  })
  return Promise.race([work.then(result => ({ result })), late]).finally(() => cancel())
}
