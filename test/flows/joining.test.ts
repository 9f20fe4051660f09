import { expect, test } from 'vitest'
import { type Flow, handClock, patience, startFlow } from '../support/flow.ts'
import { bring } from '../support/staff-list-flow.ts'

const minute = 60_000
const carla = 'carla.mendes@juniper.example'
const office = ['ada.okafor', 'ben.sorensen', 'farah.haddad'].map(name => `${name}@juniper.example,,`)
const header = 'Email,Name,Last day'

/** Waits until the window on top says so. */
const said = ({ ada, slack }: Flow, text: string) =>
  slack.until(() => (ada.views.at(-1) === undefined ? false : ada.read(ada.view).includes(text)), {
    what: text,
    ...patience,
  })

/** The last message only she sees that says so. */
function told({ ada }: Flow, text: string) {
  const found = ada.ephemerals.findLast(message => ada.read(message).includes(text))
  if (found === undefined) throw new Error(`nothing says ${text}`)
  return found
}

const findings = async (flow: Flow) =>
  (
    await flow.rows<{ said: string }>(
      `SELECT coalesce(f.closed_as, 'open') AS said FROM finding f JOIN account a ON a.id = f.subject_id
       WHERE f.check_id = 'removed' AND a.email = $1 ORDER BY f.opened_at`,
      [carla],
    )
  ).map(({ said: each }) => each)

const become = (flow: Flow, ...wanted: readonly string[]) =>
  flow.slack.until(async () => (await findings(flow)).join() === wanted.join(), {
    what: `findings: ${wanted.join()}`,
    ...patience,
  })

/** What a command answers from now on, once nothing is left to do. */
async function anew(flow: Flow, command: string): Promise<string> {
  const { ada, slack } = flow
  const open = `SELECT 1 FROM pgboss.job WHERE state IN ('created', 'active')`
  await slack.until(async () => (await flow.rows(open)).length === 0, { what: 'nothing to do', ...patience })
  const before = ada.ephemerals.length
  await ada.command('/miro', command)
  const said = await slack.until(() => ada.ephemerals[before] ?? false, { what: command, ...patience })
  return ada.read(said)
}

const carlas = async (flow: Flow) => (await flow.rows(`SELECT 1 FROM person WHERE name LIKE 'Carla%'`)).length

test('two with one name are proposed, looked at, joined and told of; taken back they stay two through every read', async () => {
  const clock = handClock(new Date('2026-11-24T09:00:00Z'))
  const flow = await startFlow({ clock: clock.now })
  await flow.setUp()
  const { ada, slack } = flow
  const before = flow.inChannel().length
  // The company knows her by another address, and that she left. Nobody knows that this is her.
  const list = [...office, 'c.mendes@old.example,Carla Mendes,2026-11-20', 'jon.b@old.example,Jon Berg,']
  await bring(flow, list, 'not imported yet', header)
  const proposed = 'Carla Mendes* `c.mendes@old.example`, who is not in Slack, have the same name'
  expect(await anew(flow, 'checks')).toContain(proposed)
  expect([await carlas(flow), await findings(flow), flow.inChannel().length]).toEqual([2, [], before])

  const [pair] = await flow.rows<{ value: string }>(
    `SELECT slack_id || ' ' || other_id AS value FROM person_likeness JOIN person ON id = slack_id
     WHERE slack_user_id = 'U0CARLA'`,
  )
  await ada.click(told(flow, proposed), 'Open both', pair)
  await said(flow, 'Together')
  const both = ada.read(ada.view)
  expect(both).toContain('Known by: Slack.')
  expect(both).toContain('Known by: the staff list.')
  expect(both).toContain(`Miro accounts: \`${carla}\``)
  expect(both).toContain('*They have left*: their last day was 20 Nov 2026 (the staff list)')
  // One works here, the other has left: the bot does not choose.
  await ada.fill(ada.view, { 'One of the two works here, the other has left': 'They have left' })
  await ada.submit(ada.view)
  await said(flow, '*Joined.*')
  await become(flow, 'open')
  const alert = await slack.until(
    () => flow.inChannel().find(message => ada.read(message).includes(carla)) ?? false,
    { what: 'the alert', ...patience },
  )
  expect([await carlas(flow), flow.inChannel().length]).toEqual([1, before + 1])

  // Neither a scan nor a list makes two of them.
  clock.forward(minute)
  await flow.sync()
  clock.forward(minute)
  await bring(flow, list, 'not imported yet', header)
  expect([await carlas(flow), await findings(flow)]).toEqual([1, ['open']])

  expect(await anew(flow, 'whois <@U0CARLA>')).toContain('Joined with *Carla Mendes* by <@U0ADA>')
  await ada.close(ada.view, { all: true })
  await ada.click(told(flow, 'they are one person'), 'They are two people')
  await said(flow, 'They are two people again')
  await become(flow, 'void')
  await slack.until(() => ada.read(alert).includes('Closed'), { what: 'the alert closed', ...patience })
  clock.forward(minute)
  await flow.sync()
  clock.forward(minute)
  await bring(flow, list, 'not imported yet', header)
  expect([await carlas(flow), await findings(flow)]).toEqual([2, ['void']])
  // Nor is it proposed again, while the other pair still is; said to be two, that is not either.
  const other = 'Jon Berg* `jon.b@old.example`, who is not in Slack, have the same name'
  const left = await anew(flow, 'checks')
  expect([left.includes(other), left.includes(proposed)]).toEqual([true, false])
  await ada.close(ada.view, { all: true })
  await ada.click(told(flow, other), 'They are two people')
  await said(flow, 'Nobody is asked about these two again')
  await ada.close(ada.view, { all: true })
  expect(await anew(flow, 'checks')).not.toContain('have the same name')

  expect(
    (
      await flow.rows<{ said: string }>(
        `SELECT actor || ' ' || action || ' ' || (details->>'with') AS said FROM deed
         WHERE action LIKE 'people%' ORDER BY id`,
      )
    ).map(row => row.said),
  ).toEqual([
    'U0ADA people_joined Carla Mendes',
    'U0ADA people_parted Carla Mendes',
    'U0ADA people_kept_apart Jon Berg',
  ])
})

test('from the card of somebody: who else they are is searched for; nobody joins themselves, or two who both sign in', async () => {
  const clock = handClock(new Date('2026-11-24T09:00:00Z'))
  const flow = await startFlow({ clock: clock.now })
  await flow.setUp()
  const { ada, slack } = flow
  await bring(flow, [...office, 'zara@old.example,Zara Quinn,'], 'not imported yet', header)
  const choose = async (who: string, other: string, text: string) => {
    if (ada.views.length > 0) await ada.close(ada.view, { all: true })
    await anew(flow, `whois ${who}`)
    await ada.click(told(flow, 'on the staff'), 'Same person as …')
    await said(flow, 'Is the same person as')
    await ada.fill(ada.view, { 'Is the same person as': other })
    await ada.submit(ada.view)
    await said(flow, text)
  }
  await choose('<@U0CARLA>', 'Jon Berg', 'Both can sign in to Slack')
  await choose('<@U0CARLA>', 'Ada Okafor', 'This is about you')
  await choose('<@U0CARLA>', 'Carla Mendes', 'This is the same person already')
  // Another name altogether: married, and known to the company by a name that Slack never had.
  await choose('<@U0CARLA>', 'Zara Quinn', 'Together')
  expect(ada.read(ada.view)).toMatch(/Name: Zara Quinn \(the staff list\) instead of Carla Mendes \(Slack\)/)
  await ada.submit(ada.view)
  await said(flow, '*Joined.* *Zara Quinn* <@U0CARLA>')
  expect(await flow.rows(`SELECT name FROM person WHERE slack_user_id = 'U0CARLA'`)).toEqual([
    { name: 'Zara Quinn' },
  ])
  // Regretted at once, where it was said.
  await ada.click(ada.view, 'They are two people')
  await said(flow, 'They are two people again')
  expect((await flow.rows(`SELECT 1 FROM person WHERE name IN ('Zara Quinn', 'Carla Mendes')`)).length).toBe(
    2,
  )
  await slack.until(
    async () => (await flow.rows('SELECT 1 FROM person WHERE judge_at <= $1', [clock.now()])).length === 0,
    { what: 'both looked at', ...patience },
  )
})
