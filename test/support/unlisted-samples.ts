import type { UnlistedCountFacts, UnlistedFacts } from '../../src/domain/unlisted.ts'
import type { UnlistedAsked } from '../../src/workflows/people/answer-unlisted.ts'
import { hours } from './slack-samples.ts'

/** Somebody whom the staff list no longer names, while Slack shows them as active. */
export const unlistedAsked = (more: Partial<UnlistedAsked> = {}): UnlistedAsked => ({
  ...{ id: 'p1', name: 'Dana Lee', type: 'employee', slackUserIds: ['U0DANA'], timeZone: 'UTC' },
  ...{ since: hours(-30), askedAt: hours(-2), enteredAt: null, accounts: 2, likely: 0, alike: null },
  ...{ dueAt: hours(22), lastDay: '2026-11-23' },
  ...more,
})

export const unlistedFacts = (more: Partial<UnlistedFacts> = {}): UnlistedFacts => ({
  ...{ kind: 'unlisted', all: 1, dueAt: hours(22), overdue: false, answered: [], fixedAt: null },
  people: [{ id: 'p1', name: 'Dana Lee', since: hours(-30), askedAt: hours(-2), accounts: 2 }],
  ...more,
})

export const unlistedCountFacts = (more: Partial<UnlistedCountFacts> = {}): UnlistedCountFacts => ({
  ...{ kind: 'unlisted_count', all: 3, asked: true, dueAt: hours(22), overdue: false, fixedAt: null },
  ...more,
})
