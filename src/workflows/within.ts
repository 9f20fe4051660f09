/** Calls after so many milliseconds of real time, unless cancelled by what it returns. */
export type After = (milliseconds: number, call: () => void) => () => void

/** What work came to: its result, `late` when somebody waited long enough, `failed` when it threw. */
export type Within<T> = { readonly result: T } | 'late' | 'failed'

/** Waits for work that is of use only to somebody who is looking. Work that is late goes on by itself. */
export async function within<T>(after: After, milliseconds: number, work: Promise<T>): Promise<Within<T>> {
  let cancel = () => {}
  const late = new Promise<'late'>(resolve => {
    cancel = after(milliseconds, () => resolve('late'))
  })
  const ended = await Promise.race([
    work.then(
      result => ({ result }),
      () => 'failed' as const,
    ),
    late,
  ])
  cancel()
  return ended
}
