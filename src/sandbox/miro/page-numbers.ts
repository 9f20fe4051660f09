/** Counts the pages of the members list along their cursors, so that a fault can name one. */
export class PageNumbers {
  private readonly byCursor = new Map<string, number>()
  /** The cursor that the first page gave. */
  first: string | null = null

  /** The number of the page asked with this cursor, from 1; null when nobody was given the cursor. */
  of(cursor: string | null): number | null {
    return cursor === null ? 1 : (this.byCursor.get(cursor) ?? null)
  }

  /** A page was sent: the next one is asked with its cursor, or its last member's id. */
  sent(number: number | null, body: unknown): void {
    if (number === 1) this.byCursor.clear()
    const next = nextCursor(body)
    if (number === null || next === null) return
    if (number === 1) this.first = next
    if (!this.byCursor.has(next)) this.byCursor.set(next, number + 1)
  }
}

function nextCursor(given: unknown): string | null {
  const body = typeof given === 'string' ? end(given) : given
  if (typeof body !== 'object' || body === null) return null
  if ('cursor' in body && typeof body.cursor === 'string' && body.cursor !== '') return body.cursor
  const last: unknown = 'data' in body && Array.isArray(body.data) ? body.data.at(-1) : null
  return typeof last === 'object' && last !== null && 'id' in last ? String(last.id) : null
}

/** What the end of a page's text says: the whole is not parsed for it. */
function end(text: string): { cursor: string } | null {
  const cursor = /"cursor":"([^"]*)"[^\]]*$/.exec(text.slice(-300))?.[1]
  return cursor === undefined ? null : { cursor }
}
