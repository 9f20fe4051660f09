import { expect, test } from 'vitest'
import { alertChannel, type Flow, patience, startFlow } from '../support/flow.ts'
import { withoutTimes } from '../support/whole-journey.ts'

const verdicts = async (flow: Flow): Promise<Record<string, string>> => {
  const rows = await flow.rows<{ email: string; said: string }>(
    `SELECT account.email, valid || ' ' || valid_why AS said FROM account
     JOIN assessment ON assessment.account_id = account.id
     WHERE valid_why NOT IN ('identify_first', 'deactivated', 'removal_first')`,
  )
  return Object.fromEntries(
    rows.map(({ email, said }) => [email.toLowerCase().split('@')[0] ?? '', said]).sort(),
  )
}

const becomes = async (flow: Flow, who: string, said: string) =>
  flow.slack.until(async () => (await verdicts(flow))[who] === said, { what: `${who}: ${said}`, ...patience })

/** A company that is connected, with Miro as a critical system. */
async function connected(): Promise<Flow> {
  const flow = await startFlow()
  await flow.connect()
  await flow.addCritical()
  return flow
}

test('by approval: chosen by address, noted with approver, and over when the role changes', async () => {
  const flow = await connected()
  const { ada, miro, slack } = flow
  await flow.openRule('By approval')
  const offered = await ada.suggestions(ada.view, 'Approved accounts', 'juniper.example')
  expect(offered.map(({ text }) => text.text)).toMatchInlineSnapshot(`
    [
      "Ivo.Petrov@JUNIPER.EXAMPLE · Member",
      "ada.okafor@juniper.example · Company Admin",
      "ben.sorensen+audit@juniper.example · Unknown role (organization_internal_a…",
      "ben.sorensen@juniper.example · Member",
      "carla.mendes@juniper.example · Member",
      "dana.lee@juniper.example · Member",
      "emil.novak@juniper.example · Member",
      "farah.haddad@juniper.example · Member",
      "gus.meyer@juniper.example · Member",
      "gus@juniper.example · Member",
      "jon.berg@juniper.example · Member",
      "marketing@juniper.example · Member",
      "miro-export@juniper.example · Company Admin",
      "olga.ivanova@juniper.example · Member",
    ]
  `)
  await ada.fill(ada.view, { 'Approved accounts': ['farah.haddad@juniper.example', 'carla.mendes@juniper'] })
  await ada.submit(ada.view)
  await slack.until(() => ada.read(ada.view).includes('Saved.'), { what: 'the rule saved', ...patience })
  await ada.close(ada.view, { all: true })
  await becomes(flow, 'farah.haddad', 'pass approved')
  expect(await verdicts(flow)).toMatchInlineSnapshot(`
    {
      "ada.okafor": "fail not_approved",
      "ben.sorensen": "fail not_approved",
      "carla.mendes": "pass approved",
      "farah.haddad": "pass approved",
      "gus.meyer": "fail not_approved",
      "ivo.petrov": "fail not_approved",
      "jon.berg": "fail not_approved",
    }
  `)
  expect(await flow.rows('SELECT role, approved_by FROM approval')).toEqual([
    { role: 'organization_internal_user', approved_by: 'U0ADA' },
    { role: 'organization_internal_user', approved_by: 'U0ADA' },
  ])
  await flow.chooseChannel()
  await slack.until(() => flow.inChannel()[0], { what: 'the summary', ...patience })

  miro.setRole('farah.haddad@juniper.example', 'organization_internal_admin')
  await flow.sync()
  expect((await verdicts(flow))['farah.haddad']).toBe('fail approval_lapsed')
  const alert = await slack.until(
    () =>
      flow
        .inChannel()
        .slice(1)
        .find(one => ada.read(one).includes('farah.haddad')),
    { what: 'the alert in its own message', ...patience },
  )
  expect(withoutTimes(ada.read(alert))).toMatchInlineSnapshot(`
    "🟡 *1 Miro account has access that the rule does not allow* · Juniper
    *Due*. Critical from <time>, overdue from <time>.
    • *Farah Haddad* \`farah.haddad@juniper.example\` · Company Admin · The role changed since this account was approved.
    *How to fix*
    1. The role changed since the approval. If that is right, approve the account again under Who is a valid user?
    2. If it is not, change the role back in Miro, or revoke the access:
    3. Revoke the admin role first: Admin console &gt; Users &gt; Active users &gt; … &gt; change the role from Company Admin to Member.
    4. In Miro: Admin console &gt; Users &gt; Active users &gt; … &gt; Deactivate (with Reassign user’s content, if somebody takes the boards over).
    5. This message closes by itself once a sync sees the change. Press Verify now to have that checked at once.
    How to fix
    Why?
    Verify now
    Details"
  `)
})

test('a role set of every role is saved with a warning, an empty one is refused beside the input', async () => {
  const flow = await connected()
  const { ada, slack } = flow
  const view = await flow.openRule('By role')
  const answer = await ada.submit(view)
  expect('errors' in answer ? answer.errors : null).toMatchInlineSnapshot(`
    {
      "rule.miro_roles": "Choose at least one role, job title or department.",
    }
  `)
  expect(await flow.rows('SELECT 1 FROM rule')).toEqual([])
  await ada.fill(ada.view, {
    'Roles in Miro': [
      'organization_internal_admin',
      'organization_internal_user',
      'organization_external_user',
      'organization_team_guest_user',
      'organization_internal_auditor',
    ],
  })
  await ada.submit(ada.view)
  const saved = await slack.until(() => ada.read(ada.view).includes('Saved.') && ada.read(ada.view), patience)
  expect(saved).toMatchInlineSnapshot(`
    "Who is a valid user?
    *Saved.* Valid by role: Miro role Company Admin, Member, Guest, Team guest, Unknown role (organization_internal_aud….
    Every account is being checked against it now. \`/miro checks\` shows the result.
    ⚠️ Every role that accounts have today is valid, so this rule turns nobody away.
    Where do alerts go?"
  `)
  await ada.close(ada.view, { all: true })
  await becomes(flow, 'ada.okafor', 'pass role_valid')
  await ada.command('/miro', 'checks', { channel: alertChannel })
  const checks = await slack.until(() => ada.ephemerals.at(-1), patience)
  expect(ada.read(checks)).toContain('every role is valid, so the rule turns nobody away')
})

test('every staff member', async () => {
  const flow = await connected()
  await flow.saveRule('Every staff member')
  await becomes(flow, 'ada.okafor', 'pass staff_member')
  expect(await verdicts(flow)).toMatchInlineSnapshot(`
    {
      "ada.okafor": "pass staff_member",
      "ben.sorensen": "pass staff_member",
      "carla.mendes": "pass staff_member",
      "farah.haddad": "pass staff_member",
      "gus.meyer": "pass staff_member",
      "ivo.petrov": "pass staff_member",
      "jon.berg": "pass staff_member",
    }
  `)
})

test('nobody approves their own account: the form comes back with the others, and can be saved', async () => {
  const flow = await connected()
  const { ada, slack } = flow
  await flow.openRule('By approval')
  await ada.fill(ada.view, { 'Approved accounts': ['ada.okafor@juniper.example', 'carla.mendes@juniper'] })
  await ada.submit(ada.view)
  const refused = await slack.until(
    () => ada.read(ada.view).includes('Not saved') && ada.read(ada.view),
    patience,
  )
  expect(refused).toContain(
    'Nobody approves their own account: `ada.okafor@juniper.example`. Another Slack admin can approve it.',
  )
  expect(await flow.rows('SELECT 1 FROM rule UNION ALL SELECT 1 FROM approval')).toEqual([])
  await ada.submit(ada.view)
  await slack.until(() => ada.read(ada.view).includes('Saved.'), { what: 'the rule saved', ...patience })
  await ada.close(ada.view, { all: true })
  await becomes(flow, 'carla.mendes', 'pass approved')
  expect((await verdicts(flow))['ada.okafor']).toBe('fail not_approved')
  const [entry] = await flow.rows(`SELECT details FROM audit_entry WHERE action = 'rule_saved'`)
  expect(entry).toMatchObject({ details: { added: [expect.any(String)], withdrawn: [] } })
})
