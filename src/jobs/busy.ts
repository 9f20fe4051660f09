/** Counts what is under way, so that stopping can wait for it. */
export type Busy = {
  during<T>(work: Promise<T>): Promise<T>
  count(): number
  /** Resolves when nothing is under way, at the latest after `milliseconds`. */
  idle(milliseconds: number): Promise<void>
}

export function openBusy(): Busy {
  let count = 0
  let waiting: (() => void)[] = []
  const leave = (): void => {
    count -= 1
    if (count > 0) return
    for (const resume of waiting) resume()
    waiting = []
  }
  return {
    during: work => {
      count += 1
      return work.finally(leave)
    },
    count: () => count,
    idle: milliseconds =>
      new Promise(resolve => {
        if (count === 0) return resolve()
        const limit = setTimeout(resolve, milliseconds)
        waiting.push(() => {
          clearTimeout(limit)
          resolve()
        })
      }),
  }
}
