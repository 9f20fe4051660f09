/** Counts the work that people wait for: a stop waits for it, and long work makes way for it. */
export type InFlight = {
  run<T>(work: () => Promise<T>): Promise<T>
  /** Resolves when nothing goes on any more, or after `limitMs`. */
  settled(limitMs: number): Promise<void>
}

export function openInFlight(): InFlight {
  const waiting = new Set<() => void>()
  let going = 0
  const ended = () => {
    going -= 1
    if (going === 0) for (const resolve of [...waiting]) resolve()
  }
  return {
    async run(work) {
      going += 1
      try {
        return await work()
      } finally {
        ended()
      }
    },
    async settled(limitMs) {
      if (going === 0) return
      await new Promise<void>(resolve => {
        const end = () => {
          clearTimeout(timer)
          waiting.delete(end)
          resolve()
        }
        const timer = setTimeout(end, limitMs)
        waiting.add(end)
      })
    },
  }
}
