import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { type Flow, handClock, patience, startFlow } from '../support/flow.ts'
import { answers, bring } from '../support/staff-list-flow.ts'

const minute = 60_000
const carla = 'carla.mendes@juniper.example'
const office = ['ada.okafor', 'ben.sorensen', 'farah.haddad', 'jon.berg'].map(
  name => `${name}@juniper.example,`,
)

const readableDates = (said: string) => said.replace(/<!date\^\d+\^[^|]*\|([^>]*)>/g, '$1')

/** Findings about Carla's access after she left. */
const findings = async (flow: Flow) =>
  (
    await flow.rows<{ said: string }>(
      `SELECT coalesce(f.closed_as, 'open') AS said FROM finding f JOIN account a ON a.id = f.subject_id
       WHERE f.check_id = 'removed' AND a.email = $1 ORDER BY f.opened_at`,
      [carla],
    )
  ).map(({ said }) => said)

const become = (flow: Flow, ...wanted: readonly string[]) =>
  flow.slack.until(async () => (await findings(flow)).join() === wanted.join(), {
    what: `findings: ${wanted.join()}`,
    ...patience,
  })

test('Slack says deactivated, a newer list says active: the list counts, and a hint says so', async () => {
  const clock = handClock(new Date('2026-11-24T09:00:00Z'))
  const flow = await startFlow({ clock: clock.now })
  await flow.setUp()
  const { slack } = flow
  await slack.deactivateUser('U0CARLA')
  await become(flow, 'open')

  clock.forward(minute)
  await bring(flow, [...office, `${carla},Lead designer`], 'who had left is back')
  await become(flow, 'rehired')
  await answers(flow, 'checks', 'Carla Mendes*: deactivated in Slack since')
  const card = await answers(flow, 'whois <@U0CARLA>', 'From the staff list, as of')
  expect(card).toContain('Lead designer')
  expect(card).toContain('the staff list says active. The list counts.')
  expect(card).toMatch(/From the staff list, as of .*: title, active or gone\.\nFrom Slack, as of .*: name/)

  // What Slack says afterwards is newer than a list that was brought once.
  clock.forward(minute)
  await slack.reactivateUser('U0CARLA')
  const here = `SELECT 1 FROM person_source WHERE slack_user_id = 'U0CARLA' AND NOT gone`
  await slack.until(async () => (await flow.rows(here)).length === 1, { what: 'seen as active', ...patience })
  clock.forward(minute)
  await slack.deactivateUser('U0CARLA')
  await become(flow, 'rehired', 'open')
})

test('whom two different lists in a row do not name is asked about; who has left may do nothing, and is back by a list', async () => {
  const clock = handClock(new Date('2026-11-24T09:00:00Z'))
  const flow = await startFlow({ clock: clock.now })
  await flow.setUp()
  await bring(flow, [...office, `${carla},`], 'not imported yet')
  clock.forward(minute)
  await bring(flow, office, 'not imported yet')
  const missing = `SELECT 1 FROM person_source WHERE missing_since IS NOT NULL AND NOT gone`
  expect([await flow.rows(missing), await findings(flow)]).toEqual([[expect.anything()], []])
  // The same list again says nothing new; another one does.
  clock.forward(minute)
  await bring(flow, office, 'not imported yet')
  expect([await flow.rows(missing), await findings(flow)]).toEqual([[expect.anything()], []])
  const [ada, ...rest] = office
  clock.forward(minute)
  await bring(flow, [`${ada}Founder`, ...rest], 'not imported yet')
  await answers(
    flow,
    'checks',
    '1 person is no longer in the staff list but still active in Slack: Carla Mendes',
  )
  expect(await findings(flow)).toEqual([])

  // A list that says itself that she is gone is believed, and she may do nothing here any more.
  clock.forward(minute)
  await bring(flow, [...office, `${carla},terminated`], 'not imported yet', 'Email,Status')
  await become(flow, 'open')
  await answers(flow, 'checks', 'Carla Mendes*: active in Slack, but gone from the staff list')
  const her = flow.slack.as('U0CARLA')
  await her.command('/miro', 'checks')
  await flow.slack.until(
    () => her.ephemerals.some(message => her.read(message).includes('says that you left')),
    {
      what: 'a refusal',
      ...patience,
    },
  )

  clock.forward(minute)
  await bring(flow, [...office, `${carla},`], 'not imported yet')
  await become(flow, 'rehired')
})

test('who begins later and has an account already is a hint, no finding, until the start day is put right', async () => {
  const clock = handClock(new Date('2026-11-24T09:00:00Z'))
  const flow = await startFlow({ clock: clock.now })
  await flow.setUp()
  const { ada, slack } = flow
  const alerts = flow.inChannel().length
  await bring(flow, [...office, `${carla},2026-12-07`], 'not imported yet', 'Email,Start')
  const begins = 'begins 6 Dec 2026 at 23:00 UTC and has a Miro account with access already.'
  const hint = () => answers(flow, 'checks', 'Carla Mendes* begins')
  expect(readableDates(await hint())).toContain(
    `*Carla Mendes* ${begins} Deactivate it in Miro until then, or correct the start day.`,
  )
  expect(readableDates(await answers(flow, 'whois <@U0CARLA>', 'begins'))).toContain(begins)
  expect([await findings(flow), flow.inChannel().length]).toEqual([[], alerts])

  const task = ada.ephemerals.findLast(message => ada.read(message).includes('Carla Mendes* begins'))
  if (task === undefined) throw new Error('no task')
  await ada.click(task, 'Open the account')
  await slack.until(() => ada.views.length === 1 && readableDates(ada.read(ada.view)).includes(begins), {
    what: 'the card',
    ...patience,
  })
  await ada.close(ada.view, { all: true })
  await ada.command('/miro', 'offboard <@U0CARLA>')
  await slack.until(() => ada.views.length === 1 && ada.read(ada.view).includes('Began already'), {
    what: 'the form',
    ...patience,
  })
  await ada.click(ada.view, 'Began already')
  await slack.until(() => ada.read(ada.view).includes('They work here from now on'), {
    what: 'saved',
    ...patience,
  })
  const told = ada.ephemerals.length
  await ada.command('/miro', 'checks')
  await slack.until(() => ada.ephemerals.length > told, { what: 'the checks', ...patience })
  expect(
    ada.ephemerals
      .slice(told)
      .map(message => ada.read(message))
      .join(),
  ).not.toContain('begins')
  expect(
    await flow.rows(`SELECT actor, subject = (SELECT id FROM person WHERE slack_user_id = 'U0CARLA') AS about
    FROM deed WHERE action = 'person_began'`),
  ).toEqual([{ actor: 'U0ADA', about: true }])
})

test('a list that cannot be read any more freezes its people: nobody is gone, and in time nothing is called good', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'staff-sources-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const path = join(folder, 'staff.csv')
  await writeFile(path, ['Email,Title,Last day', ...office, `${carla},Lead designer`, ''].join('\n'))
  const clock = handClock(new Date('2026-11-24T09:00:00Z'))
  const flow = await startFlow({ clock: clock.now, env: { STAFF_CSV: path } })
  await flow.setUp()
  const gone = async () => (await flow.rows('SELECT 1 FROM person WHERE deactivated')).length
  const before = await gone()
  expect(await answers(flow, 'checks', 'Valid: ')).not.toContain('staff list')

  await rm(path)
  await flow.sync()
  const told = await flow.slack.until(
    () => flow.inChannel().find(message => flow.ada.read(message).includes('The staff list cannot be read')),
    { what: 'the message', ...patience },
  )
  await answers(flow, 'checks', 'cannot be read, since')
  // What is read twice a day is old after two; Slack and Miro were read a moment ago.
  for (const _ of [1, 2]) {
    clock.forward(25 * 60 * minute)
    await flow.sync()
  }
  const asOf = 'because the staff list'
  expect(await answers(flow, 'checks', asOf)).toContain('Unknown since')
  expect([await gone(), await findings(flow)]).toEqual([before, []])
  expect(flow.inChannel().filter(({ ts }) => ts !== told.ts && ts > told.ts)).toEqual([])

  await writeFile(path, ['Email,Title,Last day', ...office, `${carla},Lead designer`, ''].join('\n'))
  await flow.sync()
  await flow.slack.until(() => flow.ada.read(told).includes('Closed · the staff list is synced again'), {
    what: 'the message closed',
    ...patience,
  })
})
