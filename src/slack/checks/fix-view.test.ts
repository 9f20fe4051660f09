import { expect, test } from 'vitest'
import { hostile, many, refusals } from '../../../test/support/slack-samples.ts'
import { readable } from '../../../test/support/slack-text.ts'
import { howToFix } from '../../domain/check.ts'
import type { BehindRow } from '../../workflows/checks/read-checks.ts'
import { fixView, systemFixView } from './fix-view.ts'

const asked = { organizationName: 'Acme', miroOrgId: '307', checkId: 'removed' as const }
const row = (id: string, more: Partial<BehindRow> = {}): BehindRow => ({
  id,
  email: `${id}@acme.com`,
  role: 'organization_internal_user',
  license: 'full',
  lastActivityAt: null,
  class: 'staff',
  personName: 'Olivia',
  why: 'left_still_active',
  authorises: false,
  ...more,
})

test('accounts with the same steps are told once', () => {
  const guest = row('guest', { role: 'organization_external_user' })
  const rows = [...many(5, at => row(String(at))), guest, row('8', { email: null })]
  const steps = ({ role, why }: BehindRow) =>
    howToFix({ checkId: 'removed', why, role, class: 'staff' }).flatMap((step, at) =>
      `${at + 1}. ${step.replaceAll('>', '&gt;').replaceAll('\n', '\n    ')}`.split('\n'),
    )
  expect(
    readable(fixView(asked, { rows, more: true }))
      .split('\n')
      .slice(2),
  ).toEqual([
    '`0@acme.com`, `1@acme.com`, `2@acme.com` and 3 more accounts',
    ...steps(row('0')),
    '`guest@acme.com`',
    ...steps(guest),
    '(Findings close by themselves. Done already? `/miro sync` checks at once.)',
    '(Of the first 7 failing accounts.)',
  ])
})

test('the account that authorised the connection has a warning of its own', () => {
  const rows = [row('8'), row('9', { authorises: true })]
  const lines = readable(fixView(asked, { rows, more: false })).split('\n')
  const careful = lines.findIndex(line => line.startsWith('1. Careful: the bot reads Miro with this account'))
  expect(lines[careful - 1]).toBe('`9@acme.com`')
})

test('nothing fails any more', () => {
  expect(readable(fixView(asked, { rows: [], more: false }))).toContain('Nothing fails this check now.')
  expect(readable(systemFixView({ ...asked, checkId: 'configured' }, null))).toContain(
    'Nothing fails this check now.',
  )
})

test('the system is fixed by one button', () => {
  const lines = readable(systemFixView({ ...asked, checkId: 'configured' }, 'no_rule')).split('\n')
  expect(lines[0]).toBe('*Critical system access control should be configured* · *Acme*')
  expect(lines[2]).toMatch(/^1\. Press Choose valid users/)
  expect(lines.at(-1)).toBe('[Choose valid users → rule.open 307]')
})

test.each(hostile)('a name like %j is only text', name => {
  const rows = many(25, at => row(String(at), { email: name, role: name }))
  const view = fixView({ ...asked, organizationName: name }, { rows, more: true })
  expect(refusals(view)).toEqual([])
  expect(JSON.stringify(view)).not.toMatch(/<!channel>|<@U0ADA>|\u202e/)
})
