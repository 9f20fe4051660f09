import { expect, test } from 'vitest'
import { type Flow, handClock, patience, startFlow } from '../support/flow.ts'

const hour = 3_600_000

async function says(flow: Flow, ...texts: readonly string[]): Promise<string> {
  const { ada, slack } = flow
  return await slack.until(
    () =>
      ada.views.length > 0 && texts.every(text => ada.read(ada.view).includes(text)) && ada.read(ada.view),
    { what: `the window to say ${texts.join()}`, ...patience },
  )
}

async function closed(flow: Flow): Promise<void> {
  if (flow.ada.views.length > 0) await flow.ada.close(flow.ada.view, { all: true })
}

async function cardOf(flow: Flow, name: string, address: string): Promise<void> {
  const { ada } = flow
  await closed(flow)
  await ada.command('/miro', `accounts ${name}`)
  await says(flow, address)
  await ada.click(ada.view, 'Open')
}

test('a role that changed, whose an account is, who left and how fast: all in one window, by person, account and kind', async () => {
  const clock = handClock(new Date('2026-11-24T09:00:00Z'))
  const flow = await startFlow({ clock: clock.now })
  await flow.setUp()
  const { ada, miro, sandbox, slack } = flow
  const carla = 'carla.mendes@juniper.example'
  miro.setRole(carla, 'organization_internal_admin')
  clock.forward(hour)
  await flow.sync()
  await cardOf(flow, 'carla', carla)
  await says(flow, 'role Member → Company Admin, seen', 'seen for the first time: role Member')
  await ada.click(ada.view, 'Whole history')
  await flow.window('Activity')
  await says(flow, 'role Member → Company Admin', 'Carla Mendes (same e-mail address)')
  await ada.fill(ada.view, { 'journal.topic': 'Accounts' })
  await slack.until(() => !ada.read(ada.view).includes('same e-mail address'), {
    what: 'accounts alone',
    ...patience,
  })
  await ada.click(ada.view, 'Clear filters')
  await says(flow, 'Miro synced: 17 accounts, with changes')
  await ada.click(ada.view, 'Older')
  await says(flow, '17 accounts seen for the first time')
  await closed(flow)

  await ada.command('/miro', 'offboard <@U0CARLA>')
  await says(flow, 'on the staff')
  await ada.fill(ada.view, { 'Last day': '2026-11-24' })
  await ada.submit(ada.view)
  await says(flow, 'leaves on 24 Nov 2026')
  await closed(flow)
  await ada.command('/miro', 'whois <@U0CARLA>')
  await slack.until(
    () => ada.ephemerals.some(message => ada.read(message).includes('last day 24 Nov 2026, entered by')),
    { what: 'the history of a person', ...patience },
  )
  clock.forward(15 * hour)
  await sandbox.tick('lookAround')
  miro.deactivate(carla)
  await flow.sync()
  await ada.command('/miro', 'leavers')
  const text = await says(flow, 'Carla Mendes', 'Revoked', 'Last day 24 Nov 2026', 'last seen active')
  expect(text).toMatch(/Time to revoke: 2 h|Time to revoke: \*2 h/)
  await ada.fill(ada.view, { 'leavers.period': 'Last year' })
  await says(flow, 'Not known.')
})
