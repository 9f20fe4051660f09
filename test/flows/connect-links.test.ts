import { expect, test } from 'vitest'
import { Browser, pageText } from '../../src/sandbox/browser.ts'
import type { Persona } from '../../src/sandbox/slack/persona.ts'
import { consent, details, inSlack, left, link, nothing, shown } from '../support/connecting.ts'
import { handClock, patience, startFlow } from '../support/flow.ts'

const minute = 60_000

test('a redirect that was seen before, or belongs to another browser or to nobody, changes nothing', async () => {
  const flow = await startFlow()
  const { ada } = flow
  const [own, other] = [new Browser(), new Browser()]
  const first = await link(flow)
  const back = await consent(flow, own, first.url)
  const stranger = await other.open(back)
  const madeUp = await own.open(back.replace(/state=[^&]*/, 'state=made-up'))
  expect([stranger, madeUp].map(({ status, body }) => `${status} ${pageText(body)}`)).toMatchInlineSnapshot(`
    [
      "400 You came back in another browser
    Use one browser from the button in Slack to the end. To start again, type /miro connect in Slack.",
      "400 This link is not known here
    To start again, type /miro connect in Slack, and use the button it gives you.",
    ]
  `)
  expect({ messages: ada.dm.length, window: ada.view.title?.text, ...(await left(flow)) }).toEqual({
    messages: 0,
    window: 'One step in Miro',
    ...nothing,
  })
  // The right browser is not hindered by it.
  expect((await own.open(back)).status).toBe(200)
  await inSlack(flow, first.waiting, 0)
  await flow.slack.until(() => ada.dm.length === 2, { what: 'the first look', ...patience })
  const connected = await flow.rows('SELECT token_version, connected_at FROM connection')
  // As when the page is loaded again: the cookie has gone by then.
  const replayed = await own.open(back)
  expect(`${replayed.status} ${pageText(replayed.body)}`).toMatchInlineSnapshot(`
    "400 This link was used already
    Slack shows what came of it. For a new link, type /miro connect in Slack."
  `)
  expect(await flow.rows('SELECT token_version, connected_at FROM connection')).toEqual(connected)
  expect({ messages: ada.dm.length, said: (await left(flow)).said }).toEqual({ messages: 2, said: 1 })
})

test('a link opened twice belongs to the browser that opened it last', async () => {
  const flow = await startFlow()
  const [early, late] = [new Browser(), new Browser()]
  const { waiting, url } = await link(flow)
  const earlyBack = await consent(flow, early, url)
  const lateBack = await consent(flow, late, url)
  const answers = [await early.open(earlyBack), await late.open(lateBack), await late.open(url)]
  expect(answers.map(({ status, body }) => `${status} ${pageText(body)}`)).toMatchInlineSnapshot(`
    [
      "400 This link is not known here
    To start again, type /miro connect in Slack, and use the button it gives you.",
      "200 Juniper is connected
    You can close this page. Slack shows the next step.",
      "410 This link is no longer good
    It works for 10 minutes. For a new one, type /miro connect in Slack.",
    ]
  `)
  expect((await inSlack(flow, waiting, 0)).modal).toContain('Juniper')
  expect(await flow.rows('SELECT miro_org_id FROM connection')).toHaveLength(1)
})

test('a link is good for ten minutes, to its end', async () => {
  const clock = handClock()
  const flow = await startFlow({ clock: clock.now })
  const { ada } = flow
  const first = await link(flow)
  const browser = new Browser()
  clock.forward(9 * minute)
  const back = await consent(flow, browser, first.url)
  clock.forward(minute)
  const late = [await browser.open(back), await new Browser().open(first.url)]
  expect(late.map(({ status, body }) => `${status} ${pageText(body)}`)).toMatchInlineSnapshot(`
    [
      "400 This link is no longer good
    It works for 10 minutes. For a new one, type /miro connect in Slack.",
      "410 This link is no longer good
    It works for 10 minutes. For a new one, type /miro connect in Slack.",
    ]
  `)
  expect({ messages: ada.dm.length, ...(await left(flow)) }).toEqual({ messages: 0, ...nothing })
  // The window that shows it begins anew, with what was typed.
  await ada.click(ada.view, 'Start again')
  await ada.submit(await flow.window('Connect to Miro'))
  const { url } = await ada.click(await flow.window('One step in Miro'), 'Open Miro')
  expect(await shown(browser, flow, url ?? '')).toContain('200 Juniper is connected')
})

test('reconnecting with another organization is refused, and the connection stays as it was', async () => {
  const flow = await startFlow()
  const { ada, miro, slack } = flow
  await flow.connect()
  const connection = 'SELECT * FROM connection'
  const before = await flow.rows(connection)
  const messages = ada.dm.length
  await ada.command('/miro', 'connect')
  await ada.click(await flow.window('Before you begin'), 'Reconnect')
  await slack.until(() => ada.read(ada.view).includes('Reconnecting keeps'), {
    what: 'the reconnect',
    ...patience,
  })
  await ada.submit(ada.view)
  const { waiting, url } = await details(flow)
  const another = { id: '3074457345000000099', type: 'organization', name: 'Another' }
  miro.faults.push({
    match: { path: /oauth-token$/ },
    do: { edit: body => ({ ...Object(body), organization: another }) },
  })
  const page = await shown(new Browser(), flow, url)
  expect({ page, ...(await inSlack(flow, waiting, messages)) }).toMatchInlineSnapshot(`
    {
      "dm": "*This is another Miro organization than the one to reconnect.*
    To reconnect with the right one, or to connect the other one as new, type /miro connect in Slack.
    Start again",
      "modal": "Nothing was connected
    *This is another Miro organization than the one to reconnect.*
    To reconnect with the right one, or to connect the other one as new, type /miro connect in Slack.
    Start again",
      "page": "400 This is another Miro organization than the one to reconnect
    To reconnect with the right one, or to connect the other one as new, type /miro connect in Slack.",
    }
  `)
  expect(await flow.rows(connection)).toEqual(before)

  // With the right one it is renewed, and nothing that was decided is lost.
  await flow.addCritical()
  await ada.command('/miro', 'connect')
  await ada.click(await flow.window('Before you begin'), 'Reconnect')
  await slack.until(() => ada.read(ada.view).includes('Reconnecting keeps'), {
    what: 'the reconnect',
    ...patience,
  })
  await ada.submit(ada.view)
  expect(await shown(new Browser(), flow, (await details(flow)).url)).toContain('200 Juniper is connected')
  const kept = 'SELECT miro_org_id, critical_by FROM connection'
  expect(await flow.rows(kept)).toEqual([{ miro_org_id: '3074457345000000001', critical_by: 'U0ADA' }])
})

test('ids beyond 2^53 are kept digit by digit, and a window closed too early is no loss', async () => {
  const flow = await startFlow()
  const { ada, slack, sandbox } = flow
  const { url } = await link(flow)
  await ada.close(ada.view, { all: true })
  const page = await shown(new Browser(), flow, url)
  expect(page).toContain('200 Juniper is connected')
  await slack.until(() => ada.dm.some(({ text }) => text.startsWith('First check')), patience)
  expect(ada.views).toEqual([])
  expect(ada.dm.filter(one => ada.read(one).includes('is connected'))).toHaveLength(1)
  const { organization, members } = sandbox.seed
  expect(await flow.rows('SELECT miro_org_id, miro_user_id FROM connection')).toEqual([
    { miro_org_id: organization.id, miro_user_id: members[0]?.id },
  ])
  const ids = members.map(({ id }) => id)
  expect(ids.every(id => String(Number(id)) !== id)).toBe(true)
  expect((await flow.rows<{ id: string }>('SELECT id FROM account')).map(({ id }) => id).sort()).toEqual(
    ids.sort(),
  )
})

test('a browser on another machine: the address it ends on is pasted into Slack, once, by the person who began', async () => {
  const flow = await startFlow()
  const { ada, slack } = flow
  const ben = slack.as('U0BEN')
  const first = await link(flow)
  const paste = async (address: string) => {
    await ada.fill(ada.view, { 'Address the browser ended on': address })
    return ada.submit(ada.view)
  }
  const onAnotherMachine = async (person: Persona) => {
    await person.click(await flow.window('One step in Miro', person), 'Browser on another machine')
    await slack.until(() => person.read(person.view).includes('Address the browser ended on'), patience)
  }
  await onAnotherMachine(ada)
  const elsewhere = (await ada.click(ada.view, 'Open Miro from here')).url ?? ''
  const problem = async (address: string) => {
    const said = await paste(address)
    return 'errors' in said ? Object.values(said.errors) : said
  }
  const denied = await flow.miro.consent(elsewhere, { allow: false })
  const back = await flow.miro.consent(elsewhere)
  expect([
    await problem(elsewhere),
    await problem(denied),
    await problem(back.replace(/code=[^&]*/, '')),
  ]).toEqual([
    [expect.stringMatching(/^This is another address/)],
    [expect.stringMatching(/not granted/)],
    [expect.stringMatching(/part of the address is missing/)],
  ])
  // Opened on the machine of the bot after all, the page says where the address belongs.
  const page = await new Browser().open(back)
  expect(`${page.status} ${pageText(page.body)}`).toMatchInlineSnapshot(`
    "400 One more step in Slack
    Copy the whole address of this page, and paste it into the window in Slack. If that is closed, type /miro connect in Slack."
  `)

  // Somebody else, who may connect too, gets nothing from it.
  await ben.command('/miro', 'connect')
  await ben.submit(await flow.window('Before you begin', ben))
  await ben.fill(await flow.window('Connect to Miro', ben), {
    Acknowledgement: ['yes'],
    'Client ID': flow.sandbox.miroApp.clientId,
    'Client secret': flow.sandbox.miroApp.clientSecret,
  })
  await ben.submit(ben.view)
  await flow.window('One step in Miro', ben)
  await onAnotherMachine(ben)
  await ben.fill(ben.view, { 'Address the browser ended on': back })
  await ben.submit(ben.view)
  expect(ben.read(await flow.window('Nothing was connected', ben))).toContain(
    'Somebody else began with this address',
  )
  expect(await left(flow)).toEqual(nothing)

  await paste(back)
  expect((await inSlack(flow, first.waiting, 0)).modal).toContain('*Juniper* is connected')
  await slack.until(() => ada.dm.length === 2, { what: 'the first look', ...patience })
  expect(await flow.rows('SELECT connected_by FROM connection')).toEqual([{ connected_by: 'U0ADA' }])

  // The same address again, in a new window.
  await link(flow)
  await onAnotherMachine(ada)
  await paste(back)
  expect(ada.read(await flow.window('Nothing was connected'))).toContain('This link was used already')
  expect((await left(flow)).said).toBe(1)
})

test('a wrong client ID: Start again goes back to the keys, and the secret need not be typed again', async () => {
  const flow = await startFlow()
  const { ada, slack } = flow
  await ada.command('/miro', 'connect')
  await ada.submit(await flow.window('Before you begin'))
  await ada.fill(await flow.window('Connect to Miro'), {
    Acknowledgement: ['yes'],
    'Client ID': '3458764500000000002',
    'Client secret': flow.sandbox.miroApp.clientSecret,
  })
  await ada.submit(ada.view)
  await ada.click(await flow.window('One step in Miro'), 'Start again')
  const keys = await flow.window('Connect to Miro')
  expect(JSON.stringify(keys.blocks)).toContain('3458764500000000002')
  expect(JSON.stringify(keys)).not.toContain(flow.sandbox.miroApp.clientSecret)
  await ada.fill(keys, { 'Client ID': flow.sandbox.miroApp.clientId })
  await ada.submit(ada.view)
  const { url } = await ada.click(await flow.window('One step in Miro'), 'Open Miro')
  expect(await shown(new Browser(), flow, url ?? '')).toContain('200 Juniper is connected')
  await slack.until(() => ada.dm.length > 0, { what: 'the setup message', ...patience })
})
