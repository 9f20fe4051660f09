import {
  batchAtStart,
  entriesAtOnce,
  type JournalEntry,
  type JournalFilter,
  type JournalLine,
  namedIn,
} from '../../domain/journal-window.ts'
import type { Uses } from '../uses.ts'

export type JournalPage = {
  readonly lines: readonly JournalLine[]
  /** What people and user groups in them are called, by their ids. */
  readonly names: ReadonlyMap<string, string>
  /** The page of older rows begins after this one; null: there are none. */
  readonly older: string | null
  /** Whom the filter names. */
  readonly person: string | null
}

type Asked = {
  readonly workspaceId: string
  /** Slack id of who looks: to them it answers as if nobody had said anything of their own leaving. */
  readonly by: string
  readonly filter: JournalFilter
  /** Rows older than this one; null: the newest. */
  readonly before: string | null
  readonly most: number
}

/** A page of the journal, the newest rows first; what one transaction wrote of one kind is one line. */
export async function readJournal(
  world: Uses<
    'clock' | 'people.search' | 'journalWindow.entries' | 'journalWindow.batch' | 'journalWindow.names'
  >,
  { workspaceId, by, filter, before, most }: Asked,
): Promise<JournalPage> {
  const { journalWindow, people, clock } = world
  const once = { now: clock(), limit: 1 }
  const [own] = await people.search(workspaceId, { kind: 'slack', slackUserId: by }, once)
  const { personId } = filter
  const [person] =
    personId === null ? [] : await people.search(workspaceId, { kind: 'person', personId }, once)
  const asked = { filter, slackUserId: person?.slackUserId ?? null, hidden: own?.id ?? null }
  const entries = (from: string | null, limit: number) =>
    journalWindow.entries(workspaceId, { ...asked, before: from, limit })
  const alone = filter.batch !== null || filter.account !== null || personId !== null
  const atOnce = entriesAtOnce(most)

  const lines: JournalLine[] = []
  let cursor = before
  let left: readonly JournalEntry[] = await entries(cursor, atOnce)
  let isLast = left.length < atOnce
  for (let [entry] = left; entry !== undefined && lines.length < most; [entry] = left) {
    const together = alone ? 1 : batchAtStart(left)
    const batch = together > 1 ? await journalWindow.batch(workspaceId, entry) : null
    const isBatch = batch !== null && batch.rows >= together
    lines.push(isBatch ? { entry, batch } : { entry, batch: null })
    cursor = isBatch ? batch.first : entry.id
    left = isBatch ? [] : left.slice(1)
    // So few rows do not show whether one transaction wrote more like them.
    if (!isLast && left.length < entriesAtOnce(0)) {
      left = await entries(cursor, atOnce)
      isLast = left.length < atOnce
    } else if (isBatch) left = await entries(cursor, atOnce)
  }
  const shown = lines.map(({ entry }) => entry)
  const named = [...namedIn(shown), ...(personId === null ? [] : [personId])]
  const names = await journalWindow.names(workspaceId, named)
  return {
    ...{ lines, names, older: left.length > 0 ? cursor : null },
    person: personId === null ? null : (names.get(personId) ?? null),
  }
}
