import { describe, expect, test } from 'vitest'
import {
  channel,
  check,
  connection,
  hostile,
  hours,
  many,
  noon,
  quiet,
  refusals,
  report,
  rule,
  setup,
} from '../../../../test/support/slack-samples.ts'
import { readable } from '../../../../test/support/slack-text.ts'
import { noGaps } from '../../../domain/gap.ts'
import type {
  AdminHome,
  Home,
  MemberHome,
  OpenFindingFacts,
  OwnAccount,
  ShownOrganization,
} from '../../../workflows/workspace/read-home.ts'
import { homeView, unreadableView } from './view.ts'

const org = '3074457345618265000'
const ready = setup({ connections: [connection({ critical: true, rule })], alertChannel: channel })

const shown = (more: Partial<ShownOrganization> = {}): ShownOrganization => ({
  report: report(),
  syncing: null,
  nextSyncAt: hours(0.5),
  first: [],
  ...more,
})
const admin = (more: Partial<AdminHome> = {}): AdminHome => ({
  for: 'admin',
  setup: ready,
  reports: [report()],
  shown: shown(),
  activity: [],
  people: quiet,
  ...more,
})
const finding = (at: number, more: Partial<OpenFindingFacts> = {}): OpenFindingFacts => ({
  id: `f${at}`,
  checkId: 'removed',
  subjectId: `${at}`,
  why: 'left_still_active',
  account: {
    id: `${at}`,
    email: `p${at}@acme.com`,
    role: 'organization_internal_user',
    license: 'full',
    lastActivityAt: null,
  },
  person: { id: `p${at}`, name: `Person ${at}`, slackUserId: null, leftKnownAt: null },
  openedAt: hours(-30),
  clockAt: hours(-30),
  endAt: null,
  dueAt: hours(at - 6),
  closedAt: null,
  closedAs: null,
  closedBy: null,
  cameBack: false,
  ...more,
})
const own = (more: Partial<OwnAccount> = {}): OwnAccount => ({
  miroOrgId: org,
  id: '7',
  email: 'carla@acme.com',
  role: 'organization_internal_user',
  license: 'full',
  active: true,
  lastActivityAt: hours(-50),
  results: {
    identified: { verdict: 'pass', why: 'matched_email' },
    removed: { verdict: 'not_applicable', why: 'not_left' },
    valid: { verdict: 'pass', why: 'role_valid' },
  },
  ...more,
})
const inGap = {
  accounts: { since: hours(-30), staleAt: hours(-28), because: 'unavailable' as const },
  staff: null,
}
const member = (more: Partial<MemberHome> = {}): MemberHome => ({
  for: 'member',
  sure: true,
  keeper: false,
  organizations: [
    { organizationName: 'Acme', lastCompleteSyncAt: hours(-1), fresh: true, gaps: noGaps, accounts: [own()] },
  ],
  admins: ['U0ADA', 'U0BEN'],
  ...more,
})

const read = (home: Home): string => {
  const view = homeView(home, noon)
  expect(refusals(view)).toEqual([])
  return readable(view).replace(/<!date[^>]*>/g, '<date>')
}

describe('Home of an administrator', () => {
  test('after a disconnect: what was, before the steps', () => {
    const last = { organizationName: 'Acme', disconnectedAt: noon, critical: true, rule: null }
    const ended = admin({ setup: setup({ connections: [], disconnected: [last] }), reports: [], shown: null })
    expect(read(ended).split('\n').slice(0, 6)).toMatchInlineSnapshot(`
      [
        "Who has access to Miro",
        "⚪ *Acme was disconnected* <date>: nothing in it is checked. Connect it again to get back its accounts and decisions. It is then a critical system again.",
        "*Set up the Miro access checks*",
        "⬜ *Connect Miro*",
        "[Connect Miro → connect.open ]",
        "✅ Miro is a critical system",
      ]
    `)
  })

  test('before anything is connected: the four steps, the first as a button', () => {
    const before = admin({ setup: setup({ connections: [] }), reports: [], shown: null })
    expect(read(before)).toMatchInlineSnapshot(`
      "Who has access to Miro
      Nothing is connected yet. Four steps, about ten minutes.
      *Set up the Miro access checks*
      ⬜ *Connect Miro*
      [Connect Miro → connect.open ]
      ⬜ Add as critical system
      ⬜ Choose valid users
      ⬜ Choose a channel
      ---
      (You can stop here and come back with \`/miro status\`.)"
    `)
  })

  test('a try that failed since the last complete sync is said, with why and when the next one is', () => {
    const failed = report({ lastFailure: { at: hours(-0.5), reason: 'bad_answer', because: null } })
    expect(read(admin({ reports: [failed], shown: shown({ report: failed }) }))).toContain(
      '✅ *Acme* is connected\n⚠️ The last sync failed <date>: Miro’s answer could not be read. ' +
        'We still use the data from before.\nNext sync: <date>.',
    )
  })

  test('connected, and some steps are left: they are shown once, as steps', () => {
    const activity = [
      { at: hours(-1), actor: 'U0ADA', action: 'miro_connected', subject: org },
      { at: hours(-2), actor: 'U0CARLA', action: 'refused', subject: 'U0CARLA' },
      { at: hours(-3), actor: 'U0CARLA', action: 'refused', subject: 'U0CARLA' },
      {
        at: hours(-4),
        actor: 'bot',
        action: 'account_email_changed',
        subject: '30744',
        about: 'dana@acme.com',
      },
      { at: hours(-5), actor: 'U0BEN', action: 'something_quite_new', subject: 'x' },
      { at: hours(-6), actor: 'U0BEN', action: 'leave_entered', subject: 'p1', about: 'Dana *Lee*' },
      { at: hours(-7), actor: 'U0BEN', action: 'account_unlinked', subject: '30744' },
    ].map(entry => ({ about: null, ...entry }))
    expect(read(admin({ setup: setup(), activity }))).toMatchInlineSnapshot(`
      "Who has access to Miro
      (As of <date>. \`/miro help\` lists every command.)
      [Accounts → accounts.open {"o":"3074457345618265000"}] [People → people.open ] [Leavers → leavers.open] [Import a staff list → import.open] [Settings → settings.open]
      ---
      *Set up the Miro access checks*
      ✅ *Acme* is connected · by <@U0ADA> · <date>
      ⬜ *Add as critical system*
      [Add as critical system → critical.add 3074457345618265000]
      ⬜ Choose valid users
      ⬜ Choose a channel
      ---
      (You can stop here and come back with \`/miro status\`.)
      ---
      ✅ *Acme* is connected
      Next sync: <date>.
      [Sync now → sync.now]
      (1,212 active accounts · 180 people on the staff · last complete sync <date>)
      ✅ *User should be identified*: passing
      [1,212 passing → checks.accounts_passing {"o":"3074457345618265000","c":"identified","v":"pass"}]
      ✅ *Miro access should be removed for offboarded user*: passing
      [4 passing → checks.accounts_passing {"o":"3074457345618265000","c":"removed","v":"pass"}] [1,208 not applicable → checks.accounts_not_applicable {"o":"3074457345618265000","c":"removed","v":"not_applicable"}]
      ✅ *Critical system access control should be configured*: passing
      A rule says who is a valid user. Valid: everybody on the staff.
      [Critical system → critical.page 3074457345618265000]
      ✅ *User access to Critical System should be valid*: passing
      [1,212 passing → checks.accounts_passing {"o":"3074457345618265000","c":"valid","v":"pass"}]
      ---
      *Recent activity*
      <date> · <@U0ADA> connected Miro
      <date> · <@U0CARLA> tried something they cannot do · 2 times
      <date> · Miro changed the e-mail of an account to \`dana@acme.com\`
      <date> · <@U0BEN> something quite new
      <date> · <@U0BEN> entered the last day of *Dana ∗Lee∗*
      <date> · <@U0BEN> withdrew who uses an account
      [Show all → journal.open {}]"
    `)
  })

  test('everything is set up and nothing fails', () => {
    expect(read(admin())).toMatchInlineSnapshot(`
      "Who has access to Miro
      (As of <date>. \`/miro help\` lists every command.)
      [Accounts → accounts.open {"o":"3074457345618265000"}] [People → people.open ] [Leavers → leavers.open] [Choose valid users → rule.open 3074457345618265000] [Choose a channel → alert_channel.open ] [Import a staff list → import.open] [Settings → settings.open]
      ---
      Nothing waits for you.
      ---
      ✅ *Acme* is connected
      Next sync: <date>.
      [Sync now → sync.now]
      (1,212 active accounts · 180 people on the staff · last complete sync <date>)
      ✅ *User should be identified*: passing
      [1,212 passing → checks.accounts_passing {"o":"3074457345618265000","c":"identified","v":"pass"}]
      ✅ *Miro access should be removed for offboarded user*: passing
      [4 passing → checks.accounts_passing {"o":"3074457345618265000","c":"removed","v":"pass"}] [1,208 not applicable → checks.accounts_not_applicable {"o":"3074457345618265000","c":"removed","v":"not_applicable"}]
      ✅ *Critical system access control should be configured*: passing
      A rule says who is a valid user. Valid: everybody on the staff.
      [Critical system → critical.page 3074457345618265000]
      ✅ *User access to Critical System should be valid*: passing
      [1,212 passing → checks.accounts_passing {"o":"3074457345618265000","c":"valid","v":"pass"}]"
    `)
  })

  test('1,500 findings are one row: who is first, by when, and more or fewer than a week ago', () => {
    const failing = report({
      unidentified: 8,
      checks: report().checks.map(each =>
        each.id === 'removed'
          ? check(
              'removed',
              'fail',
              { fail: 1500, pass: 4 },
              { open: 1500, openAWeekAgo: 1497, since: hours(-72), soonestDueAt: hours(-6) },
            )
          : { ...each, openAWeekAgo: 0 },
      ),
    })
    const lines = read(
      admin({
        reports: [failing],
        shown: shown({ report: failing, first: many(5, at => finding(at + 10)) }),
      }),
    )
    expect(lines.split('\n').slice(4, 17)).toMatchInlineSnapshot(`
      [
        "✅ *Acme* is connected",
        "Next sync: <date>.",
        "[Sync now → sync.now]",
        "(1,212 active accounts · 180 people on the staff · last complete sync <date>)",
        "✅ *User should be identified*: passing",
        "No open findings, same as a week ago",
        "[1,212 passing → checks.accounts_passing {"o":"3074457345618265000","c":"identified","v":"pass"}]",
        "🔴 *Miro access should be removed for offboarded user*: failing",
        "*Person 10*, *Person 11*, *Person 12*, *Person 13*, *Person 14* and 1,495 more",
        "The first is overdue since <date> · 3 more than a week ago",
        "[1,500 failing → checks.accounts_failing {"o":"3074457345618265000","c":"removed","v":"fail"}] [4 passing → checks.accounts_passing {"o":"3074457345618265000","c":"removed","v":"pass"}] [How to fix → checks.how_to_fix {"o":"3074457345618265000","c":"removed"}]",
        "✅ *Critical system access control should be configured*: passing",
        "A rule says who is a valid user. Valid: everybody on the staff.",
      ]
    `)
    expect(lines.split('\n').filter(line => line.includes('valid*'))).toMatchInlineSnapshot(`
      [
        "✅ *User access to Critical System should be valid*: passing · 8 cannot be judged until identified",
      ]
    `)
  })

  test('who has no name is named by address; of one finding it is said by when', () => {
    const failing = report({
      checks: [
        check('identified', 'fail', { fail: 1 }, { open: 1, openAWeekAgo: 1, soonestDueAt: hours(6) }),
        check('valid', 'unknown', { unknown: 2 }, { open: 2, soonestDueAt: hours(6) }),
      ],
    })
    const account = { id: '1', email: 'kim@agency.com', role: 'x', license: 'x', lastActivityAt: null }
    const first = [
      finding(1, { checkId: 'identified', person: null, account }),
      finding(2, { checkId: 'valid', person: null, account: { ...account, email: null } }),
    ]
    const lines = read(admin({ reports: [failing], shown: shown({ report: failing, first }) }))
    expect(lines.split('\n').slice(8)).toMatchInlineSnapshot(`
      [
        "🔴 *User should be identified*: failing",
        "\`kim@agency.com\`",
        "Fix by <date> · same as a week ago",
        "[Identify → several.open {"o":"3074457345618265000"}] [1 failing → checks.accounts_failing {"o":"3074457345618265000","c":"identified","v":"fail"}] [How to fix → checks.how_to_fix {"o":"3074457345618265000","c":"identified"}]",
        "⚪ *User access to Critical System should be valid*: unknown",
        "\`1\` and 1 more",
        "2 findings open · Fix the first by <date>",
        "[2 unknown → checks.accounts_unknown {"o":"3074457345618265000","c":"valid","v":"unknown"}]",
      ]
    `)
  })

  test('old data never looks good', () => {
    const stale = report({
      gaps: inGap,
      accountsFresh: false,
      lastCompleteSyncAt: hours(-30),
      checks: report().checks.map(each =>
        each.id === 'configured' ? each : { ...each, status: 'unknown' as const, openAWeekAgo: 0 },
      ),
    })
    const lines = read(admin({ reports: [stale], shown: shown({ report: stale }) }))
    expect(lines).not.toContain('a week ago')
    expect(
      lines.split('\n').filter(line => /✅|⚪|⚠️|Unknown since|Waiting|Nothing/.test(line)),
    ).toMatchInlineSnapshot(`
      [
        "*Waiting for you*",
        "*Acme*: Unknown since <date>, because Miro does not answer.",
        "⚠️ *Acme* is connected, but the data is out of date",
        "Unknown since <date>, because Miro does not answer.",
        "⚪ *User should be identified*: unknown",
        "Unknown since <date>, because Miro does not answer.",
        "⚪ *Miro access should be removed for offboarded user*: unknown",
        "Unknown since <date>, because Miro does not answer.",
        "✅ *Critical system access control should be configured*: passing",
        "⚪ *User access to Critical System should be valid*: unknown",
        "Unknown since <date>, because Miro does not answer.",
      ]
    `)
  })

  test('old data does not grow worse by time alone', () => {
    const said = (accountsFresh: boolean) => {
      const more = { gaps: inGap, knownUntil: inGap.accounts.staleAt }
      const checks = [check('removed', 'fail', { fail: 1 }, { open: 1, soonestDueAt: hours(-6) })]
      const known = report({ checks, accountsFresh, ...(accountsFresh ? {} : more) })
      const lines = read(admin({ reports: [known], shown: shown({ report: known, first: [finding(1)] }) }))
      return lines.split('\n').filter(line => /Overdue|Fix by|[Nn]ot checked/.test(line))
    }
    expect(said(true)).toMatchInlineSnapshot(`
      [
        "Overdue since <date>",
      ]
    `)
    expect(said(false)).toMatchInlineSnapshot(`
      [
        "Not checked since <date>: Miro does not answer.",
        "Fix by <date>",
      ]
    `)
  })

  test('unknown results are said although nothing waits', () => {
    const unsure = report({ checks: [check('valid', 'unknown', { unknown: 2, pass: 9 })] })
    expect(
      read(admin({ reports: [unsure], shown: shown({ report: unsure }) })).split('\n')[4],
    ).toMatchInlineSnapshot(`"Nothing waits for you. Some results are unknown: see below."`)
  })

  test('a held sync, a sync under way, a connection that broke', () => {
    const held = report({ held: { runId: 'R1', change: { before: 400, after: 3, gone: 397, sample: [] } } })
    expect(
      read(admin({ reports: [held], shown: shown({ report: held, syncing: { accountsRead: 1200 } }) }))
        .split('\n')
        .slice(4, 10),
    ).toMatchInlineSnapshot(`
      [
        "*Waiting for you*",
        "*Acme*: decision needed. 397 of 400 Miro accounts disappeared at once. Did you change that in Miro? Yes: press *Apply anyway*. No: press *Try again* once Miro’s list is right.",
        "[Apply anyway → held_sync.apply R1] [Try again → held_sync.retry R1]",
        "---",
        "✅ *Acme* is connected",
        "A sync is running: 1,200 of about 1,212 accounts so far.",
      ]
    `)
    const broken = report({ connectionState: 'reconnect_needed' })
    const trouble = setup({
      ...ready,
      connections: [connection({ critical: true, rule, state: 'reconnect_needed', stateSince: hours(-5) })],
    })
    expect(
      read(admin({ setup: trouble, reports: [broken], shown: shown({ report: broken }) }))
        .split('\n')
        .slice(4, 10),
    ).toMatchInlineSnapshot(`
      [
        "*Waiting for you*",
        "*Acme*: Miro no longer accepts the bot’s sign-in. Connect again. Since <date>.",
        "[Reconnect → connect.open 3074457345618265000]",
        "---",
        "⚠️ *Acme*: Miro no longer accepts the bot’s sign-in. Connect again.",
        "[Reconnect → connect.open 3074457345618265000]",
      ]
    `)
  })

  test('several organizations: one is shown, the others are a choice; tasks of all', () => {
    const others = many(3, at =>
      report({
        key: { workspaceId: 'T0ACME', miroOrgId: `${at}` },
        organizationName: `Org ${at}`,
        checks: [check('valid', 'fail', { fail: 1 }, { open: 1, since: hours(-1), soonestDueAt: hours(at) })],
      }),
    )
    const connections = others.map(({ key, organizationName }) =>
      connection({ key, organizationName, critical: organizationName !== 'Org 0', rule }),
    )
    const home = admin({
      setup: setup({ connections, alertChannel: channel }),
      reports: others,
      shown: shown({ report: others[1] as (typeof others)[number] }),
    })
    expect(read(home).split('\n').slice(0, 18)).toMatchInlineSnapshot(`
      [
        "Who has access to Miro",
        "(As of <date>. \`/miro help\` lists every command.)",
        "[Accounts → accounts.open {"o":"1"}] [People → people.open ] [Leavers → leavers.open] [Choose valid users → rule.open 1] [Choose a channel → alert_channel.open ] [Import a staff list → import.open] [Settings → settings.open]",
        "---",
        "*Waiting for you*",
        "*Org 0*: 1 open finding of “User access to Critical System should be valid”. Overdue since <date>.",
        "[Show all → checks.accounts {"o":"0","c":"valid","v":"fail"}]",
        "*Org 2*: 1 open finding of “User access to Critical System should be valid”. Fix by <date>.",
        "[Show all → checks.accounts {"o":"2","c":"valid","v":"fail"}]",
        "*Org 0* is connected, but Miro is not a critical system yet.",
        "[Add as critical system → critical.add 0]",
        "---",
        "3 organizations are connected. Shown below:",
        "[static_select → home.organization]",
        "✅ *Org 1* is connected",
        "Next sync: <date>.",
        "[Sync now → sync.now]",
        "(1,212 active accounts · 180 people on the staff · last complete sync <date>)",
      ]
    `)
    const menu = homeView(home, noon).blocks.find(
      block => 'accessory' in block && block.accessory?.type === 'static_select',
    )
    expect(menu).toMatchObject({ accessory: { initial_option: { value: '1' } } })
  })

  test.each(hostile)('names like %j are only text', word => {
    const odd = report({ organizationName: word })
    const home = admin({
      reports: [odd, report({ organizationName: word, key: { workspaceId: 'T0ACME', miroOrgId: '2' } })],
      shown: shown({
        report: odd,
        first: [finding(1, { person: { id: 'p', name: word, slackUserId: null, leftKnownAt: null } })],
      }),
      activity: [{ at: noon, actor: word, action: word, subject: word, about: word }],
    })
    const view = homeView(home, noon)
    expect(refusals(view)).toEqual([])
    const markup = JSON.stringify(view).replaceAll('"text":"<!channel> & <@U0ADA>","emoji"', '')
    expect(markup).not.toMatch(/<!channel>|\u202e/)
  })
})

test('whoever looks at their own account in a gap is told since when and why nobody knows', () => {
  const organization = { organizationName: 'Acme', lastCompleteSyncAt: hours(-30), accounts: [own()] }
  const organizations = [{ ...organization, fresh: false, gaps: inGap }]
  expect(
    read(member({ organizations }))
      .split('\n')
      .filter(line => /⚪|✅/.test(line)),
  ).toMatchInlineSnapshot(`
    [
      "⚪ Unknown since <date>, because Miro does not answer.",
    ]
  `)
})

describe('Home of everybody else', () => {
  test('a member sees their own account and whom to ask', () => {
    expect(read(member())).toMatchInlineSnapshot(`
      "Who has access to Miro
      This bot keeps track of who can use Miro. Below is your own access.
      *Acme*: your Miro account
      \`carla@acme.com\` · Member · license Full · last active <date>
      ✅ Nothing to do.
      [Open → accounts.card {"o":"3074457345618265000","a":"7"}]
      (As of the sync <date>.)
      (Questions, or something is wrong? Ask <@U0ADA>, <@U0BEN>.)"
    `)
  })

  test('what is wrong, unknown, deactivated or old is said of each account', () => {
    const accounts = [
      own({
        results: { valid: { verdict: 'fail', why: 'role_not_valid' } },
        role: 'organization_internal_admin',
      }),
      own({
        results: { valid: { verdict: 'unknown', why: 'role_unknown' } },
        email: null,
        lastActivityAt: null,
      }),
      own({ active: false }),
    ]
    const organization = { organizationName: 'Acme', lastCompleteSyncAt: hours(-1), gaps: noGaps, accounts }
    const lines = (fresh: boolean) =>
      read(member({ organizations: [{ ...organization, fresh }] }))
        .split('\n')
        .filter(line => /^[🔴⚪✅]|deactivated/u.test(line))
    expect([lines(true), lines(false)]).toMatchInlineSnapshot(`
      [
        [
          "🔴 The rule does not allow the role Company Admin.",
          "⚪ Miro gave a role that the bot does not know, so it cannot be judged.",
          "This account is deactivated.",
        ],
        [
          "⚪ The data is out of date, so nobody can say whether this is in order today.",
          "⚪ The data is out of date, so nobody can say whether this is in order today.",
          "This account is deactivated.",
        ],
      ]
    `)
  })

  test('without an account, before a sync, before connecting', () => {
    const organization = {
      organizationName: 'Acme',
      lastCompleteSyncAt: hours(-1),
      fresh: true,
      gaps: noGaps,
      accounts: [],
    }
    const lines = (organizations: MemberHome['organizations'], admins: readonly string[] = []) =>
      read(member({ organizations, admins })).split('\n').slice(2)
    expect([
      lines([organization]),
      lines([{ ...organization, lastCompleteSyncAt: null }]),
      lines([], ['U0ADA']),
    ]).toMatchInlineSnapshot(`
      [
        [
          "*Acme*: no Miro account is known to be yours.",
          "(As of the sync <date>.)",
          "(Questions, or something is wrong? Ask an owner or admin of this workspace.)",
        ],
        [
          "*Acme*: its accounts were not synced yet.",
          "(Questions, or something is wrong? Ask an owner or admin of this workspace.)",
        ],
        [
          "Miro is not connected yet, so there is nothing to show.",
          "(Questions, or something is wrong? Ask <@U0ADA>.)",
        ],
      ]
    `)
  })

  test('Slack did not say who they are', () => {
    expect(
      read(member({ sure: false }))
        .split('\n')
        .slice(-2),
    ).toMatchInlineSnapshot(`
      [
        "Slack did not say who you are, so you see only your own access.",
        "[Try again → home.refresh]",
      ]
    `)
  })

  test('who may change who administers gets the settings', () => {
    const home = member({ keeper: true, organizations: [] })
    expect(read(home).split('\n').slice(-2)).toMatchInlineSnapshot(`
      [
        "You are not an administrator of this bot, but you may choose who is.",
        "[Settings → settings.open]",
      ]
    `)
  })

  test('a guest is told whom to ask, and nothing else', () => {
    expect(read({ for: 'refused', because: 'guest', admins: ['U0ADA'] })).toMatchInlineSnapshot(`
      "Who has access to Miro
      Guests cannot use this bot. Ask <@U0ADA>."
    `)
    expect(read({ for: 'refused', because: 'stranger', admins: [] })).toMatchInlineSnapshot(`
      "Who has access to Miro
      This bot answers only people of its own workspace."
    `)
  })
})

test('Home that could not be read names a reference and offers to try again', () => {
  expect(refusals(unreadableView('abc123'))).toEqual([])
  expect(readable(unreadableView('abc123'))).toMatchInlineSnapshot(`
    "Who has access to Miro
    This page could not be read just now. Reference abc123.
    [Try again → home.refresh]"
  `)
})
