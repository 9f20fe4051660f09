import { expect, test } from 'vitest'
import { namedLeaver } from '../../../../test/support/journal-samples.ts'
import { hours } from '../../../../test/support/slack-samples.ts'
import { readable } from '../../../../test/support/slack-text.ts'
import { inNumbers } from '../../../domain/leavers.ts'
import { usualPeriod } from '../../../domain/period.ts'
import type { LeaversReport, NamedLeaver } from '../../../workflows/journal/read-leavers.ts'
import { opening, readChosen, readTurn } from './read.ts'
import { leaversView } from './view.ts'

const days = { from: '2026-08-27', to: '2026-11-24' }
const watched = { watchedSince: null, unwatched: false }
const shown = (leavers: readonly NamedLeaver[], asked = opening, more: Partial<LeaversReport> = {}) =>
  readable(leaversView(asked, { leavers, numbers: inNumbers(leavers), days, ...watched, ...more })).replace(
    /<!date\^\d+\^[^|]*\|([^>]*)>/g,
    '$1',
  )

const open = { ended: null, toRevoke: null }

test('each leaver with status, last day, when it was known, when access ended and whether in time', () => {
  expect(
    shown([
      namedLeaver(),
      namedLeaver({
        ended: { lastSeenAt: hours(-3), at: hours(-2) },
        toRevoke: 46 * 3_600_000,
        inTime: false,
      }),
      namedLeaver({ ended: { lastSeenAt: hours(-60), at: hours(-59) }, toRevoke: 0, accounts: 2 }),
      namedLeaver({ ...open, status: 'active', inTime: false }),
      namedLeaver({ ...open, status: 'active', inTime: null, dueAt: hours(3) }),
      namedLeaver({ ...open, status: 'active', inTime: false, backAt: hours(-1) }),
      namedLeaver({ ...open, status: 'not_found', inTime: null, accounts: 0 }),
      namedLeaver({ endKnown: false, lastDay: null, knownAt: hours(-48), backAt: hours(-1) }),
      namedLeaver({ ended: { lastSeenAt: null, at: hours(-90) }, toRevoke: null, inTime: null }),
      namedLeaver({ name: null, slackUserId: null, there: false }),
    ]),
  ).toMatchInlineSnapshot(`
    "[static_select → leavers.period]
    *10 leavers* · 27 Aug 2026 to 24 Nov 2026
    Revoked: 6 · Still active: 2 · Not found: 1
    Median time to revoke: *3 h* · In time: *4 of 7* (57 %)
    ---
    *Dana Lee* <@U0DANA> · ✅ Revoked · in time
    Last day 22 Nov 2026.
    Known since 20 Nov 2026 at 08:00 UTC.
    Access ended between 22 Nov 2026 at 14:00 UTC (last seen active) and 22 Nov 2026 at 15:00 UTC.
    Time to revoke: *3 h*, allowed 1 day.
    [Open → whois.open p1]
    *Dana Lee* <@U0DANA> · ✅ Revoked · not in time
    Last day 22 Nov 2026.
    Known since 20 Nov 2026 at 08:00 UTC.
    Access ended between 24 Nov 2026 at 09:00 UTC (last seen active) and 24 Nov 2026 at 10:00 UTC.
    Time to revoke: *1 day 22 h*, allowed 1 day.
    [Open → whois.open p1]
    *Dana Lee* <@U0DANA> · ✅ Revoked · in time · 2 accounts
    Last day 22 Nov 2026.
    Known since 20 Nov 2026 at 08:00 UTC.
    Access ended between 22 Nov 2026 at 00:00 UTC (last seen active) and 22 Nov 2026 at 01:00 UTC.
    Before it was due.
    [Open → whois.open p1]
    *Dana Lee* <@U0DANA> · 🔴 Active · not in time
    Last day 22 Nov 2026.
    Known since 20 Nov 2026 at 08:00 UTC.
    Overdue since 23 Nov 2026 at 12:00 UTC.
    [Open → whois.open p1]
    *Dana Lee* <@U0DANA> · 🔴 Active
    Last day 22 Nov 2026.
    Known since 20 Nov 2026 at 08:00 UTC.
    Fix by 24 Nov 2026 at 15:00 UTC.
    [Open → whois.open p1]
    *Dana Lee* <@U0DANA> · ⚪ Never revoked · not in time
    Last day 22 Nov 2026.
    Known since 20 Nov 2026 at 08:00 UTC.
    Had access until they came back.
    Works here again, since 24 Nov 2026 at 11:00 UTC.
    [Open → whois.open p1]
    *Dana Lee* <@U0DANA> · ➖ Not found: no identified Miro account is theirs
    Last day 22 Nov 2026.
    Known since 20 Nov 2026 at 08:00 UTC.
    [Open → whois.open p1]
    *Dana Lee* <@U0DANA> · ✅ Revoked · in time
    Left, seen 22 Nov 2026 at 12:00 UTC. No last day is known.
    Access ended between 22 Nov 2026 at 14:00 UTC (last seen active) and 22 Nov 2026 at 15:00 UTC.
    Time to revoke: *3 h*, allowed 1 day.
    Works here again, since 24 Nov 2026 at 11:00 UTC.
    [Open → whois.open p1]
    *Dana Lee* <@U0DANA> · ✅ Revoked
    Last day 22 Nov 2026.
    Known since 20 Nov 2026 at 08:00 UTC.
    Had no access when first seen 20 Nov 2026 at 18:00 UTC.
    [Open → whois.open p1]
    (personal data deleted) · ✅ Revoked · in time
    Last day 22 Nov 2026.
    Known since 20 Nov 2026 at 08:00 UTC.
    Access ended between 22 Nov 2026 at 14:00 UTC (last seen active) and 22 Nov 2026 at 15:00 UTC.
    Time to revoke: *3 h*, allowed 1 day.
    (Time to revoke starts at the end of the last day, or when the bot learned of it if that was later. Between two syncs the later one counts.)"
  `)
})

test('nobody left; days that are chosen; another page', () => {
  expect(shown([])).toContain('Nobody left.')
  const since = { watchedSince: hours(-48) }
  expect(shown([], opening, since)).toContain('Known since 22 Nov 2026 at 12:00 UTC')
  const before = shown([], opening, { ...since, unwatched: true })
  expect(before).toContain('Not known.')
  expect(before).toContain('The bot has watched since 22 Nov 2026 at 12:00 UTC.')
  expect(before).not.toContain('Nobody left.')
  const chosen = { period: { name: 'days', ...days }, from: 10 } as const
  const many = Array.from({ length: 12 }, () => namedLeaver())
  expect(shown(many, chosen)).toContain('Leavers 11 to 12 of 12.')
  expect(shown(many, chosen)).toContain('leavers.previous 0')
})

test('what is chosen', () => {
  const state = {
    a: { 'leavers.period': { selected_option: { value: 'days', text: { text: '' } } } },
    b: { 'leavers.from': { selected_date: '2026-01-01' }, 'leavers.to': { selected_date: '2026-02-01' } },
  }
  expect(readChosen({ metadata: '', state })).toEqual({
    period: { name: 'days', from: '2026-01-01', to: '2026-02-01' },
    from: 0,
  })
  expect(readTurn('20', { metadata: '{"n":"last_year","f":null,"t":null}' })).toEqual({
    period: { name: 'last_year', from: null, to: null },
    from: 20,
  })
  expect(readTurn('x', { metadata: 'x' })).toEqual({ period: usualPeriod, from: 0 })
})
