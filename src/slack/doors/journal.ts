import type { Button } from '@slack/types'
import { z } from 'zod'
import { type JournalFilter, journalTopics, wholeJournal } from '../../domain/journal-window.ts'
import { button } from '../frame/blocks.ts'
import { miroId, ownId, readJson } from '../frame/read-json.ts'
import { journalIds, leaversIds } from '../ids/journal.ts'

const rowId = z.string().regex(/^\d{1,19}$/)

const topics = z.enum(Object.keys(journalTopics) as [keyof typeof journalTopics])

const batch = z.object({ f: rowId, l: rowId, k: z.string().max(20), c: rowId })

const written = z.object({
  t: topics.nullable().catch(null),
  p: ownId.nullable().catch(null),
  a: z.tuple([miroId, miroId]).nullable().catch(null),
  b: batch.nullable().catch(null),
})

/** The journal as a button opens it. */
export const journalValue = ({ topic, personId, account, batch }: JournalFilter): string =>
  JSON.stringify(filterIn({ topic, personId, account, batch }))

/** The same as an object, for what carries more. */
export const filterIn = ({ topic, personId, account, batch }: JournalFilter) => ({
  ...(topic && { t: topic }),
  ...(personId && { p: personId }),
  ...(account && { a: [account.miroOrgId, account.accountId] }),
  ...(batch && { b: { f: batch.first, l: batch.last, k: batch.kind, c: batch.change } }),
})

/** Reads it back; what is nothing of ours is no filter. */
export function readFilter(value: string): JournalFilter {
  const { t = null, p = null, a = null, b = null } = readJson(written.partial(), value) ?? {}
  return {
    ...wholeJournal,
    ...{ topic: t, personId: p },
    account: a === null ? null : { miroOrgId: a[0], accountId: a[1] },
    batch: b === null ? null : { first: b.f, last: b.l, kind: b.k, change: b.c },
  }
}

/** Opens the journal, filtered. */
export const journalButton = (filter: Partial<JournalFilter> = {}, text = 'Show all'): Button =>
  button(text, journalIds.open, { value: journalValue({ ...wholeJournal, ...filter }) })

/** Opens who left lately. */
export const leaversButton = (): Button => button('Leavers', leaversIds.open)
