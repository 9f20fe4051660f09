import { type JournalLine, journalTopics } from '../../../src/domain/journal-window.ts'
import { usualPeriod } from '../../../src/domain/period.ts'
import { journalButton, leaversButton } from '../../../src/slack/doors/journal.ts'
import { leaversView, noLeaversView } from '../../../src/slack/journal/leavers/view.ts'
import { journalView, linesPerPage } from '../../../src/slack/journal/window/view.ts'
import type { JournalPage } from '../../../src/workflows/journal/read-journal.ts'
import { journalEntry, namedLeaver } from '../../support/journal-samples.ts'
import { noon } from '../../support/slack-samples.ts'
import { type Given, many, type Samples } from '../given.ts'

const journalKinds: readonly string[] = Object.values(journalTopics).flat()
const now = noon.getTime()

const linesOf = ({ word }: Given, start: number, count: number): JournalLine[] =>
  many(count, at => {
    const kind = journalKinds[(start + at) % journalKinds.length] ?? 'account'
    const facts = {
      ...{
        role: word,
        license: word,
        class: 'service',
        personId: 'p1',
        way: 'by_role',
        miroRoles: [word, word],
      },
      ...{ actor: word, action: word, source: word, state: 'failed', because: word, groupId: 'S1' },
      ...{
        checkId: 'valid',
        why: 'role_not_valid',
        dueAt: now,
        organizationName: word,
        lastDay: '2026-11-30',
      },
      ...{ results: { valid: { verdict: 'fail', why: 'role_not_valid' } }, adminRoles: many(30, () => word) },
      ...{ startAt: now, timeZone: word, scopes: [word], criticalSince: now, criticalBy: word },
    }
    const part = {
      ...{ name: word, title: word, email: word, reason: word, keptName: word, goneName: word },
      addresses: many(30, nth => ({ address: `${word}${nth}`, kind: 'alias' })),
    }
    const entry = journalEntry({
      ...{ id: `${at + 1}`, kind, facts, part: at % 4 === 3 ? null : part, partDeleted: at % 4 === 3 },
      was: at % 2 === 0 ? null : { facts: {}, part: {} },
      about: at % 3 === 2 ? null : word,
      subject: word,
    })
    const batch = { rows: 342, isNew: at % 2 === 0 ? 342 : 0, first: '1', last: '342' }
    return { entry, batch: at % 5 === 4 ? batch : null } as JournalLine
  })

export const pagesOf = (given: Given): JournalPage[] =>
  [0, 9].map(start => ({
    lines: linesOf(given, start, Math.min(given.many, linesPerPage)),
    names: new Map([
      ['p1', given.word],
      ['S1', given.word],
    ]),
    older: given.many > linesPerPage ? '1' : null,
    person: given.word,
  }))

const filters = [
  { topic: null, personId: null, account: null, batch: null },
  { topic: 'people', personId: 'p1', account: { miroOrgId: '307', accountId: '9' }, batch: null },
  {
    topic: null,
    personId: null,
    account: null,
    batch: { first: '1', last: '9', kind: 'account', change: '5' },
  },
] as const

export const samples: Samples = {
  'journal/window/view.ts': {
    journalView: given =>
      pagesOf(given).flatMap(page =>
        filters.map(filter =>
          journalView({
            asked: {
              filter,
              after: many(Math.min(given.many, 20), at => `${at}`),
              page: given.many,
              generation: 1,
            },
            page,
            account: given.word,
          }),
        ),
      ),
  },
  'journal/leavers/view.ts': {
    leaversView: given => {
      const statuses = ['revoked', 'active', 'not_found'] as const
      const leavers = many(given.many, at =>
        namedLeaver({
          ...{ personId: `p${at}`, name: at % 4 === 3 ? null : given.word, slackUserId: given.word },
          ...{ status: statuses[at % 3] ?? 'revoked', accounts: at % 3, endKnown: at % 2 === 0 },
          ended: at % 3 === 0 ? { lastSeenAt: at % 2 === 0 ? null : noon, at: noon } : null,
          ...{ backAt: at % 5 === 4 ? noon : null, inTime: [true, false, null][at % 3] ?? null },
        }),
      )
      const numbers = {
        ...{ leavers: given.many, revoked: given.many, active: 1, notFound: 1 },
        ...{ median: given.many === 0 ? null : 9_999_999, inTime: 1, judged: given.many },
      }
      const days = { from: '2026-08-27', to: '2026-11-24' }
      return [usualPeriod, { name: 'days', from: days.from, to: days.to } as const].flatMap(period =>
        [true, false].map(unwatched =>
          leaversView(
            { period, from: Math.min(given.many, 10) },
            { leavers, numbers, days, unwatched, watchedSince: noon },
          ),
        ),
      )
    },
    noLeaversView: () => [noLeaversView()],
  },
  'doors/journal.ts': {
    journalButton: () => [journalButton(), journalButton(filters[1], 'Whole history')],
    leaversButton: () => [leaversButton()],
  },
}
