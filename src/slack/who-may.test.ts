import { expect, test } from 'vitest'
import { storedSettings } from '../../test/support/row-samples.ts'
import { home } from '../../test/support/slack-samples.ts'
import type { Administrators } from '../domain/settings.ts'
import { permission } from '../workflows/workspace/permission.ts'
import { type Allow, refusedBy } from './frame/gate.ts'
import { askedUser } from './people/directory/wire.ts'
import { policy } from './policy.ts'

// Everybody there is, at everything the bot answers to, however it is administered: through the real gate, the real
// reading of Slack's user, and the real decision. That nothing is without a row: test/manifest.test.ts.

const slackUsers = {
  'primary owner': { is_primary_owner: true },
  owner: { is_owner: true },
  admin: { is_admin: true },
  'chosen person': {},
  'group member': {},
  member: {},
  guest: { is_restricted: true },
  'guest of one channel': { is_ultra_restricted: true },
  'guest who was chosen': { is_restricted: true },
  'invited person': { is_invited_user: true },
  bot: { is_bot: true },
  'deactivated admin': { is_admin: true, deleted: true },
  'chosen person who left': { deleted: true },
  'admin whose last day is over': { is_admin: true },
  'person of another company': { is_stranger: true, is_admin: true },
  'admin of another workspace': { is_admin: true, team_id: 'T9' },
} as const
type Role = keyof typeof slackUsers
const roles = Object.keys(slackUsers) as Role[]
const idOf = (role: Role) => `U${roles.indexOf(role)}`

const chosen: readonly Role[] = [
  'chosen person',
  'guest who was chosen',
  'chosen person who left',
  'person of another company',
  'admin of another workspace',
]
const grouped: readonly Role[] = ['group member', 'guest who was chosen', 'chosen person who left']
const ways = {
  slack: { way: 'slack' },
  people: { way: 'people', people: chosen.map(idOf) },
  group: { way: 'group', groupId: 'S1' },
  'a group that is gone': { way: 'group', groupId: 'S9' },
} as const satisfies Record<string, Administrators>
type Way = keyof typeof ways

const keepers: readonly Role[] = ['primary owner', 'owner', 'admin']
const members: readonly Role[] = [...keepers, 'chosen person', 'group member', 'member']
const elsewhere: Role = 'admin of another workspace'
const administrators: Readonly<Record<Way, readonly Role[]>> = {
  slack: keepers,
  people: ['chosen person'],
  group: ['group member'],
  'a group that is gone': [],
}

function mayBe(allow: Allow, way: Way): readonly Role[] {
  switch (allow) {
    case 'admin':
      return administrators[way]
    case 'keeper':
      return [...new Set([...keepers, ...administrators[way]])]
    case 'member':
    case 'own':
    case 'reader':
      return members
    case 'anyone':
      return roles.filter(role => role !== elsewhere)
  }
}

async function isAllowed(role: Role, way: Way, name: string): Promise<boolean> {
  const from = { userId: idOf(role), teamId: role === elsewhere ? 'T9' : 'T1', enterpriseId: null }
  const user = askedUser({ id: idOf(role), team_id: 'T1', ...slackUsers[role] }, home)
  const logged: object[] = []
  const refused = await refusedBy(
    {
      identity: home,
      policy,
      permission: who =>
        permission(
          {
            clock: () => new Date('2026-11-24T09:00:00Z'),
            directory: { user: async () => user },
            settings: { get: async () => storedSettings({ administrators: ways[way] }) },
            groups: { members: async id => (id === 'S1' ? grouped.map(idOf) : null) },
            people: {
              admins: async () => [],
              leftElsewhere: async () => role === 'admin whose last day is over',
            },
            audit: { append: async entry => void logged.push(entry) },
          },
          who,
        ),
    },
    from,
    name,
  )
  // Each refusal of somebody of this workspace is logged, and nothing else is.
  expect(logged).toHaveLength(refused === null || role === elsewhere ? 0 : 1)
  return refused === null
}

test('who may do what, for every row, person and way of administering', async () => {
  const wrong: string[] = []
  let cases = 0
  for (const [name, allow] of policy)
    for (const way of Object.keys(ways) as Way[])
      for (const role of roles) {
        cases += 1
        const expected = mayBe(allow, way).includes(role)
        if ((await isAllowed(role, way, name)) !== expected)
          wrong.push(`${role}, administered by ${way}: ${name} should be ${expected ? 'allowed' : 'refused'}`)
      }
  expect(wrong).toEqual([])
  expect(cases).toBeGreaterThan(1_000)
})

test('whoever administers, Slack’s owners and admins can always change that', () => {
  for (const way of Object.keys(ways) as Way[])
    expect(mayBe(policy.get('/miro settings') ?? 'admin', way)).toEqual(expect.arrayContaining([...keepers]))
})

test('everything is for administrators but this', () => {
  const open = [...policy].filter(([, allow]) => allow !== 'admin').map(([name, allow]) => `${allow} ${name}`)
  expect(open.sort()).toMatchInlineSnapshot(`
    [
      "anyone common.open_link",
      "anyone common.type_again",
      "anyone connect.open_elsewhere",
      "anyone connect.open_miro",
      "keeper /miro settings",
      "keeper holidays.modal",
      "keeper holidays.open",
      "keeper settings.admin_group",
      "keeper settings.modal",
      "keeper settings.open",
      "keeper settings.test",
      "keeper settings.time_zone",
      "keeper settings.use_zone",
      "member /miro help",
      "member home.refresh",
      "member question.mine",
      "member question.no_longer",
      "member question.not_mine",
      "member question.shared",
      "member question.still",
      "own /miro whois",
      "own accounts.card",
      "own whois.open",
      "own whois.show",
      "reader finding.details",
      "reader finding.fix",
      "reader finding.menu",
      "reader finding.more",
      "reader finding.next_page",
      "reader finding.previous_page",
      "reader finding.verify",
      "reader finding.verify_again",
      "reader finding.verify_page",
      "reader finding.why",
    ]
  `)
})
