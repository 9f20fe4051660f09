import { expect, test } from 'vitest'
import { noon } from '../../../../test/support/slack-samples.ts'
import { readableClassic, readable as text } from '../../../../test/support/slack-text.ts'
import type { PastDay } from '../../../workflows/journal/read-past-day.ts'
import { pastDayMessage } from './view.ts'

const none = { pass: 0, fail: 0, not_applicable: 0, unknown: 0, excepted: 0 }

const read: PastDay = {
  outcome: 'read',
  day: '2026-11-03',
  organizations: [
    {
      organizationName: 'Juniper',
      past: {
        at: noon,
        rule: { version: 3, rule: { way: 'every_staff_member' }, savedBy: 'U0ADA', savedAt: noon },
        critical: true,
        live: 17,
        unknownSince: null,
        classes: { left: 0, staff: 12, external: 2, service: 1, shared: 1, unidentified: 1 },
        checks: [
          { id: 'identified', counts: { ...none, pass: 16, fail: 1 } },
          { id: 'removed', counts: { ...none, pass: 17 } },
        ],
        failing: {
          all: 1,
          first: [
            {
              email: 'x*y@z.com',
              role: 'organization_internal_user',
              checkId: 'identified',
              why: 'no_match',
            },
          ],
        },
        differing: { all: 0, first: [] },
      },
    },
    { organizationName: 'Other', past: null },
  ],
}

test('a past day in numbers, with what was wrong; and what is no day', () => {
  expect(text(pastDayMessage(read))).toMatchInlineSnapshot(`
    "notification: Access to Miro on 3 Nov 2026
    *Access to Miro on 3 Nov 2026*
    *Juniper* · as of <!date^1795521600^{date_short_pretty} at {time}|24 Nov 2026 at 12:00 UTC>
    17 accounts with access: 12 of staff, 2 of external people, 1 of services, 1 shared, 1 not identified
    Valid: everybody on the staff. Version 3, saved by <@U0ADA> <!date^1795521600^{date_short_pretty} at {time}|24 Nov 2026 at 12:00 UTC>.
    *User should be identified* · 1 failing · 16 passing
    *Miro access should be removed for offboarded user* · 17 passing
    🔴 \`x*y@z.com\` · User should be identified · Its e-mail address matches nobody on the staff.
    The bot said the same about every account on that day.
    *Other*: not connected on that day.
    (Worked out from the journal, not from what the bot said on that day: who had access, the rule then, and the results.)"
  `)
  expect(text(pastDayMessage({ outcome: 'no_day', yesterday: '2026-11-23' }))).toContain(
    '/miro day 2026-11-23',
  )
  expect(text(pastDayMessage({ outcome: 'in_future' }))).toContain('has not come yet')
})

test('more than a few that failed are a table, and lines where there are no tables', () => {
  const [one] = read.outcome === 'read' ? read.organizations : []
  if (one === undefined || one.past === null) throw new Error('nothing to fail')
  const [failing] = one.past.failing.first
  if (failing === undefined) throw new Error('nothing failed')
  const first = Array.from({ length: 12 }, (_, at) => ({ ...failing, email: `p${at}@z.com` }))
  const many: PastDay = {
    ...{ outcome: 'read', day: '2026-11-03' },
    organizations: [{ ...one, past: { ...one.past, failing: { all: 14, first } } }],
  }
  const lines = text(pastDayMessage(many)).split('\n')
  const from = lines.findIndex(line => line.startsWith('▦'))
  expect([...lines.slice(from, from + 3), lines[from + 13]]).toEqual([
    '▦ Failing in Juniper, 12 of 14',
    'Account | Check | Why',
    expect.stringContaining('p0@z.com | User should be identified | '),
    expect.stringContaining('p11@z.com | User should be identified | '),
  ])
  const classic = readableClassic(pastDayMessage(many))
  expect(classic).toContain('`p9@z.com` ·')
  expect(classic).not.toContain('p10@z.com')
  expect(classic).toContain('and 4 more that failed')
})
