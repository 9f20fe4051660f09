import { expect, test } from 'vitest'
import { type Flow, patience, startFlow } from '../support/flow.ts'
import { submitRule } from '../support/set-up.ts'

const verdict = async (flow: Flow, email: string): Promise<string | undefined> =>
  (
    await flow.rows<{ said: string }>(
      `SELECT concat_ws(' ', results->'valid'->>'verdict', results->'valid'->>'why') AS said FROM assessment
       JOIN account ON account.id = account_id WHERE address = $1`,
      [email],
    )
  )[0]?.said

const becomes = (flow: Flow, email: string, wanted: string) =>
  flow.slack.until(async () => (await verdict(flow, email)) === wanted, {
    what: `${email}: ${wanted}`,
    everyMs: 50,
    ...patience,
  })

const carla = 'carla.mendes@juniper.example'
const farah = 'farah.haddad@juniper.example'
const open = (flow: Flow) =>
  flow.rows(`SELECT subject_id FROM finding WHERE check_id = 'valid' AND closed_at IS NULL ORDER BY 1`)

test('a rule by user group: chosen, previewed, followed within seconds, and unknown when the group is gone', async () => {
  const flow = await startFlow()
  await flow.setUp()
  const { ada, slack, sandbox } = flow
  await flow.ada.command('/miro', 'rule')
  await ada.fill(await flow.window('Choose valid users'), { 'Valid users are': 'By role' })
  await slack.until(() => ada.read(ada.view).includes('Slack user groups'), {
    what: 'the groups',
    ...patience,
  })
  await ada.fill(ada.view, {
    'Roles in Miro': [],
    'Slack user groups': ['S0ENGINEERS', 'S0DESIGN'],
  })
  const preview = await submitRule(sandbox, ada)
  expect(preview).toContain('Slack user group @design or @engineers')
  await slack.until(() => ada.read(ada.view).includes('*Saved.*'), { what: 'saved', ...patience })
  await ada.close(ada.view, { all: true })
  await becomes(flow, farah, 'pass role_valid')
  await becomes(flow, carla, 'pass role_valid')
  await becomes(flow, 'ben.sorensen@juniper.example', 'fail staff_role_not_valid')

  // Out of the group, twice told, and into the other one.
  slack.faults.push({ delivery: 'event', do: { duplicate: 'at_once' } })
  await slack.putIntoGroup('S0DESIGN', 'U0CARLA', false)
  await becomes(flow, carla, 'fail staff_role_not_valid')
  await slack.until(() => flow.inChannel().some(message => ada.read(message).includes(carla)), {
    what: 'the alert',
    ...patience,
  })
  await slack.putIntoGroup('S0ENGINEERS', 'U0CARLA')
  await becomes(flow, carla, 'pass role_valid')

  // An event that never came, and a scan that Slack does not answer at first: what was known stays.
  slack.faults.push({ delivery: 'event', do: { drop: true } })
  await slack.putIntoGroup('S0ENGINEERS', 'U0FARAH', false)
  slack.faults.push({ method: 'usergroups.list', times: 3, do: { status: 503 } })
  const asked = () => slack.calls('usergroups.list').length
  const [before, scans] = [asked(), slack.calls('users.list').length]
  await sandbox.tick('staff')
  await slack.until(() => asked() >= before + 3 && slack.calls('users.list').length > scans, {
    what: 'a scan without groups',
    ...patience,
  })
  expect(await verdict(flow, farah)).toBe('pass role_valid')
  await sandbox.tick('staff')
  await becomes(flow, farah, 'fail staff_role_not_valid')
  await slack.putIntoGroup('S0ENGINEERS', 'U0FARAH')
  await becomes(flow, farah, 'pass role_valid')

  // Switched off: nobody can say who would be in it, so nothing opens and nothing closes.
  const failing = await open(flow)
  await slack.changeGroup({ id: 'S0ENGINEERS', handle: 'engineers', name: 'x', users: [], disabled: true })
  await becomes(flow, farah, 'unknown group_gone')
  expect(await open(flow)).toEqual(failing)
  await ada.command('/miro', 'rule')
  await slack.until(() => ada.read(ada.view).includes('Slack no longer has: `@engineers`'), {
    what: 'the warning',
    ...patience,
  })
  const users = ['U0FARAH', 'U0CARLA']
  await slack.changeGroup({ id: 'S0ENGINEERS', handle: 'engineers', name: 'x', users, disabled: false })
  await becomes(flow, farah, 'pass role_valid')
})

test('without the permission the groups are not offered, and it says how to get them', async () => {
  const flow = await startFlow({ withoutSlackScopes: ['usergroups:read'] })
  await flow.setUp()
  const { ada, slack } = flow
  await ada.command('/miro', 'rule')
  const read = await slack.until(
    () => ada.views.length > 0 && ada.read(ada.view).includes('By role') && ada.read(ada.view),
    patience,
  )
  expect(read).toContain('Slack user groups could be chosen too, but the bot may not read them.')
  expect(JSON.stringify(ada.view.blocks)).not.toContain('rule.groups')
  // A scan goes on without them.
  await flow.sync()
  expect(await flow.rows('SELECT groups_read_at FROM workspace')).toEqual([{ groups_read_at: null }])
})

test('a group that empties is not believed: held, then put right; emptied again, applied by a person', async () => {
  const flow = await startFlow()
  await flow.connect()
  await flow.addCritical()
  await flow.saveRule('By role', { 'Roles in Miro': [], 'Slack user groups': ['S0ENGINEERS'] })
  await flow.chooseChannel()
  const { ada, slack } = flow
  await becomes(flow, farah, 'pass role_valid')
  const failing = await open(flow)
  const group = { id: 'S0ENGINEERS', handle: 'engineers', name: 'Engineering', disabled: false }
  const said = (...texts: readonly string[]) =>
    slack.until(
      () => flow.inChannel().findLast(message => texts.every(text => ada.read(message).includes(text))),
      { what: texts.join(), ...patience },
    )
  await slack.changeGroup({ ...group, users: [] })
  const first = await said('Decision needed: Slack user groups changed a lot')
  expect(ada.read(first)).toContain('`@engineers` is empty. Before, it had 3 people.')
  await flow.sync()
  expect([await verdict(flow, farah), await open(flow)]).toEqual(['pass role_valid', failing])
  expect(flow.inChannel().filter(message => ada.read(message).includes('@engineers'))).toHaveLength(1)

  slack.faults.push({ delivery: 'event', do: { drop: true } })
  await slack.changeGroup({ ...group, users: ['U0FARAH', 'U0GUS', 'U0HANA'] })
  await ada.click(first, 'Try again')
  await said('Closed · the held change of Slack user groups: replaced by a later sync')

  await slack.changeGroup({ ...group, users: [] })
  await said('Decision needed: Slack user groups changed a lot')
  await ada.command('/miro', 'checks')
  const task = 'Decision needed: Slack user groups changed a lot.'
  const answered = () => ada.ephemerals.find(message => ada.read(message).includes(task))
  const checks = await slack.until(answered, { what: 'the pending task', ...patience })
  await ada.click(checks, 'Apply anyway')
  await said('Closed · the held change of Slack user groups: applied')
  await becomes(flow, farah, 'fail staff_role_not_valid')
  expect(
    await flow.rows(`SELECT actor, action FROM deed WHERE action LIKE 'held_groups%' ORDER BY id`),
  ).toEqual([
    { actor: 'U0ADA', action: 'held_groups_retried' },
    { actor: 'U0ADA', action: 'held_groups_approved' },
    { actor: 'U0ADA', action: 'held_groups_applied' },
  ])
})
