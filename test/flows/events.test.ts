import { expect, onTestFinished, test } from 'vitest'
import { generatedCompany } from '../../src/sandbox/seeds/generated-company.ts'
import { startCompany } from '../support/company.ts'
import { type Flow, patience, startFlow } from '../support/flow.ts'

const alertsWith = (flow: Flow, text: string) =>
  flow.inChannel().filter(message => flow.ada.read(message).includes(text))

/** Everything that was written down about people was acted on. */
const settled = (flow: Flow) =>
  flow.slack.until(
    async () => (await flow.rows('SELECT 1 FROM person_event WHERE done_at IS NULL')).length === 0,
    {
      what: 'all events acted on',
      everyMs: 50,
      ...patience,
    },
  )

const assessed = async (flow: Flow, email: string) =>
  (
    await flow.rows<{ said: string }>(
      `SELECT concat_ws(' ', s.class, p.name, s.matched_by) AS said FROM account a
       JOIN assessment s ON s.account_id = a.id LEFT JOIN person p ON p.id = s.person_id WHERE a.email = $1`,
      [email],
    )
  )[0]?.said

test('what Slack tells about people is acted on within seconds, without a sync', async () => {
  const flow = await startFlow()
  await flow.setUp()
  const { slack, miro, ada } = flow
  const reads = miro.requests.length

  // Twice at the same moment, as two sockets or a repeated delivery would.
  slack.faults.push({ delivery: 'event', do: { duplicate: 'at_once' } })
  const left = performance.now()
  await slack.deactivateUser('U0CARLA')
  const alert = await slack.until(() => alertsWith(flow, 'carla.mendes@juniper.example')[0], {
    what: 'the alert',
    timeoutMs: 5_000,
  })
  expect(performance.now() - left).toBeLessThan(5_000)
  await settled(flow)
  expect(alertsWith(flow, 'carla.mendes@juniper.example')).toEqual([alert])

  await slack.reactivateUser('U0CARLA')
  await slack.until(() => ada.read(alert).includes('works here again'), {
    what: 'the alert closed',
    ...patience,
  })
  expect(
    await flow.rows(`SELECT closed_as FROM finding WHERE check_id = 'removed' AND closed_at IS NOT NULL`),
  ).toEqual([{ closed_as: 'rehired' }])
  // An older event that comes late says that she is gone; Slack, when asked, does not.
  await slack.emit({ type: 'user_change', user: { id: 'U0CARLA', deleted: true } })
  await settled(flow)
  expect(
    await flow.rows(`SELECT 1 FROM finding WHERE check_id = 'removed' AND closed_at IS NULL`),
  ).toHaveLength(1)

  // The account keeps its person when the address changes, and a new colleague is recognised.
  await slack.changeEmail('U0JON', 'jon.b@juniper.example')
  await slack.addUser({ id: 'U0NEW', realName: 'Emil Novak', email: 'emil.novak@juniper.example' })
  await settled(flow)
  expect([
    await assessed(flow, 'jon.berg@juniper.example'),
    await assessed(flow, 'emil.novak@juniper.example'),
  ]).toEqual(['staff Jon Berg alias', 'staff Emil Novak email'])

  // Slack does not answer at first.
  slack.faults.push({ method: 'users.info', times: 4, do: { status: 503 } })
  await slack.makeGuest('U0FARAH')
  await slack.until(() => alertsWith(flow, 'farah.haddad@juniper.example')[0], {
    what: 'a guest is no staff',
    ...patience,
  })

  // Nobody looks at people any more: what is written down now only the schedule can find.
  await slack.until(
    async () =>
      (await flow.rows(`SELECT 1 FROM pgboss.job WHERE name = 'people' AND state < 'completed'`)).length ===
      0,
    { what: 'every look ended', everyMs: 50, ...patience },
  )
  // Written down, and then the process died before it could ask for a look: the next start does.
  await flow.rows(
    `INSERT INTO person_event (workspace_id, id, type, slack_user_id, urgent, received_at)
     VALUES ('T0JUNIPER', 'EvLOST', 'user_change', 'U0IVO', true, now())`,
  )
  slack.faults.push({ delivery: 'event', do: { drop: true } })
  await slack.deactivateUser('U0IVO')
  await flow.sandbox.tick('lookAround')
  await slack.until(() => alertsWith(flow, 'Ivo.Petrov@JUNIPER.EXAMPLE')[0], {
    what: 'the alert after a restart',
    ...patience,
  })
  expect(miro.requests.length).toBe(reads)

  // An event that never came is made up for by the next scan.
  slack.faults.push({ delivery: 'event', do: { drop: true } })
  await slack.deactivateUser('U0JON')
  await settled(flow)
  const before = flow.inChannel().length
  await flow.sandbox.tick('staff')
  await slack.until(() => flow.inChannel().length === before + 1, {
    what: 'the alert of the scan',
    ...patience,
  })
  expect(ada.read(flow.inChannel().at(-1) ?? alert)).toContain('jon.berg@juniper.example')
})

test('many who leave at once are left to a scan, which asks a person; a few are told together', async () => {
  const seed = generatedCompany({ people: 60, accounts: 60 })
  const [first, ...others] = seed.members
  if (first === undefined) throw new Error('an empty company')
  const admin = {
    ...first,
    email: 'admin.alex@big.example',
    role: 'organization_internal_admin',
    active: true,
  }
  const company = await startCompany({ ...seed, members: [admin, ...others] })
  onTestFinished(async () => {
    await company.sandbox.stop()
    await company.storage.close()
  })
  const { slack, time } = company
  const people = company.seed.users.filter(({ id }) => id.startsWith('U0000')).map(({ id }) => id)
  /** Within the same second, however slow this machine is. */
  const leave = async (ids: readonly string[]) => {
    const goOn = company.hold()
    await Promise.all(ids.map(id => slack.deactivateUser(id)))
    await slack.until(
      async () =>
        (await company.storage.pool.query('SELECT 1 FROM person_event WHERE done_at IS NULL')).rowCount ===
        ids.length,
      { what: 'every event written down', everyMs: 50, ...patience },
    )
    goOn()
  }
  await leave(people.slice(10, 13))
  await slack.until(() => company.alerts().length === 2, { what: 'one alert about three', ...patience })
  await company.idle()
  expect(company.alertsWith('3 ')).toContain(company.alerts()[1])

  time.advance(60_000)
  await leave(people.slice(20, 45))
  await slack.until(() => company.alertsWith('Apply anyway').length === 1, {
    what: 'the question',
    ...patience,
  })
  await company.idle()
  // 28 of 58 within the hour; nobody of the 25 was believed to be gone.
  expect(company.alerts()).toHaveLength(3)
  const [question] = company.alertsWith('Apply anyway')
  if (question === undefined) throw new Error('no question')
  expect(company.admin.read(question)).toContain('28')
  await company.admin.click(question, 'Apply anyway')
  await slack.until(() => company.alerts().length === 4, { what: 'one alert about the others', ...patience })
  await company.idle()
  expect(company.alerts()).toHaveLength(4)
})
