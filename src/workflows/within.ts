/** Calls after so many milliseconds of real time, unless cancelled by what it returns. */
export type After = (milliseconds: number, call: () => void) => () => void

/**
 * Waits for work that is of use only to somebody who is looking: its result, or `late` when they waited long enough.
 * Throws what the work throws. Work that is late goes on by itself.
 */
export async function within<T>(
  after: After,
  milliseconds: number,
  work: Promise<T>,
): Promise<{ readonly result: T } | 'late'> {
  let cancel = () => {}
  const late = new Promise<'late'>(resolve => {
    cancel = after(milliseconds, () => resolve('late'))
  })
  return Promise.race([work.then(result => ({ result })), late]).finally(() => cancel())
}
