import { expect, test } from 'vitest'
import { smallCompany } from '../../src/sandbox/seeds/small-company.ts'
import type { Choice } from '../../src/sandbox/slack/choose.ts'
import { type Flow, handClock, patience, startFlow } from '../support/flow.ts'

const hour = 3_600_000

/** Findings about a last day that somebody entered, as they were opened. */
const findings = async (flow: Flow) =>
  (
    await flow.rows<{ said: string }>(
      `SELECT concat_ws(' ', a.email, f.closed_as) AS said FROM finding f JOIN account a ON a.id = f.subject_id
       WHERE f.check_id = 'removed' AND f.end_at IS NOT NULL ORDER BY f.opened_at, f.clock_at`,
    )
  ).map(({ said }) => said)

const become = (flow: Flow, ...wanted: readonly string[]) =>
  flow.slack.until(async () => (await findings(flow)).join() === wanted.join(), {
    what: `findings: ${wanted.join()}`,
    ...patience,
  })

/** Opens the form about somebody. */
async function about(flow: Flow, slackUserId: string, until = 'Entered by'): Promise<void> {
  const { ada, slack } = flow
  if (ada.views.length > 0) await ada.close(ada.view, { all: true })
  await ada.command('/miro', `offboard <@${slackUserId}>`)
  await slack.until(() => ada.views.length === 1 && ada.read(ada.view).includes(until), {
    what: `the form: ${until}`,
    ...patience,
  })
}

async function said(flow: Flow, text: string): Promise<void> {
  const { ada, slack } = flow
  await slack.until(() => ada.read(ada.view).includes(text), { what: text, ...patience })
}

async function save(flow: Flow, answers: Record<string, Choice | null>, text: string): Promise<void> {
  await flow.ada.fill(flow.ada.view, answers)
  await flow.ada.submit(flow.ada.view)
  await said(flow, text)
}

const alertSaying = (flow: Flow, ...texts: readonly string[]) =>
  flow.slack.until(
    () => flow.inChannel().find(message => texts.every(text => flow.ada.read(message).includes(text))),
    { what: `an alert: ${texts.join()}`, ...patience },
  )

test('a last day that is over alerts by itself; cancelled is void, back again is rehired; contracts are reminded of', async () => {
  const clock = handClock(new Date('2026-11-24T09:00:00Z'))
  const flow = await startFlow({ clock: clock.now })
  await flow.setUp()
  const { ada, slack, sandbox } = flow
  const carla = 'carla.mendes@juniper.example'

  await about(flow, 'U0ADA', 'This is about you')
  await ada.close(ada.view, { all: true })
  await ada.command('/miro', 'offboard')
  await said(flow, 'Who is it about?')
  await ada.fill(ada.view, { 'Who is it about?': 'Carla Mendes' })
  await ada.submit(ada.view)
  await said(flow, 'on the staff')
  await about(flow, 'U0CARLA', 'on the staff')
  await save(flow, { 'Last day': '2026-11-24', Reason: 'New job' }, 'leaves on 24 Nov 2026, today')
  const waits = async (count: number) =>
    (await flow.rows('SELECT 1 FROM person WHERE judge_at <= $1', [clock.now()])).length === count
  await slack.until(() => waits(0), { what: 'the accounts looked at', ...patience })
  // Her day is not over in Berlin; a minute later it is.
  clock.forward(14 * hour - 1)
  await sandbox.tick('lookAround')
  expect([await waits(0), await findings(flow)]).toEqual([true, []])
  clock.forward(1)
  const before = flow.inChannel().length
  await sandbox.tick('lookAround')
  await become(flow, carla)
  const alert = await alertSaying(flow, carla)
  expect(flow.inChannel().indexOf(alert)).toBe(before)

  // Slack still has her: the entry counts, and somebody is asked to look.
  await ada.command('/miro', 'checks')
  await slack.until(
    () => ada.ephemerals.some(message => ada.read(message).includes('Carla Mendes*’s last day was')),
    {
      what: 'the hint',
      ...patience,
    },
  )

  // It was a mistake.
  await about(flow, 'U0CARLA')
  await ada.click(ada.view, 'Carla is staying')
  await said(flow, 'on the staff')
  await become(flow, `${carla} void`)

  // Entered late: the days since count. She comes back later.
  clock.forward(hour)
  await about(flow, 'U0CARLA')
  await save(
    flow,
    { 'Last day': '2026-11-12', 'Long leave': ['On long leave'] },
    'Nobody who left is on long leave',
  )
  await save(flow, { 'Long leave': [] }, 'This day is past: Carla counts as gone now.')
  expect((await flow.rows(`SELECT 1 FROM person WHERE end_at IS NOT NULL`)).length).toBe(0)
  await save(flow, {}, 'left, last day 12 Nov 2026')
  await alertSaying(flow, carla, 'left, last day 12 Nov 2026, still had access 12 days later')
  clock.forward(hour)
  await about(flow, 'U0CARLA')
  await ada.click(ada.view, 'Came back')
  await said(flow, 'last day close within a minute')
  await become(flow, `${carla} void`, `${carla} rehired`)

  await about(flow, 'U0JON', 'on the staff')
  await save(flow, { 'They are': 'Contractor', 'Last day': '2028-01-31' }, 'at most 12 months from now')
  await save(flow, { 'Last day': '2026-12-01' }, 'leaves on 1 Dec 2026, in 6 days')
  await ada.command('/miro', 'checks')
  await slack.until(
    () => ada.ephemerals.some(message => ada.read(message).includes('Jon Berg* ends in 6 days')),
    {
      what: 'the reminder',
      ...patience,
    },
  )
  expect(
    (
      await flow.rows<{ said: string }>(
        `SELECT action || coalesce(' ' || (details->>'reason'), '') AS said FROM deed
         WHERE action ~ 'leave|came_back|person_changed' ORDER BY id`,
      )
    ).map(({ said: each }) => each),
  ).toEqual([
    'leave_entered New job',
    'leave_cancelled',
    'leave_entered',
    'person_came_back',
    'leave_entered',
  ])
})

test('a future last day ends at midnight where the person is, also when the clocks go back; a contract ends by itself', async () => {
  // In Berlin the clocks go back in the night before 25 October, in New York a week later.
  const clock = handClock(new Date('2026-10-24T20:00:00Z'))
  const inNewYork = smallCompany.users.map(user =>
    user.id === 'U0FARAH' ? { ...user, timeZone: 'America/New_York' } : user,
  )
  const flow = await startFlow({ clock: clock.now, seed: { ...smallCompany, users: inNewYork } })
  await flow.setUp()
  const [carla, farah, jon] = ['carla.mendes', 'farah.haddad', 'jon.berg'].map(
    name => `${name}@juniper.example`,
  )
  await about(flow, 'U0CARLA', 'on the staff')
  await save(flow, { 'Last day': '2026-10-25' }, 'leaves on 25 Oct 2026')
  await about(flow, 'U0FARAH', 'on the staff')
  await save(flow, { 'Last day': '2026-10-25' }, 'leaves on 25 Oct 2026')
  await about(flow, 'U0JON', 'on the staff')
  await save(flow, { 'They are': 'Contractor', 'Last day': '2026-10-26' }, 'leaves on 26 Oct 2026')
  expect(
    await flow.rows(
      'SELECT slack_user_id AS id, end_at AS at FROM person WHERE end_at IS NOT NULL ORDER BY 1',
    ),
  ).toEqual([
    // Berlin’s day of 25 hours; New York, still in summer time; Berlin in winter time.
    { id: 'U0CARLA', at: new Date('2026-10-25T23:00:00Z') },
    { id: 'U0FARAH', at: new Date('2026-10-26T04:00:00Z') },
    { id: 'U0JON', at: new Date('2026-10-26T23:00:00Z') },
  ])
  const nobodyWaits = () =>
    flow.slack.until(
      async () => (await flow.rows('SELECT 1 FROM person WHERE judge_at <= $1', [clock.now()])).length === 0,
      { what: 'the accounts looked at', ...patience },
    )
  const at = async (instant: string) => {
    clock.forward(Date.parse(instant) - clock.now().getTime())
    await flow.sandbox.tick('lookAround')
    await nobodyWaits()
    return (await findings(flow)).join()
  }
  await nobodyWaits()
  expect(await at('2026-10-25T22:59:59.999Z')).toBe('')
  await alertSaying(flow, 'A contract ends tomorrow', 'Jon Berg')
  expect(await at('2026-10-25T23:00:00Z')).toBe(carla)
  expect(await at('2026-10-26T03:59:59.999Z')).toBe(carla)
  expect(await at('2026-10-26T04:00:00Z')).toBe([carla, farah].join())
  await flow.sync()
  expect(await at('2026-10-26T22:59:59.999Z')).toBe([carla, farah].join())
  expect(await at('2026-10-26T23:00:00Z')).toBe([carla, farah, jon].join())
  await alertSaying(flow, 'jon.berg@juniper.example')
  const reminders = flow.inChannel().filter(message => flow.ada.read(message).includes('A contract ends'))
  expect(reminders).toHaveLength(1)
})

test('a likely account is named before somebody leaves, and becomes theirs with one click', async () => {
  const flow = await startFlow()
  await flow.setUp()
  const { ada, slack } = flow
  await slack.until(async () => (await flow.rows('SELECT 1 FROM suggestion')).length >= 6, {
    what: 'the guesses',
    ...patience,
  })
  await about(flow, 'U0HANA', 'on the staff')
  expect(ada.read(ada.view)).toContain('No account is known as Hana’s. Likely:')
  await ada.close(ada.view, { all: true })
  await ada.command('/miro', 'whois @Hana Sato')
  const card = await slack.until(() => ada.ephemerals.at(-1), { what: 'her card', ...patience })
  expect(ada.read(card)).toContain('`hana.sato@juniper-labs.example`')
  await ada.click(card, 'It is Hana’s')
  await said(flow, '`hana.sato@juniper-labs.example` is the account of *Hana Sato*.')
  await about(flow, 'U0HANA', 'on the staff')
  expect(ada.read(ada.view)).not.toContain('Likely')
})

test('the list of people leads to each of them', async () => {
  const flow = await startFlow()
  await flow.setUp()
  const { ada } = flow
  await about(flow, 'U0CARLA', 'on the staff')
  await save(flow, { 'They are': 'Contractor', 'Last day': inDays(20) }, 'in 20 days')
  await ada.close(ada.view, { all: true })
  await ada.command('/miro', 'people')
  await said(flow, 'Leaving soon (1)')
  expect(ada.read(ada.view)).toContain('*Carla Mendes*')
  await ada.fill(ada.view, { 'people.list': 'Left (2)' })
  await said(flow, '*Dana Lee*')
  await ada.click(ada.view, 'whois.open', { value: await idOf(flow, 'U0DANA') })
  await said(flow, 'History')
  expect(ada.views.length).toBe(2)
  expect(ada.read(ada.view)).toContain('Person')
})

const inDays = (days: number): string => new Date(Date.now() + days * 24 * hour).toISOString().slice(0, 10)

const idOf = async (flow: Flow, slackUserId: string): Promise<string> =>
  (await flow.rows<{ id: string }>('SELECT id FROM person WHERE slack_user_id = $1', [slackUserId]))[0]?.id ??
  ''
