import { expect, test } from 'vitest'
import { handClock, patience, startFlow } from '../support/flow.ts'

const minute = 60_000

test('settings: a test message, the schedule, the zone, who administers, deadlines and names, with who and when', async () => {
  const clock = handClock(new Date('2026-11-24T09:10:00Z'))
  const flow = await startFlow({ clock: clock.now })
  const { ada, slack, sandbox } = flow
  const [ben, carla] = [slack.as('U0BEN'), slack.as('U0CARLA')]
  await flow.connect()
  const open = async (person = ada) => {
    await person.command('/miro', 'settings')
    await flow.window('Settings', person)
    return person.view
  }
  const saved = async (answers: Record<string, string | string[]>, person = ada) => {
    await person.fill(person.view, answers)
    await person.submit(person.view)
    await slack.until(() => person.view.title?.text === 'Settings', {
      what: 'the settings again',
      ...patience,
    })
    return person.read(person.view).split('\n')[1]
  }

  // Without a channel there is nothing to test; with one the message arrives.
  expect(ada.read(await open())).toContain('*Alerts* wait')
  await ada.click(ada.view, 'Choose a channel')
  await ada.fill(await flow.window('Choose a channel'), { Channel: '#access-alerts' })
  await ada.submit(ada.view)
  await slack.until(() => ada.read(ada.view).includes('Alerts go to'), { what: 'the channel', ...patience })
  await ada.close(ada.view, { all: true })
  await open()
  await ada.click(ada.view, 'Send a test message')
  expect(ada.read(await flow.window('Test message'))).toContain('✅ A test message was posted')
  expect(flow.inChannel().filter(({ text }) => text.includes('This is a test message'))).toHaveLength(1)
  await ada.close(ada.view)

  // The zone in force is shown, and stays what it is when something else is saved.
  expect(ada.read(ada.view)).toContain('Your own in Slack is Europe/Berlin.')
  expect(await saved({ 'Names of people in channels': 'never' })).toBe('✅ Saved: names in channels.')
  expect(await flow.rows('SELECT time_zone FROM workspace')).toEqual([{ time_zone: null }])

  // Everything in one go, but what takes a right from whoever saves is asked first; a change of nothing writes nothing.
  expect(
    await saved({
      'Sync Miro’s accounts': 'every-240',
      'Time zone': 'Europe/Berlin',
      'Administrators of this bot': 'people',
      People: ['U0CARLA'],
      'Time to remove the access of somebody who left': '2 business_days',
      'Names of people in channels': 'always',
    }),
  ).toBe('⚠️ *Not saved yet.*')
  expect(ada.read(ada.view)).toContain('You will no longer be an administrator of this bot.')
  expect(await flow.rows('SELECT admin_way FROM workspace')).toEqual([{ admin_way: 'slack' }])
  expect(await saved({})).toBe(
    '✅ Saved: schedule, time zone, administrators, time to remove access, names in channels.',
  )
  expect(ada.read(ada.view)).toContain('Now every 4 hours')
  expect(await saved({})).toBe('Nothing changed.')
  const logged = await flow.rows<{ actor: string; details: object }>(
    "SELECT actor, details FROM deed WHERE action = 'settings_saved'",
  )
  expect(logged).toMatchObject([
    { actor: 'U0ADA', details: { maskNames: { to: 'never' } } },
    { actor: 'U0ADA', details: { schedule: { from: null, to: { everyMinutes: 240 } } } },
  ])
  await ada.close(ada.view, { all: true })

  // The new schedule begins with a read, and each due time is read once, also by the minute and after a restart.
  const reads = () => flow.rows("SELECT started_at FROM sync_run WHERE source = 'miro' ORDER BY started_at")
  const settled = async (many: number) =>
    await slack.until(async () => (await reads()).length === many, { what: `read ${many}`, ...patience })
  await sandbox.tick('lookAround')
  await settled(2)
  await sandbox.tick('lookAround')
  // The schedule of the process does not count any more.
  await sandbox.tick('sync')
  clock.forward(110 * minute)
  await sandbox.tick('lookAround')
  await settled(3)
  await sandbox.tick('lookAround')
  expect(await flow.rows('SELECT sync_asked_for FROM workspace')).toEqual([
    { sync_asked_for: new Date('2026-11-24T11:00:00Z') },
  ])

  // Who was chosen administers. Slack's admins do not any more, but can always change that.
  await carla.command('/miro', 'checks')
  const report = await slack.until(() => carla.ephemerals.at(-1), patience)
  expect(carla.read(report)).toContain('User should be identified')
  await ben.command('/miro', 'checks')
  const refusal = await slack.until(() => ben.ephemerals.at(-1), patience)
  expect(ben.read(refusal)).toMatchInlineSnapshot(
    `"Only administrators of this bot can do this. Ask <@U0CARLA>. As an owner or admin of Slack you can choose them in \`/miro settings\`."`,
  )
  await open(ben)
  expect(
    await saved(
      {
        'Administrators of this bot': 'people',
        People: ['U0CARLA', 'U0KIM'],
        'Sync Miro’s accounts': 'daily-6',
      },
      ben,
    ),
  ).toContain('guests, bots and people who left cannot be administrators. Leave out <@U0KIM>')
  // The form shows what was chosen, and the line below it what is in force.
  expect(ben.read(ben.view)).toContain('Now every 4 hours')
  expect(await saved({ People: ['U0CARLA'], 'Sync Miro’s accounts': 'every-60' }, ben)).toBe(
    '✅ Saved: schedule.',
  )
  expect(await saved({ 'Sync Miro’s accounts': 'every-240', People: ['U0BEN', 'U0KIM'] }, ben)).toContain(
    'Leave out <@U0KIM>',
  )
  // What was refused is still chosen: only the guest is left out.
  expect(await saved({ People: ['U0BEN', 'U0CARLA'] }, ben)).toBe('✅ Saved: schedule, administrators.')
  expect(await saved({ People: ['U0CARLA'] }, ben)).toBe('⚠️ *Not saved yet.*')
  expect(await saved({}, ben)).toBe('✅ Saved: administrators.')
  await ben.close(ben.view, { all: true })
  await open(ben)
  await open(carla)
  expect(await saved({ 'Names of people in channels': 'never' }, ben)).toBe('✅ Saved: names in channels.')
  // What she saw is old by now.
  expect(await saved({ 'Names of people in channels': 'automatic' }, carla)).toContain(
    'somebody else changed the settings',
  )
  await carla.close(carla.view, { all: true })
  expect(await saved({ 'Administrators of this bot': 'slack' }, ben)).toBe('✅ Saved: administrators.')
  await carla.command('/miro', 'settings')
  await slack.until(() => carla.read(carla.view).includes('Only Slack owners and admins'), patience)
  expect(await flow.rows('SELECT mask_names, removal_sla_amount, removal_sla_unit FROM workspace')).toEqual([
    { mask_names: 'never', removal_sla_amount: 2, removal_sla_unit: 'business_days' },
  ])
})

test('domains of the company: refused, previewed, saved, and accounts are recognized by them', async () => {
  const flow = await startFlow()
  await flow.setUp()
  const { ada, slack } = flow
  const said = async () =>
    (
      await flow.rows<{ said: string }>(
        `SELECT concat_ws(' ', class, matched_by, results->'identified'->>'why') AS said FROM assessment
         JOIN account ON account.id = account_id WHERE address = 'hana.sato@juniper-labs.example'`,
      )
    )[0]?.said
  expect(await said()).toBe('unidentified no_match')
  const open = async () => {
    if (ada.views.length > 0) await ada.close(ada.view, { all: true })
    await ada.command('/miro', 'settings')
    await ada.click(await flow.window('Settings'), 'Domains')
    return flow.window('Domains')
  }
  const view = await open()
  expect(ada.read(view)).toContain('juniper-labs.example` 1')
  await ada.fill(view, { Domains: 'juniper.example\ngmail.com' })
  const refused = await ada.submit(view)
  expect(JSON.stringify(refused)).toContain('At gmail.com anybody gets an address')

  await ada.fill(ada.view, { Domains: 'juniper.example, Juniper-Labs.example' })
  await ada.submit(ada.view)
  const preview = await slack.until(
    () => ada.read(ada.view).includes('not saved yet') && ada.read(ada.view),
    { what: 'the preview', ...patience },
  )
  expect(preview).toContain('*1 account* would be recognized by this.')
  expect(preview).toContain('`hana.sato@juniper-labs.example` is *Hana Sato*')
  expect(await said()).toBe('unidentified no_match')
  await ada.submit(ada.view)
  await slack.until(() => ada.read(ada.view).includes('✅ Saved.'), patience)
  await slack.until(async () => (await said()) === 'staff equal_domain matched_equal_domain', {
    what: 'Hana recognized',
    ...patience,
  })

  // Taken back: nobody's again.
  await ada.fill(await open(), { Domains: '' })
  await ada.submit(ada.view)
  await slack.until(() => ada.read(ada.view).includes('would be nobody’s again'), patience)
  await ada.submit(ada.view)
  await slack.until(async () => (await said()) === 'unidentified no_match', { what: 'no match', ...patience })
})
