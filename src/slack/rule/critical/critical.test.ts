import { beforeEach, expect, test } from 'vitest'
import {
  check,
  click,
  connection,
  hostile,
  hours,
  noon,
  quiet,
  refusals,
  report,
  rule,
  screen,
  setup,
} from '../../../../test/support/slack-samples.ts'
import { readable } from '../../../../test/support/slack-text.ts'
import type { ChecksReport } from '../../../workflows/checks/read-checks.ts'
import type { CriticalSystem } from '../../../workflows/rule/critical-system.ts'
import type { Setup, SetupConnection } from '../../../workflows/workspace/read-setup.ts'
import type { ActionListener, WordListener } from '../../frame/listener.ts'
import { criticalIds } from '../../ids/rule.ts'
import { setupModal } from '../../workspace/setup/view.ts'
import { criticalListeners } from './handlers.ts'
import { addedView } from './view.ts'

const withoutTimes = (text: string): string => text.replace(/<!date[^>]*>/g, '<time>')
const org = '3074457345618265000'
const key = { workspaceId: 'T0ACME', miroOrgId: org }
const after = setup({ connections: [connection({ critical: true })] })
const system = (more: Partial<CriticalSystem> = {}): CriticalSystem => ({
  key,
  organizationName: 'Acme',
  plan: 'company',
  state: 'connected',
  connectedBy: 'U0ADA',
  connectedAt: hours(-48),
  lastCompleteSyncAt: hours(-1),
  critical: { since: hours(-24), by: 'U0ADA', owner: 'U0BEN', ownerLeft: false },
  accounts: {
    active: 214,
    roles: [
      { role: 'organization_internal_user', count: 190 },
      { role: 'organization_external_user', count: 20 },
      { role: 'organization_internal_admin', count: 3 },
      { role: 'organization_internal_auditor', count: 1 },
    ],
    classes: { staff: 190, external: 20, unidentified: 3 },
  },
  rule,
  ...more,
})

let did: unknown[]
let reports: ChecksReport[] = []
let known: Setup
let stored: CriticalSystem | null
let ownerSet: 'set' | 'unchanged' | 'not_staff'
beforeEach(() => {
  did = []
  known = setup()
  stored = system()
  ownerSet = 'set'
  reports = []
})
const listeners = criticalListeners(
  {
    readSetup: async () => known,
    readChecks: async () => reports,
    readPeopleNotices: async () => quiet,
    addAsCritical: async input => {
      did.push(input)
      return { outcome: 'added' }
    },
    readCritical: async () => stored,
    removeFromCritical: async input => {
      did.push(input)
      return { outcome: 'removed' }
    },
    setCriticalOwner: async input => {
      did.push(input)
      return { outcome: ownerSet }
    },
  },
  { window: setupModal, post: async () => {}, clicked: () => {}, refresh: async () => after },
  () => noon,
)
const press = async (id: string, value: string, more: object = {}) => {
  const shown = screen()
  const listener = listeners.find((each): each is ActionListener => each.kind === 'action' && each.id === id)
  await listener?.handle(click(shown.answer, value, more))
  return shown.views
}
const manage = `{"o":"${org}"}`

test('adds it for the person who pressed, and offers the next step', async () => {
  expect((await press(criticalIds.add, `${org} setup`)).map(readable)).toMatchInlineSnapshot(`
    [
      "*Acme* in Miro is now a critical system.
    Next: choose who may use Miro. One check fails until you do.
    [Choose valid users → rule.open 3074457345618265000]",
    ]
  `)
  expect(did).toEqual([{ key, by: 'U0ADA' }])
})

test('/miro critical opens the page, the guide without an organization, and a choice of several', async () => {
  const word = listeners.find((each): each is WordListener => each.kind === 'word')
  const typed = async (...connections: readonly SetupConnection[]) => {
    known = setup({ connections })
    const shown = screen()
    await word?.handle({ ...click(shown.answer, ''), text: '' })
    return shown.views.map(view => view.callback_id)
  }
  const other = connection({ key: { ...key, miroOrgId: '9' } })
  expect([await typed(), await typed(connection()), await typed(connection(), other)]).toEqual([
    ['setup.modal'],
    [criticalIds.pageModal],
    [criticalIds.choose],
  ])
})

test.each([criticalIds.add, criticalIds.page, criticalIds.manage, criticalIds.remove])(
  '%s: an organization of another workspace is neither shown nor changed',
  async id => {
    expect([(await press(id, '999')).map(view => view.callback_id), did]).toEqual([['setup.modal'], []])
  },
)

test('the page says since when, whose, how many of which sort, and the rule', async () => {
  const [page] = await press(criticalIds.page, org)
  expect(page && withoutTimes(readable(page))).toMatchInlineSnapshot(`
    "*Miro* · *Acme*
    *Critical since*
    <time>, added by <@U0ADA>
    *Owner*
    <@U0BEN>
    *Connected*
    <time> by <@U0ADA>
    *Plan*
    Enterprise
    ---
    *Waiting for you*
    *Acme* is connected, but Miro is not a critical system yet.
    [Add as critical system → critical.add 3074457345618265000]
    Alerts start once you choose a channel.
    [Choose a channel → alert_channel.open ]
    ---
    *214 accounts* · 3 Company Admins
    *By role*
    Member 190
    Guest 20
    Company Admin 3
    Unknown role (organization_internal_auditor) 1
    *By owner type*
    Staff 190
    External people 20
    Not identified 3
    Not checked yet 1
    (As of <time>. Deactivated accounts are not counted.)
    ---
    *Access validity*
    Valid: everybody on the staff.
    Version 1, saved by <@U0ADA> <time>.
    [Manage → critical.manage 3074457345618265000] [Open the checks → checks.open]"
  `)
})

test.each([
  [
    'no rule yet',
    { rule: null },
    ['Configure now', 'Nobody has chosen yet who may use Miro, so one check fails.'],
  ],
  ['not critical', { critical: null }, ['Not a critical system', 'Add as critical system']],
  ['neither', { critical: null, rule: null }, ['Nobody has chosen yet who may use Miro.']],
  ['not read', { lastCompleteSyncAt: null }, ['Miro’s accounts were not synced yet.']],
  [
    'the owner left',
    { critical: { since: noon, by: 'U0ADA', owner: 'U0BEN', ownerLeft: true } },
    ['⚠️ The owner <@U0BEN> is no longer on the staff.'],
  ],
] as const)('the page: %s', async (_, more, said) => {
  stored = system(more)
  const [page] = (await press(criticalIds.page, org)).map(readable)
  for (const words of said) expect(page).toContain(words)
})

test('the page: what waits for a person about this organization, and nothing of others', async () => {
  const failing = check('removed', 'fail', { fail: 2 }, { open: 2, soonestDueAt: hours(-3) })
  reports = [
    report({ checks: [failing], suggestions: 3 }),
    report({ key: { ...key, miroOrgId: '7' }, organizationName: 'Other', checks: [failing] }),
  ]
  const [page] = (await press(criticalIds.page, org)).map(view => withoutTimes(readable(view)))
  expect(page?.split('*Waiting for you*')[1]?.split('---')[0]).toMatchInlineSnapshot(`
    "
    *Acme*: 2 open findings of “Miro access should be removed for offboarded user”. The first is overdue since <time>.
    [Show all → checks.accounts {"o":"3074457345618265000","c":"removed","v":"fail"}]
    *Acme*: we have a good guess for 3 accounts. Check and accept.
    [Check guesses → several.open {"o":"3074457345618265000"}]
    *Acme* is connected, but Miro is not a critical system yet.
    [Add as critical system → critical.add 3074457345618265000]
    Alerts start once you choose a channel.
    [Choose a channel → alert_channel.open ]
    "
  `)
  expect(page).not.toContain('Other')
})

test('manage: the owner is chosen, the rule is configured, and it can be removed', async () => {
  const views = await press(criticalIds.manage, org)
  expect(views.map(readable)).toMatchInlineSnapshot(`
    [
      "*Miro* · *Acme*
    *Access validity*
    Who may use Miro: everybody on the staff, certain roles, or accounts approved by name.
    [Choose valid users → rule.open 3074457345618265000]
    *Owner*
    Who answers for Miro as a critical system.
    [users_select → critical.owner]
    ---
    *Remove*
    The accounts stay known. Whether access is valid is no longer checked.
    [Remove → critical.remove 3074457345618265000]
    [Back → critical.back 3074457345618265000]",
    ]
  `)
  expect(JSON.stringify(views)).toContain('"initial_user":"U0BEN"')
})

test('a colleague becomes the owner; a guest, a bot or somebody who left does not', async () => {
  await press(criticalIds.owner, '', { metadata: manage, chosen: ['U0BEN'] })
  expect(did).toEqual([{ key, owner: 'U0BEN', by: 'U0ADA' }])
  ownerSet = 'not_staff'
  const [view] = await press(criticalIds.owner, '', { metadata: manage, chosen: ['U0GUEST'] })
  expect(view && readable(view)).toContain('⚠️ <@U0GUEST> cannot be the owner')
  did = []
  await press(criticalIds.owner, '', { metadata: 'forged', chosen: ['U0BEN'] })
  await press(criticalIds.owner, '', { metadata: manage, chosen: ['<!channel>'] })
  expect(did).toEqual([])
})

test('removed by the person who pressed, with the way to add it again', async () => {
  expect((await press(criticalIds.remove, org)).map(readable)).toMatchInlineSnapshot(`
    [
      "*Acme* is no longer a critical system.
    What failed its rule closes as not applicable. The rule is kept for when Miro is added again.
    [Add as critical system → critical.add 3074457345618265000]",
    ]
  `)
  expect(did).toEqual([{ key, by: 'U0ADA' }])
})

test.each(hostile)('an organization called %j is only text', organizationName => {
  const view = addedView(connection({ organizationName }), 'already', after)
  expect(refusals(view)).toEqual([])
  expect(JSON.stringify(view)).not.toMatch(/<!channel>|\u202e/)
})
