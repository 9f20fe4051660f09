import type { JournalEntry } from '../../src/domain/journal-window.ts'
import type { NamedLeaver } from '../../src/workflows/journal/read-leavers.ts'
import { hours } from './slack-samples.ts'

/** Rows of the journal and leavers, as workflows return them, for tests of what is shown. */

export const journalEntry = (more: Partial<JournalEntry> = {}): JournalEntry => ({
  ...{ id: '7', at: hours(-2), kind: 'account', miroOrgId: '307', subject: '3074457345618265001' },
  ...{ facts: {}, part: null, partDeleted: false, was: null, change: '5' },
  ...{ about: 'dana@acme.com', changedAnything: false },
  ...more,
})

/** Revoked in time, the day after the last one. */
export const namedLeaver = (more: Partial<NamedLeaver> = {}): NamedLeaver => ({
  ...{ personId: 'p1', name: 'Dana Lee', slackUserId: 'U0DANA', there: true },
  ...{ leftAt: hours(-48), endKnown: true, lastDay: '2026-11-22', knownAt: hours(-100), clockAt: hours(-48) },
  ...{ dueAt: hours(-24), backAt: null, status: 'revoked', accounts: 1 },
  ...{ ended: { lastSeenAt: hours(-46), at: hours(-45) }, toRevoke: 3 * 3_600_000, inTime: true },
  ...more,
})
