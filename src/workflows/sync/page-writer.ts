/** What is stored at once. */
export type Page = {
  /** Rows, page by page as they came. */
  readonly pages: readonly (readonly object[])[]
  /** How many rows could not be read. */
  readonly setAside: number
  /** By what the accounts of such rows may be found, as far as is known. */
  readonly unread?: readonly string[]
  /** Where the next page starts; null after the last. */
  readonly cursor: string | null
}

/** Rows that may wait in memory until they are stored. */
const most = 1_000

/**
 * Stores pages in their order while the next are read, several at once: each statement costs the same however much it
 * stores. What waits beside a statement under way is one page or a quarter of what is stored, so that little is read
 * again when the program is cut off: a slow database makes reading wait.
 * @param store false: it may store nothing more
 */
export function pageWriter(store: (page: Page) => Promise<boolean>) {
  let waiting: Page | null = null
  let stored = 0
  let writing: Promise<boolean> = Promise.resolve(true)
  /** The statement under way. */
  let piece = writing
  let [busy, ending] = [false, false]

  const enough = (page: Page): boolean => rowsIn(page) >= Math.min(most, stored / 4)

  async function drain(): Promise<boolean> {
    busy = true
    try {
      while (waiting !== null && (ending || enough(waiting))) {
        const page: Page = waiting
        waiting = null
        piece = store(page)
        if (!(await piece)) return false
        stored += rowsIn(page)
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
      if (busy) return enough(waiting) ? piece : true
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

export const rowsIn = ({ pages }: Page): number => pages.reduce((sum, rows) => sum + rows.length, 0)

const joined = (one: Page, next: Page): Page => ({
  pages: [...one.pages, ...next.pages],
  setAside: one.setAside + next.setAside,
  unread: [...(one.unread ?? []), ...(next.unread ?? [])],
  cursor: next.cursor,
})
