import type { Page } from './run.ts'

/** Rows that may wait in memory until they are stored. */
const most = 1_000

/**
 * Stores pages in their order while more are read, several at once: each statement costs the same however much it
 * stores. At most a fifth of what was read waits, so that little is read again when the program is cut off.
 * @param store false: it may store nothing more
 */
export function pageWriter(store: (page: Page) => Promise<boolean>) {
  let waiting: Page | null = null
  let stored = 0
  let writing: Promise<boolean> = Promise.resolve(true)
  let [busy, ending] = [false, false]

  const enough = (page: Page): boolean => ending || page.rows.length >= Math.min(most, stored / 4)

  async function drain(): Promise<boolean> {
    busy = true
    try {
      while (waiting !== null && enough(waiting)) {
        const page: Page = waiting
        waiting = null
        if (!(await store(page))) return false
        stored += page.rows.length
      }
      return true
    } finally {
      busy = false
    }
  }

  return {
    /** False: storing was refused. Throws what storing an earlier page threw. */
    async add(page: Page): Promise<boolean> {
      waiting = waiting === null ? page : joined(waiting, page)
      if (busy) return waiting.rows.length < most || writing
      if (!(await writing)) return false
      writing = drain()
      // Awaited with a later page; until then its failure must not count as unhandled.
      writing.catch(() => {})
      return true
    },

    /** Stores what waits, and answers as `add`. */
    async ended(): Promise<boolean> {
      ending = true
      return (await writing) && drain()
    },
  }
}

const joined = (one: Page, next: Page): Page => ({
  rows: [...one.rows, ...next.rows],
  setAside: one.setAside + next.setAside,
  cursor: next.cursor,
})
