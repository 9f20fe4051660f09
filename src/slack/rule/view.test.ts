import { describe, expect, test } from 'vitest'
import { connection, hostile, many, refusals, rule, setup } from '../../../test/support/slack-samples.ts'
import { readable } from '../../../test/support/slack-text.ts'
import type { SavedRule } from '../../domain/rule.ts'
import type { RuleOptions } from '../../workflows/rule/rule-options.ts'
import { choiceValue, resolved } from '../frame/form-answers.ts'
import { ruleInWords } from '../words/rule.ts'
import { accountOption, approvedOf, ruleOf } from './choices.ts'
import { savedView } from './preview/view.ts'
import type { ChosenRule } from './read.ts'
import { organizationsView, ruleView } from './view.ts'

const org = '3074457345618265000'
const options = (more: Partial<RuleOptions> = {}): RuleOptions => ({
  organizationName: 'Acme',
  roles: [
    { role: 'organization_internal_user', count: 1212 },
    { role: 'board_robot', count: 1 },
    { role: 'unknown', count: 3 },
  ],
  adminRights: [],
  titles: ['Designer', 'Engineer'],
  departments: [],
  groups: [],
  current: null,
  approved: [],
  lapsed: [],
  unsaved: null,
  ...more,
})
const byRole = (more: object): SavedRule => ({
  ...rule,
  rule: { way: 'by_role', miroRoles: [], staffRoles: [], ...more },
})
const account = (id: string) => ({
  id,
  email: `${id}@acme.com`,
  role: 'organization_internal_user',
  name: null,
})
const chosen = (more: Partial<ChosenRule>): ChosenRule => ({
  o: org,
  v: 0,
  d: null,
  a: null,
  z: null,
  g: false,
  way: 'by_role',
  miroRoles: [],
  titles: [],
  departments: [],
  groups: [],
  looksAtRights: false,
  adminRights: [],
  accounts: [],
  ...more,
})

describe('the form', () => {
  test('asks the way first', () => {
    const view = ruleView(org, options(), null)
    expect(readable(view)).toMatchInlineSnapshot(`
      "Who may use *Acme* in Miro?
      [Critical system → critical.page 3074457345618265000]
      Valid users are: <radio_buttons>
      (Nothing is saved yet. The next window shows who would fail.)"
    `)
    expect(view.private_metadata).toBe(`{"o":"${org}","v":0,"d":null,"a":null,"z":null,"g":false}`)
  })

  test('admin rights: those that accounts have, what the rule says of them, and who is approved with them', () => {
    const watch = 'Night watch <!channel>'
    const adminRights = [
      { right: 'User Admin', count: 3 },
      { right: watch, count: 1 },
    ]
    const approved = [account('1')]
    const form = (more: Partial<RuleOptions>) =>
      JSON.stringify(ruleView(org, options({ adminRights, approved, ...more }), 'by_role').blocks)
    const untouched = form({ current: byRole({ miroRoles: ['organization_internal_user'] }) })
    expect(untouched).toContain('User Admin')
    expect(untouched).not.toContain('1@acme.com')
    const current = byRole({
      miroRoles: ['organization_internal_user'],
      adminRights: [watch, 'Gone Admin'],
    })
    expect(form({ current })).toContain('1@acme.com')
    expect(form({ current })).toContain('Gone Admin')
    expect(
      ruleOf(chosen({ looksAtRights: true, adminRights: [watch, 'forged'] }), options({ adminRights })),
    ).toEqual({ way: 'by_role', miroRoles: [], staffRoles: [], adminRights: [watch] })
    expect(ruleOf(chosen({}), options({ adminRights }))).not.toHaveProperty('adminRights')
    const looked = chosen({ looksAtRights: true, accounts: ['7'] })
    expect([approvedOf(looked, options()), approvedOf(chosen({}), options({ approved }))]).toEqual([
      ['7'],
      null,
    ])
    expect([
      ruleInWords(current.rule).markup,
      ruleInWords(byRole({ miroRoles: ['organization_internal_user'], adminRights: [] }).rule).markup,
    ]).toEqual([
      'Valid: Members. Valid admin rights: Night watch &lt;!channel&gt; and Gone Admin. Accounts with others have to be approved by name.',
      'Valid: Members. Accounts with admin rights have to be approved by name.',
    ])
  })

  test('what was left unsaved can be gone on with', () => {
    const unsaved = { id: 'd1', rule: byRole({ miroRoles: ['unknown'] }).rule, approved: null, basedOn: 0 }
    expect(
      readable(ruleView(org, options({ unsaved }), null))
        .split('\n')
        .slice(2, 4),
    ).toMatchInlineSnapshot(`
      [
        "*You have an unsaved rule:* “Valid: Unknown role.”",
        "[Continue → rule.preview_again {"o":"3074457345618265000","d":"d1"}]",
      ]
    `)
  })

  test('by role: Miro’s four, those that accounts have besides, no unknown; the rule of today is chosen', () => {
    const current = byRole({
      miroRoles: ['organization_internal_user'],
      staffRoles: [{ kind: 'title', value: 'Clown' }],
    })
    const view = ruleView(org, options({ current }), 'by_role')
    expect(JSON.parse(JSON.stringify(view.blocks.slice(2, 4)))).toMatchInlineSnapshot(`
      [
        {
          "block_id": "rule.miro_roles",
          "element": {
            "action_id": "rule.miro_roles",
            "initial_options": [
              {
                "description": {
                  "emoji": false,
                  "text": "1,212 accounts",
                  "type": "plain_text",
                },
                "text": {
                  "emoji": false,
                  "text": "Member",
                  "type": "plain_text",
                },
                "value": "organization_internal_user",
              },
            ],
            "options": [
              {
                "description": {
                  "emoji": false,
                  "text": "0 accounts",
                  "type": "plain_text",
                },
                "text": {
                  "emoji": false,
                  "text": "Company Admin",
                  "type": "plain_text",
                },
                "value": "organization_internal_admin",
              },
              {
                "description": {
                  "emoji": false,
                  "text": "1,212 accounts",
                  "type": "plain_text",
                },
                "text": {
                  "emoji": false,
                  "text": "Member",
                  "type": "plain_text",
                },
                "value": "organization_internal_user",
              },
              {
                "description": {
                  "emoji": false,
                  "text": "0 accounts",
                  "type": "plain_text",
                },
                "text": {
                  "emoji": false,
                  "text": "Guest",
                  "type": "plain_text",
                },
                "value": "organization_external_user",
              },
              {
                "description": {
                  "emoji": false,
                  "text": "0 accounts",
                  "type": "plain_text",
                },
                "text": {
                  "emoji": false,
                  "text": "Team guest",
                  "type": "plain_text",
                },
                "value": "organization_team_guest_user",
              },
              {
                "description": {
                  "emoji": false,
                  "text": "1 account · a role new to this bot",
                  "type": "plain_text",
                },
                "text": {
                  "emoji": false,
                  "text": "Unknown role (board_robot)",
                  "type": "plain_text",
                },
                "value": "board_robot",
              },
            ],
            "type": "checkboxes",
          },
          "hint": {
            "emoji": false,
            "text": "Leave the guest roles unticked to forbid guests.",
            "type": "plain_text",
          },
          "label": {
            "emoji": false,
            "text": "Roles in Miro",
            "type": "plain_text",
          },
          "optional": true,
          "type": "input",
        },
        {
          "block_id": "rule.titles",
          "element": {
            "action_id": "rule.titles",
            "initial_options": [
              {
                "text": {
                  "emoji": false,
                  "text": "Clown",
                  "type": "plain_text",
                },
                "value": "Clown",
              },
            ],
            "options": [
              {
                "text": {
                  "emoji": false,
                  "text": "Clown",
                  "type": "plain_text",
                },
                "value": "Clown",
              },
              {
                "text": {
                  "emoji": false,
                  "text": "Designer",
                  "type": "plain_text",
                },
                "value": "Designer",
              },
              {
                "text": {
                  "emoji": false,
                  "text": "Engineer",
                  "type": "plain_text",
                },
                "value": "Engineer",
              },
            ],
            "placeholder": {
              "emoji": false,
              "text": "Any",
              "type": "plain_text",
            },
            "type": "multi_static_select",
          },
          "label": {
            "emoji": false,
            "text": "Job titles",
            "type": "plain_text",
          },
          "optional": true,
          "type": "input",
        },
      ]
    `)
    expect(refusals(view)).toEqual([])
  })

  test('more than ten roles become a menu, more than a hundred job titles are searched', () => {
    const view = ruleView(
      org,
      options({
        roles: many(20, at => ({ role: `role_${at}`, count: at })),
        titles: many(101, at => `Title ${at}`),
        departments: many(100, at => `Department ${at}`),
      }),
      'by_role',
    )
    expect(readable(view)).toMatchInlineSnapshot(`
      "Who may use *Acme* in Miro?
      [Critical system → critical.page 3074457345618265000]
      Valid users are: <radio_buttons>
      Roles in Miro: <multi_static_select>
      Job titles: <multi_external_select>
      Departments: <multi_static_select>
      (If you choose Miro roles and staff roles, an account needs one of each. Of several job titles, departments or user groups one is enough.)
      Admin rights: <checkboxes>
      Approved with admin rights: <multi_external_select>
      (Nothing is saved yet. The next window shows who would fail.)"
    `)
    expect(refusals(view)).toEqual([])
  })

  test('other accounts in the menu stand in another block: Slack would keep what stood in the same one', () => {
    const approved = many(250, at => account(String(1000 + at)))
    const blockOf = (more: object) =>
      ruleView(org, options({ approved }), 'by_approval', more).blocks.find(
        ({ type, block_id }) => type === 'input' && block_id?.startsWith('rule.accounts') === true,
      )?.block_id
    const blocks = [{}, { after: '1099' }, { draftId: 'd1' }, { draftId: 'd2' }].map(blockOf)
    expect(new Set(blocks).size).toBe(4)
    expect(blocks[0]).toBe('rule.accounts')
  })

  test('by approval: a hundred are in the menu, the others on its other pages', () => {
    const approved = many(250, at => account(String(1000 + at))).reverse()
    const pages = [null, '1099', '1199'].map(after =>
      ruleView(org, options({ approved }), 'by_approval', { after }),
    )
    expect(pages.map(view => readable(view).split('\n').slice(3, 5))).toMatchInlineSnapshot(`
      [
        [
          "Approved accounts: <multi_external_select>",
          "(Approved accounts 1 to 100 of 250. Those on other pages stay approved.)",
        ],
        [
          "Approved accounts: <multi_external_select>",
          "(Approved accounts 101 to 200 of 250. Those on other pages stay approved.)",
        ],
        [
          "Approved accounts: <multi_external_select>",
          "(Approved accounts 201 to 250 of 250. Those on other pages stay approved.)",
        ],
      ]
    `)
    expect(pages.map(view => JSON.parse(view.private_metadata ?? ''))).toMatchObject([
      { a: null, z: '1099' },
      { a: '1099', z: '1199' },
      { a: '1199', z: null },
    ])
    expect(pages.flatMap(refusals)).toEqual([])
  })

  test('by approval: those that lapsed are told and not chosen', () => {
    const lapsed = many(12, at => ({
      ...account(String(10 + at)),
      role: 'organization_internal_admin',
      approvedRole: 'organization_internal_user',
    }))
    const view = ruleView(org, options({ approved: [account('1')], lapsed }), 'by_approval')
    expect(JSON.stringify(view.blocks)).not.toContain('"value":"10"')
    expect(readable(view)).toMatchInlineSnapshot(`
      "Who may use *Acme* in Miro?
      [Critical system → critical.page 3074457345618265000]
      Valid users are: <radio_buttons>
      Approved accounts: <multi_external_select>
      (No longer approved, because the role changed:
      • \`10@acme.com\`: approved as Member, now Company Admin
      • \`11@acme.com\`: approved as Member, now Company Admin
      • \`12@acme.com\`: approved as Member, now Company Admin
      • \`13@acme.com\`: approved as Member, now Company Admin
      • \`14@acme.com\`: approved as Member, now Company Admin
      and 7 more accounts
      Choose them again to approve the role they have now. Without that, their approval ends when you save.)
      (Nothing is saved yet. The next window shows who would fail.)"
    `)
    expect(refusals(view)).toEqual([])
    expect(readable(ruleView(org, options({ lapsed }), 'by_role'))).not.toContain('No longer approved')
  })

  test('one’s own account is refused in words, above the rest of what was chosen', () => {
    const refused = {
      outcome: 'own_account',
      refused: [account('9')],
      onlyAdmin: false,
      draftId: 'draft-2',
    } as const
    const given = options({ approved: [account('1')] })
    const view = ruleView(org, given, 'by_approval', { draftId: 'draft-2', refused })
    expect(readable(view)).toMatchInlineSnapshot(`
      "Who may use *Acme* in Miro?
      [Critical system → critical.page 3074457345618265000]
      Valid users are: <radio_buttons>
      ⚠️ *Not saved.* Nobody approves their own account: \`9@acme.com\`. Another administrator of this bot can decide it. Press *Preview* to approve the others.
      Approved accounts: <multi_external_select>
      (Nothing is saved yet. The next window shows who would fail.)"
    `)
    expect(view.private_metadata).toContain('"d":"draft-2"')
    expect(refusals(view)).toEqual([])
    const alone = { refused: { ...refused, onlyAdmin: true } }
    expect(readable(ruleView(org, options(), 'by_approval', alone))).toContain(
      'You are the only administrator of this bot',
    )
  })

  test.each(hostile)('a role, title or name like %j is only text', name => {
    const given = options({
      organizationName: name,
      roles: [{ role: name, count: 1 }],
      titles: [name],
      departments: [name],
      current: byRole({ miroRoles: [name], staffRoles: [{ kind: 'title', value: name }] }),
      approved: [{ id: '1', email: name, role: name, name }],
      lapsed: many(30, at => ({ id: `${at + 2}`, email: name, role: name, name, approvedRole: name })),
    })
    for (const way of ['every_staff_member', 'by_role', 'by_approval'] as const)
      expect(refusals(ruleView(org, given, way))).toEqual([])
    expect(refusals(organizationsView(many(90, () => connection({ organizationName: name }))))).toEqual([])
  })
})

describe('what was chosen', () => {
  test('long titles that begin alike are told apart', () => {
    const long = many(3, at => `${'Vice President of '.repeat(10)}${at}`)
    const values = long.map(choiceValue)
    expect(new Set(values).size).toBe(3)
    expect(Math.max(...values.map(value => Array.from(value).length))).toBeLessThanOrEqual(75)
    expect(resolved([values[1] ?? ''], long)).toEqual([long[1]])
  })

  test('user groups are stored with what they are called, and those nobody knows are left out', () => {
    const groups = [
      { id: 'S1', handle: 'design', name: 'Design team', active: true },
      { id: 'S2', handle: 'old', name: '', active: false },
      { id: 'S3', handle: 'gone', name: '', active: false },
    ]
    const current = byRole({ staffRoles: [{ kind: 'group', value: 'S3', name: '@gone' }] })
    const given = chosen({ groups: ['S1', 'S2', 'S3', 'S4'] })
    expect(ruleOf(given, options({ current, groups }))).toMatchObject({
      staffRoles: [
        { kind: 'group', value: 'S1', name: '@design' },
        { kind: 'group', value: 'S3', name: '@gone' },
      ],
    })
    expect(readable(ruleView(org, options({ current, groups }), 'by_role'))).toContain(
      '⚠️ The rule names 1 group that Slack no longer has: `@gone`.',
    )
    expect(ruleOf(chosen({}), options({ current, groups }))).toMatchObject({ staffRoles: [] })
  })

  test('a role nobody knows is left out, Slack user groups of the rule stay while they may not be read', () => {
    const current = byRole({ staffRoles: [{ kind: 'group', value: 'S1' }] })
    const given = chosen({
      miroRoles: ['organization_internal_user', 'forged'],
      titles: ['Engineer', 'Forged'],
    })
    expect(readable(ruleView(org, options({ current, groups: null }), 'by_role'))).toContain(
      'the bot may not read user groups any more',
    )
    expect(ruleOf(given, options({ current, groups: null }))).toEqual({
      way: 'by_role',
      miroRoles: ['organization_internal_user'],
      staffRoles: [
        { kind: 'title', value: 'Engineer' },
        { kind: 'group', value: 'S1' },
      ],
    })
  })

  test('approvals on other pages of the menu are kept, those taken out of this one are not', () => {
    const approved = ['1', '2', '3', '4'].map(account)
    const on = (a: string | null, z: string | null) =>
      approvedOf(chosen({ way: 'by_approval', accounts: ['2', '9'], a, z }), options({ approved }))
    expect(on(null, '2')).toEqual(['2', '9', '3', '4'])
    expect(on('1', '3')).toEqual(['2', '9', '1', '4'])
    expect(on('2', null)).toEqual(['2', '9', '1'])
    expect(on(null, null)).toEqual(['2', '9'])
    expect(approvedOf(chosen({}), options({ approved }))).toBeNull()
  })

  test('an account is offered with its name, e-mail and role', () => {
    const said = (given: Parameters<typeof accountOption>[0]) => {
      const { text, description } = accountOption(given)
      return [text.text, description?.text]
    }
    expect(said(account('7'))).toEqual(['7@acme.com', 'Member'])
    expect(said({ ...account('7'), name: 'Dana Lee' })).toEqual(['Dana Lee · 7@acme.com', 'Member'])
    expect(said({ id: '7', email: null, role: 'x', name: null })).toEqual([
      'no e-mail address',
      'Unknown role (x) · Miro id 7',
    ])
  })
})

describe('after saving', () => {
  test('every role is valid: saved, with a warning and the next step', () => {
    const saved = {
      way: 'by_role' as const,
      miroRoles: ['organization_internal_user', 'organization_internal_admin'],
      staffRoles: [{ kind: 'title' as const, value: 'Designer' }],
    }
    const done = setup({ connections: [connection({ critical: true, rule })] })
    expect(readable(savedView(done, saved, true, 'later'))).toMatchInlineSnapshot(`
      "✅ *Saved.* Valid: Members and Company Admins with job title Designer.
      Still checking every account. \`/miro checks\` shows the result.
      ⚠️ This rule allows every role that accounts have today, so it turns nobody away.
      [Choose a channel → alert_channel.open ]"
    `)
  })

  test('nobody is judged while Miro is no critical system', () => {
    const removed = setup({ connections: [connection({ critical: false, rule })] })
    expect(
      readable(savedView(removed, { way: 'every_staff_member' }, false, 'not_critical')),
    ).toMatchInlineSnapshot(`
      "✅ *Saved.* Valid: everybody on the staff.
      Nobody is judged by it until Miro is a critical system.
      [Add as critical system → critical.add 3074457345618265000]"
    `)
  })

  test.each([
    ['running', 'Checking every account now …'],
    [
      { pass: 7, fail: 0, unknown: 0, unidentified: 8 },
      'Checked: *7 accounts pass, none fail*. 8 cannot be judged until identified.',
    ],
    [
      { pass: 1, fail: 1, unknown: 2, unidentified: 0 },
      'Checked: *1 account passes, 1 fails*. 2 cannot be judged now.',
    ],
    [{ pass: 0, fail: 1200, unknown: 0, unidentified: 0 }, 'Checked: *0 accounts pass, 1,200 fail*.'],
  ] as const)('%j', (checked, said) => {
    expect(readable(savedView(setup(), { way: 'every_staff_member' }, false, checked))).toContain(said)
  })
})
