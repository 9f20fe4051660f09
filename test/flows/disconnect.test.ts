import { expect, test } from 'vitest'
import { patience, startFlow } from '../support/flow.ts'
import { connect } from '../support/set-up.ts'

test('disconnecting ends everything but the evidence, also where Miro does not answer; connecting again goes on', async () => {
  const flow = await startFlow()
  const { ada, slack, miro, sandbox } = flow
  await flow.setUp()
  const accounts = 'SELECT id, first_seen_at FROM account ORDER BY id'
  const known = await flow.rows(accounts)
  const before = await flow.rows<{ id: string }>('SELECT id FROM finding WHERE closed_at IS NULL')
  const ask = async (name: string) => {
    await ada.fill(ada.view, { [`Type ${sandbox.seed.organization.name} to disconnect it`]: name })
    await ada.submit(ada.view)
  }
  const says = (text: string) =>
    slack.until(() => ada.views.length > 0 && ada.read(ada.view).includes(text), { what: text, ...patience })

  await ada.command('/miro', 'disconnect')
  await says('Kept as evidence')
  await ask('Juno')
  await says('that is not the name')
  expect(await flow.rows('SELECT state FROM connection')).toEqual([{ state: 'connected' }])
  await ask('juniper')
  await says('is disconnected')
  expect(ada.read(ada.view)).toContain('Its sign-in no longer works at Miro')
  expect(miro.requests.filter(({ path }) => path === '/v2/oauth/revoke')).toHaveLength(1)
  await ada.close(ada.view, { all: true })

  // Nothing that opens Miro is left; what was found is, and the channel says that nobody watches it any more.
  const [stored] = await flow.rows('SELECT state, client_secret, access_token, refresh_token FROM connection')
  expect(stored).toEqual({
    state: 'disconnected',
    client_secret: null,
    access_token: null,
    refresh_token: null,
  })
  expect(await flow.rows('SELECT 1 FROM oauth_attempt')).toEqual([])
  expect(await flow.rows("SELECT DISTINCT closed_as FROM finding WHERE check_id <> 'configured'")).toEqual([
    { closed_as: 'disconnected' },
  ])
  expect(await flow.rows(accounts)).toEqual(known)
  await slack.until(
    async () =>
      (await flow.rows("SELECT 1 FROM alert WHERE closed_at IS NULL AND kind <> 'disconnected'")).length ===
      0,
    {
      what: 'closed messages',
      ...patience,
    },
  )
  const [told] = flow.inChannel()
  expect(told?.text).toContain('findings, no longer watched')
  expect(told && ada.read(told)).toContain('Juniper was disconnected by <@U0ADA>')
  if (told === undefined) throw new Error('there is a message')
  // It is said once by a message of its own too, and the first look offers nothing any more.
  const ended = () => flow.inChannel().filter(({ text }) => text.includes('no longer watched for Juniper'))
  const stopped = await slack.until(() => ended()[0], { what: 'a message', ...patience })
  expect(ada.read(stopped)).toContain('<@U0ADA> disconnected it')
  const firstLook = () => ada.dm.find(({ text }) => text.startsWith('First check'))
  await slack.until(() => ada.read(firstLook() ?? told).includes('Disconnected by <@U0ADA>'), patience)
  expect(JSON.stringify(firstLook()?.blocks)).not.toContain('button')
  // An old button says it too, and offers nothing that would come to nothing.
  const [left] = await flow.rows<{ id: string }>("SELECT id FROM finding WHERE check_id = 'removed'")
  await ada.click(told, 'More', { value: JSON.stringify({ f: left?.id }) })
  await says('Juniper was disconnected, and this is no longer watched')
  await ada.click(ada.view, 'Open')
  await says('*Juniper was disconnected*')
  expect(ada.read(ada.view)).not.toContain('Identify')
  await ada.close(ada.view, { all: true })
  const asked = miro.requests.length
  await sandbox.tick('sync')
  await sandbox.tick('lookAround')
  await ada.command('/miro', 'checks')
  await slack.until(() => ada.ephemerals.at(-1)?.text.startsWith('No Miro organization'), patience)
  expect(miro.requests.slice(asked)).toEqual([])

  // Connected again, the same accounts are known, the rule stands, and the findings know the earlier ones.
  await connect(sandbox, ada)
  await slack.until(
    async () => (await flow.rows('SELECT 1 FROM finding WHERE closed_at IS NULL')).length > 0,
    {
      what: 'findings again',
      ...patience,
    },
  )
  expect(await flow.rows(accounts)).toEqual(known)
  await slack.until(() => stopped.text.includes('is watched again'), { what: 'closed', ...patience })
  expect(ended()).toEqual([])
  const again = await flow.rows<{ previous_id: string }>(
    'SELECT previous_id FROM finding WHERE closed_at IS NULL',
  )
  expect(again.map(({ previous_id }) => previous_id).sort()).toEqual(before.map(({ id }) => id).sort())
  // As late as they were: a disconnect gains nobody time.
  expect(
    await flow.rows(
      `SELECT DISTINCT f.clock_at = p.clock_at AND f.due_at = p.due_at AS same
       FROM finding f JOIN finding p ON p.id = f.previous_id WHERE f.closed_at IS NULL`,
    ),
  ).toEqual([{ same: true }])
  expect(await flow.rows('SELECT version FROM rule')).toEqual([{ version: 1 }])

  // Miro is away: it ends here all the same, and says what is left to do.
  miro.faults.push({ match: { path: /oauth/ }, times: 'always', do: { status: 503 } })
  await ada.command('/miro', 'disconnect')
  await says('Kept as evidence')
  await ask('Juniper')
  await says('Remove it there by hand')
  expect(await flow.rows('SELECT state, access_token FROM connection')).toEqual([
    { state: 'disconnected', access_token: null },
  ])
  await slack.until(() => ended().length === 1, { what: 'a message of the second time', ...patience })
  const logged = await flow.rows<{ action: string; details: object }>(
    "SELECT action, details FROM deed WHERE action LIKE 'miro_%' ORDER BY id",
  )
  expect(logged.map(({ action }) => action)).toEqual([
    'miro_connected',
    'miro_disconnected',
    'miro_token_revoked',
    'miro_connected',
    'miro_disconnected',
    'miro_token_revoked',
  ])
  expect([logged[2]?.details, logged[5]?.details]).toEqual([{ revoked: true }, { revoked: false }])
})
