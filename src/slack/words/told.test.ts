import { expect, test } from 'vitest'
import { journalEntry } from '../../../test/support/journal-samples.ts'
import { hours } from '../../../test/support/slack-samples.ts'
import type { JournalEntry } from '../../domain/journal-window.ts'
import { historyInWords, lineInWords } from './told.ts'

const names = new Map([
  ['p1', 'Dana Lee'],
  ['p2', 'Ben Sorensen'],
  ['S1', 'Designers'],
])

const told = (more: Partial<JournalEntry>): string =>
  lineInWords({ entry: journalEntry(more), batch: null }, names)
    .markup.replace(/<!date\^\d+\^[^|]*\|([^>]*)>/g, '$1')
    .replace('24 Nov 2026 at 10:00 UTC · ', '')

const member = 'organization_internal_user'
const at = (when: number) => hours(when).getTime()
const account = { role: member, license: 'full', active: true, adminRoles: [] }
const was = (facts: object, part: object | null = null) => ({
  facts: { ...facts },
  part: part === null ? null : { ...part },
})
const change = (facts: object) => ({ facts: { ...account, ...facts }, was: was(account) })

test('accounts', () => {
  expect([
    told({ facts: account }),
    told(change({ role: 'organization_internal_admin' })),
    told(change({ license: 'free', adminRoles: ['User Admin'] })),
    told(change({ active: false })),
    told(change({ missingSince: at(0) })),
    told({ facts: account, was: was({ ...account, missingSince: at(0) }) }),
    told({
      facts: { ...account, missingSince: at(0), removedAt: at(1) },
      was: was({ ...account, missingSince: at(0) }),
    }),
    told({ facts: account, was: was({ ...account, missingSince: at(0), removedAt: at(1) }) }),
    told({ ...change({}), part: { email: 'lee@acme.com' }, was: was(account, { email: 'dana@acme.com' }) }),
    told(change({ setAsideSince: at(0) })),
    told({ ...change({ active: false }), partDeleted: true, about: null }),
    told({ facts: { ...account, deleted: true }, was: was(account) }),
  ]).toMatchInlineSnapshot(`
    [
      "\`dana@acme.com\` · seen for the first time: role Member, license Full",
      "\`dana@acme.com\` · role Member → Company Admin",
      "\`dana@acme.com\` · license Full → Free, admin rights none → User Admin",
      "\`dana@acme.com\` · deactivated",
      "\`dana@acme.com\` · missing from Miro’s list",
      "\`dana@acme.com\` · in Miro’s list again",
      "\`dana@acme.com\` · removed from Miro",
      "\`dana@acme.com\` · came back after it was removed",
      "\`dana@acme.com\` · e-mail address now \`lee@acme.com\`, before \`dana@acme.com\`",
      "\`dana@acme.com\` · cannot be read in Miro’s list",
      "an account · deactivated (personal data deleted)",
      "\`dana@acme.com\` · no longer kept",
    ]
  `)
})

test('whose they are, and what the checks say', () => {
  const results = {
    identified: { verdict: 'pass', why: 'matched_email' },
    valid: { verdict: 'pass', why: 'role_valid' },
  }
  const said = { class: 'staff', personId: 'p1', matchedBy: 'email', results }
  const kind = 'verdict'
  expect([
    told({ kind, facts: said }),
    told({
      kind,
      facts: { class: 'unidentified', results: { identified: { verdict: 'fail', why: 'no_match' } } },
    }),
    told({ kind, facts: said, was: was({ class: 'unidentified', results }) }),
    told({
      kind,
      facts: { ...said, results: { ...results, valid: { verdict: 'fail', why: 'role_not_valid' } } },
      was: was(said),
    }),
    told({
      kind,
      facts: { class: 'service', personId: 'p2', matchedBy: 'confirmed', results },
      was: was(said),
    }),
    told({ kind, facts: said, was: was(said) }),
  ]).toMatchInlineSnapshot(`
    [
      "\`dana@acme.com\` · Dana Lee (same e-mail address)",
      "\`dana@acme.com\` · not identified; User should be identified: failing. Its e-mail address matches nobody on the staff.",
      "\`dana@acme.com\` · not identified → Dana Lee (same e-mail address)",
      "\`dana@acme.com\` · User access to Critical System should be valid: passing → failing. The rule does not allow its role.",
      "\`dana@acme.com\` · Dana Lee → service account, owner Ben Sorensen (confirmed by an administrator)",
      "\`dana@acme.com\` · saved again, nothing shown here changed",
    ]
  `)
})

test('findings and decisions', () => {
  const finding = { checkId: 'removed', why: 'left_still_active', personId: 'p1', dueAt: at(24) }
  expect([
    told({ kind: 'finding', facts: finding }),
    told({ kind: 'finding', facts: { ...finding, closedAt: at(0), closedAs: 'fixed' }, was: was(finding) }),
    told({
      kind: 'finding',
      facts: { ...finding, closedAt: at(0), closedAs: 'disconnected', closedBy: 'U0ADA' },
      was: was(finding),
    }),
    told({ kind: 'finding', facts: { ...finding, overdueSaidAt: at(25) }, was: was(finding) }),
    told({
      kind: 'class',
      facts: { class: 'service', personId: 'p2', decidedBy: 'U0ADA' },
      part: { reason: 'Feeds the <board>' },
    }),
    told({
      kind: 'class',
      facts: { class: 'staff', personId: 'p1', decidedBy: 'U0ADA' },
      was: was({ class: 'unidentified' }),
    }),
    told({ kind: 'class', facts: { class: 'staff', deleted: true } }),
    told({ kind: 'approval', facts: { role: member, approvedBy: 'U0ADA' } }),
    told({
      kind: 'exception',
      facts: { checkId: 'valid', expiresAt: at(48), approvedBy: 'U0ADA' },
      part: { reason: 'Agreed with the owner' },
    }),
    told({ kind: 'question', facts: { about: 'whose', personId: 'p1', askedBy: 'U0ADA' } }),
    told({ kind: 'question', facts: { about: 'whose', personId: 'p1', answer: 'mine' } }),
    told({ kind: 'deed', facts: { actor: 'U0ADA', action: 'miro_connected' } }),
    told({ kind: 'deed', facts: { actor: 'bot', action: 'something_new' } }),
  ]).toMatchInlineSnapshot(`
    [
      "\`dana@acme.com\` · finding opened, Miro access should be removed for offboarded user. Dana Lee left and can still use Miro. Fix by 25 Nov 2026 at 12:00 UTC.",
      "\`dana@acme.com\` · finding closed, Miro access should be removed for offboarded user: access removed",
      "\`dana@acme.com\` · finding closed, Miro access should be removed for offboarded user: no longer watched, by <@U0ADA>",
      "\`dana@acme.com\` · finding overdue, Miro access should be removed for offboarded user: the channel was told",
      "\`dana@acme.com\` · not identified → service account, owner Ben Sorensen, by <@U0ADA>. Reason: Feeds the &lt;board&gt;",
      "\`dana@acme.com\` · not identified → Dana Lee, by <@U0ADA>.",
      "\`dana@acme.com\` · decision forgotten",
      "\`dana@acme.com\` · approved for the role Member, by <@U0ADA>",
      "\`dana@acme.com\` · exception from User access to Critical System should be valid until 26 Nov 2026 at 12:00 UTC, by <@U0ADA>. Reason: Agreed with the owner",
      "\`dana@acme.com\` · Dana Lee asked whether it is theirs, by <@U0ADA>",
      "\`dana@acme.com\` · Dana Lee answered: it is theirs",
      "<@U0ADA> connected Miro",
      "something new",
    ]
  `)
})

test('people', () => {
  const about = 'Dana Lee'
  const person = { kind: 'member', type: 'employee' }
  const of = (facts: object, part: object = {}, before: object = {}) =>
    told({
      ...{ kind: 'person', about, facts: { ...person, ...facts }, part: { name: about, ...part } },
      was: was({ ...person, ...before }, { name: about, title: 'Designer' }),
    })
  const source = (facts: object, before: object | null = null) =>
    told({ kind: 'source', about, facts: { ...facts }, was: before && was(before) })
  expect([
    told({ kind: 'person', about, facts: person }),
    of({}, { title: 'Head of design' }),
    of({ lastDay: '2026-12-31', endAt: at(900) }, { title: 'Designer' }),
    of({ deactivated: true, leftKnownAt: at(0) }, { title: 'Designer' }),
    of({ startAt: at(0) }, { title: 'Designer' }, { lastDay: '2026-10-31', endAt: at(-600) }),
    source({ source: 'entered', lastDay: '2026-12-31', enteredBy: 'U0ADA' }),
    source({ source: 'list', lastDay: '2026-12-31' }, { source: 'list', lastDay: '2026-11-30' }),
    source({ source: 'slack', gone: true, goneSince: at(0) }),
    source({ source: 'list', missingSince: at(0) }, { source: 'list' }),
    source({ source: 'entered', deleted: true }),
    told({
      ...{ kind: 'addresses', about, facts: {} },
      part: { addresses: [{ address: 'dana@acme.com', kind: 'primary' }] },
      was: was({}, { addresses: [{ address: 'd@acme.com', kind: 'primary' }] }),
    }),
    told({ kind: 'addresses', about: null, facts: {}, partDeleted: true }),
    told({
      ...{ kind: 'join', about, facts: { saidBy: 'U0ADA' } },
      part: { keptName: 'Dana Lee', goneName: 'D. Lee' },
    }),
    told({ kind: 'group', about, facts: { groupId: 'S1' } }),
    told({ kind: 'group', about, facts: { groupId: 'S1', deleted: true } }),
  ]).toMatchInlineSnapshot(`
    [
      "*Dana Lee* · first seen: member",
      "*Dana Lee* · title Designer → Head of design",
      "*Dana Lee* · last day none → 31 Dec 2026",
      "*Dana Lee* · left: gone in Slack or in the staff list",
      "*Dana Lee* · no last day any more, first day 24 Nov 2026 at 12:00 UTC",
      "*Dana Lee* · last day 31 Dec 2026, entered by <@U0ADA>",
      "*Dana Lee* · last day 31 Dec 2026, from the staff list",
      "*Dana Lee* · gone, from Slack",
      "*Dana Lee* · no longer named, from the staff list",
      "*Dana Lee* · what was said about their leaving was taken back",
      "*Dana Lee* · address added: \`dana@acme.com\`, no longer an address: \`d@acme.com\`",
      "somebody · addresses changed (personal data deleted)",
      "*Dana Lee* · Dana Lee and D. Lee are one person, by <@U0ADA>",
      "*Dana Lee* · in the user group Designers",
      "*Dana Lee* · no longer in the user group Designers",
    ]
  `)
})

test('rule, settings, connections and reads', () => {
  const about = null
  const run = (facts: object, changedAnything = false) =>
    told({ kind: 'run', about, facts: { source: 'miro', rows: 342, ...facts }, changedAnything })
  const settings = { removalSlaAmount: 24, removalSlaUnit: 'hours', maskNames: 'automatic' }
  expect([
    told({
      kind: 'rule',
      about,
      facts: { version: 2, way: 'by_role', miroRoles: [member], staffRoles: [], savedBy: 'U0ADA' },
    }),
    told({
      ...{ kind: 'settings', about, was: was(settings) },
      facts: {
        ...settings,
        removalSlaAmount: 2,
        removalSlaUnit: 'days',
        maskNames: 'always',
        settingsSavedBy: 'U0ADA',
        settingsSavedAt: 1,
      },
    }),
    told({ kind: 'connection', about, facts: { organizationName: 'Acme', connectedBy: 'U0ADA' } }),
    told({
      ...{ kind: 'connection', about, was: was({ organizationName: 'Acme', state: 'connected' }) },
      facts: { organizationName: 'Acme', state: 'connected', criticalSince: at(0), criticalBy: 'U0ADA' },
    }),
    run({ state: 'complete' }),
    run({ state: 'complete', setAside: 1 }, true),
    run({ state: 'held' }),
    run({ state: 'failed', because: 'Miro did not answer.' }),
    run({ source: 'list', state: 'complete', rows: 40 }, true),
  ]).toMatchInlineSnapshot(`
    [
      "rule 2, by <@U0ADA>: Valid: Members.",
      "settings: time to remove access 24 hours → 2 days, names in channels automatic → always, by <@U0ADA>",
      "Acme connected, by <@U0ADA>",
      "Acme: a critical system, by <@U0ADA>",
      "Miro synced: 342 accounts, nothing changed",
      "Miro synced: 342 accounts, with changes (1 row could not be read)",
      "Miro synced: 342 accounts, held until an administrator decides",
      "Miro: the sync failed: Miro did not answer.",
      "Staff list synced: 40 people, with changes",
    ]
  `)
})

test('many at once are one line, and a card leaves out what it is about', () => {
  const batch = { rows: 342, isNew: 342, first: '1', last: '342' }
  const many = (kind: string, isNew: number) =>
    lineInWords({ entry: journalEntry({ kind }), batch: { ...batch, isNew } }, names).markup.replace(
      /^.* · /,
      '',
    )
  expect([many('account', 342), many('account', 340), many('account', 0), many('verdict', 0)]).toEqual([
    '342 accounts seen for the first time',
    '342 accounts: 340 seen for the first time, 2 changed',
    '342 accounts changed',
    '342 accounts with new results of the checks',
  ])
  const entry = journalEntry(change({ role: 'organization_internal_admin' }))
  const [line] = historyInWords([{ entry, batch: null }], names)
  expect(line?.markup).toMatch(/^• role Member → Company Admin, seen <!date/)
})

test('how long personal data is kept is told with both values', () => {
  const kept = (months: number | null) => ({ settings: months === null ? {} : { retentionMonths: months } })
  const change = (before: number | null, after: number | null) =>
    told({ kind: 'settings', about: null, was: was(kept(before)), facts: kept(after) })
  expect(change(null, 12)).toContain('time that personal data is kept 24 months → 12 months')
  expect(change(12, 36)).toContain('12 months → 36 months')
  expect(change(24, null)).not.toContain('months')
})
