import { setImmediate as nextTurn } from 'node:timers/promises'

/** Counts the work that people wait for: a stop waits for it, and long work makes way for it. */
export type InFlight = {
  run<T>(work: () => Promise<T>): Promise<T>
  /** Resolves when nothing goes on any more, or after `limitMs` where that is given. */
  settled(limitMs?: number): Promise<void>
  /** How much goes on. */
  count(): number
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
        const timer = limitMs === undefined ? undefined : setTimeout(end, limitMs)
        waiting.add(end)
      })
    },
    count: () => going,
  }
}

/** Remembers keys for a while, at most `max` of them: what Slack, a double click or a thief sends twice. */
export type Seen = {
  /** True the first time. */
  isNew(key: string): boolean
}

export function openSeen(clock: () => Date, keepMs = 10 * 60_000, max = 20_000): Seen {
  // A Map keeps the order of insertion, so the oldest are always in front.
  const until = new Map<string, number>()
  return {
    isNew(key) {
      const now = clock().getTime()
      for (const [old, end] of until) {
        if (end > now) break
        until.delete(old)
      }
      if (until.has(key)) return false
      const [oldest] = until.keys()
      if (until.size >= max && oldest !== undefined) until.delete(oldest)
      until.set(key, now + keepMs)
      return true
    },
  }
}

/** Each waiting caller goes on in its own turn of the event loop, in the order they came. */
export function oneEachTurn(): () => Promise<unknown> {
  let last: Promise<unknown> = Promise.resolve()
  return () => {
    last = last.then(() => nextTurn())
    return last
  }
}
