/** Counts the work going on, so that a stop can wait for it. */
type InFlight = {
  run<T>(work: () => Promise<T>): Promise<T>
  /** Resolves when nothing goes on any more, or after `limitMs`. */
  settled(limitMs: number): Promise<void>
}

export function openInFlight(): InFlight {
  const going = new Set<Promise<unknown>>()
  return {
    async run(work) {
      const promise = work()
      going.add(promise)
      try {
        return await promise
      } finally {
        going.delete(promise)
      }
    },
    async settled(limitMs) {
      let timer: NodeJS.Timeout | undefined
      const limit = new Promise<void>(resolve => {
        timer = setTimeout(resolve, limitMs)
      })
      const empty = async () => {
        while (going.size > 0) await Promise.allSettled(going)
      }
      await Promise.race([empty(), limit])
      clearTimeout(timer)
    },
  }
}
