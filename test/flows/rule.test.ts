import { expect, test } from 'vitest'
import { alertChannel, type Flow, patience, startFlow } from '../support/flow.ts'
import { submitRule } from '../support/set-up.ts'
import { withoutTimes } from '../support/whole-journey.ts'

const verdicts = async (flow: Flow): Promise<Record<string, string>> => {
  const rows = await flow.rows<{ email: string; said: string }>(
    `SELECT account.email, concat_ws(' ', results->'valid'->>'verdict', results->'valid'->>'why') AS said FROM account
     JOIN assessment ON assessment.account_id = account.id
     WHERE results->'valid'->>'why' NOT IN ('identify_first', 'deactivated', 'removal_first')`,
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
      "Ivo <!channel> Petrov · Ivo.Petrov@JUNIPER.EXAMPLE",
      "Ada Okafor · ada.okafor@juniper.example",
      "ben.sorensen+audit@juniper.example",
      "Ben Sorensen · ben.sorensen@juniper.example",
      "Carla Mendes · carla.mendes@juniper.example",
      "Dana Lee · dana.lee@juniper.example",
      "emil.novak@juniper.example",
      "Farah Haddad · farah.haddad@juniper.example",
      "Gus Meyer · gus.meyer@juniper.example",
      "gus@juniper.example",
      "Jon Berg · jon.berg@juniper.example",
      "marketing@juniper.example",
      "miro-export@juniper.example",
      "olga.ivanova@juniper.example",
    ]
  `)
  await ada.fill(ada.view, { 'Approved accounts': ['farah.haddad@juniper.example', 'carla.mendes@juniper'] })
  await submitRule(flow.sandbox, ada)
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
    "🟡 *Farah Haddad has access to Miro that the rule does not allow* · Juniper
    Fix by <time>.
    The role changed since this account was approved.
    • \`farah.haddad@juniper.example\` · Company Admin
    How to fix
    1. The role changed since the approval. Is that right? Approve the account again under Choose valid users.
    2. If not, change the role back in Miro, or take the access away:
        a. First make them a Member in Miro: Admin console &gt; Users &gt; Active users &gt; … &gt; change the role from Company Admin.
        b. In Miro: Admin console &gt; Users &gt; Active users &gt; … &gt; Deactivate.
        Choose Reassign user’s content if somebody takes the boards over.
    Open in Miro
    Verify now
    More
    Closes once fixed. Done already? Press Verify now."
  `)
})

test('a role set of every role is saved with a warning, an empty one is refused beside the input', async () => {
  const flow = await connected()
  const { ada, slack } = flow
  const view = await flow.openRule('By role')
  const answer = await ada.submit(view)
  expect('errors' in answer ? answer.errors : null).toMatchInlineSnapshot(`
    {
      "rule.miro_roles": "Choose at least one role, job title, department or user group.",
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
  const preview = () => ada.views.find(view => ada.read(view).includes('not saved yet'))
  expect(ada.read(await slack.until(preview, patience))).toContain(
    '⚠️ This rule allows every role that accounts have today',
  )
  // Change, and the arrow beside the title, bring the form back as it was filled.
  expect([ada.view.close?.text, ada.views.length]).toEqual(['Change', 2])
  await ada.close(ada.view)
  expect([ada.read(ada.view).includes('Roles in Miro'), ada.views.length]).toEqual([true, 1])
  expect(await flow.rows('SELECT 1 FROM rule')).toEqual([])
  await submitRule(flow.sandbox, ada)
  const saved = await slack.until(
    () => ada.read(ada.view).includes('Checked:') && ada.read(ada.view),
    patience,
  )
  expect(saved).toContain('⚠️ This rule allows every role that accounts have today, so it turns nobody away.')
  await ada.close(ada.view, { all: true })
  await becomes(flow, 'ada.okafor', 'pass role_valid')
  await ada.command('/miro', 'checks', { channel: alertChannel })
  const checks = await slack.until(() => ada.ephemerals.at(-1), patience)
  expect(ada.read(checks)).toContain('the rule allows every role, so it turns nobody away')
})

test('a critical system: its page, a rule previewed with numbers and names, saved, removed and added again', async () => {
  const flow = await connected()
  const { ada, slack } = flow
  const reads = (text: string) =>
    slack.until(() => ada.read(ada.view).includes(text) && withoutTimes(ada.read(ada.view)), {
      what: text,
      ...patience,
    })
  await flow.openRule('Every staff member')
  await ada.click(ada.view, 'Critical system')
  expect(await reads('Access validity')).toMatchInlineSnapshot(`
    "Critical system
    *Miro* · *Juniper*
    *Critical since*
    <time>, added by <@U0ADA>
    *Owner*
    <@U0ADA>
    *Connected*
    <time> by <@U0ADA>
    *Plan*
    Enterprise
    *Waiting for you*
    *Juniper*: 1 open finding of “Miro access should be removed for offboarded user”. Fix by <time>.
    Show all
    *Juniper*: 8 open findings of “User should be identified”. Fix the first by <time>.
    Show all
    *Juniper*: 1 open finding of “Critical system access control should be configured”. Fix by <time>.
    Choose valid users
    *Juniper*: we have a good guess for 6 accounts. Check and accept.
    Check guesses
    Alerts start once you choose a channel.
    Choose a channel
    *16 accounts* · 2 Company Admins
    *By role*
    Member 11
    Company Admin 2
    Guest 1
    Unknown role (organization_internal_auditor) 1
    Team guest 1
    *By owner type*
    Staff 8
    Not identified 8
    As of <time>. Deactivated accounts are not counted.
    *Access validity*
    Nobody has chosen yet who may use Miro, so one check fails.
    Configure now
    Open the checks"
  `)
  await ada.click(ada.view, 'Configure now')
  await reads('Who answers for Miro')
  await ada.click(ada.view, 'Choose valid users')
  await reads('Who may use *Juniper*')
  await ada.fill(ada.view, { 'Valid users are': 'By role' })
  await reads('Roles in Miro')
  await ada.fill(ada.view, { 'Roles in Miro': ['organization_internal_admin'] })
  await ada.submit(ada.view)
  expect(await reads('not saved yet')).toMatchInlineSnapshot(`
    "Choose valid users
    *Juniper* · not saved yet
    Valid: Company Admins.
    *6 of 16 accounts fail*: 6 members. 1 passes.
    9 are not judged yet: 8 unidentified, 1 of somebody who left.
    Counted on the accounts of <time>. Not counted: 1 account deactivated or gone.
    Who would fail
    Change
    Once saved, every account is checked. Alerts start once you choose a channel.
    Save"
  `)
  await ada.click(ada.view, 'Who would fail')
  expect(await reads('6 accounts.')).toContain(
    '*Ben Sorensen* `ben.sorensen@juniper.example` · Member\nThe rule does not allow the role Member.',
  )
  expect(await flow.rows('SELECT 1 FROM rule')).toEqual([])
  // Three windows are open, so the names stand in the place of the preview: closed, they take it along.
  await ada.close(ada.view, { all: true })
  await ada.command('/miro', 'rule')
  await reads('You have an unsaved rule')
  await ada.click(ada.view, 'Continue')
  await reads('not saved yet')
  await ada.click(ada.view, 'Who would fail')
  await slack.until(() => ada.views.length === 2 && ada.read(ada.view).includes('6 accounts.'), patience)
  await ada.close(ada.view)
  await reads('not saved yet')
  await ada.submit(ada.view)
  expect(await reads('Checked:')).toContain('6 fail')
  await ada.close(ada.view, { all: true })
  const failing = () =>
    flow.rows(`SELECT closed_as FROM finding WHERE check_id = 'valid' ORDER BY closed_as NULLS FIRST`)
  const opened = await failing()
  expect(opened.every(({ closed_as: closedAs }) => closedAs === null)).toBe(true)

  await ada.command('/miro', 'rule')
  await flow.window('Choose valid users')
  await ada.click(ada.view, 'Critical system')
  await reads('Access validity')
  await ada.click(ada.view, 'Manage')
  await reads('Who answers for Miro')
  await ada.click(ada.view, 'critical.owner', { selected: 'U0FARAH' })
  await slack.until(
    async () => (await flow.rows("SELECT 1 FROM connection WHERE critical_owner = 'U0FARAH'")).length,
    {
      what: 'the owner',
      ...patience,
    },
  )
  await ada.click(ada.view, 'Remove')
  await reads('is no longer a critical system')
  await slack.until(async () => (await failing()).every(({ closed_as: as }) => as === 'not_applicable'), {
    what: 'the findings closed',
    ...patience,
  })
  expect(await failing()).toHaveLength(opened.length)
  await ada.click(ada.view, 'Add as critical system')
  await reads('is now a critical system')
  await slack.until(
    async () => (await failing()).filter(({ closed_as: as }) => as === null).length === opened.length,
    { what: 'the rule at work again', ...patience },
  )
  expect(
    (await flow.rows<{ action: string }>('SELECT action FROM deed ORDER BY at, id')).map(
      ({ action }) => action,
    ),
  ).toMatchInlineSnapshot(`
    [
      "miro_connected",
      "critical_system_added",
      "rule_saved",
      "critical_owner_set",
      "critical_system_removed",
      "critical_system_added",
    ]
  `)
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
    'Nobody approves their own account: `ada.okafor@juniper.example`. Another administrator of this bot can decide it.',
  )
  expect(await flow.rows('SELECT 1 FROM rule UNION ALL SELECT 1 FROM approval')).toEqual([])
  await submitRule(flow.sandbox, ada)
  await slack.until(() => ada.read(ada.view).includes('Saved.'), { what: 'the rule saved', ...patience })
  await ada.close(ada.view, { all: true })
  await becomes(flow, 'carla.mendes', 'pass approved')
  expect((await verdicts(flow))['ada.okafor']).toBe('fail not_approved')
  const [entry] = await flow.rows(`SELECT details FROM deed WHERE action = 'rule_saved'`)
  expect(entry).toMatchObject({ details: { added: [expect.any(String)], withdrawn: [] } })
})
