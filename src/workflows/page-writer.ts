import type { Page } from './run.ts'

/** Rows that may wait in memory until they are stored. */
const most = 1_000

/**
 * Stores pages in their order while more are read. Those that come while one is being stored are stored together
 * afterwards, so that a slow database costs less often, not more; when too many wait, `add` waits too.
 * @param store false: it may store nothing more
 */
export function pageWriter(store: (page: Page) => Promise<boolean>) {
  let waiting: Page | null = null
  let writing: Promise<boolean> = Promise.resolve(true)
  let busy = false

  async function drain(): Promise<boolean> {
    busy = true
    try {
      while (waiting !== null) {
        const page: Page = waiting
        waiting = null
        if (!(await store(page))) return false
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
      // Awaited with the next page; until then its failure must not count as unhandled.
      writing.catch(() => {})
      return true
    },

    /** Resolves when nothing waits any more; then as `add`. */
    ended: (): Promise<boolean> => writing,
  }
}

const joined = (one: Page, next: Page): Page => ({
  rows: [...one.rows, ...next.rows],
  setAside: one.setAside + next.setAside,
  cursor: next.cursor,
})
