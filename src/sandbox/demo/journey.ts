import { Browser } from '../browser.ts'
import type { Sandbox } from '../sandbox.ts'
import type { LocalMessage } from '../slack/shapes.ts'
import type { Narrator } from './narrator.ts'

/** What the journey found, for whoever wants to hold it to its word. */
export type Told = { readonly alert: LocalMessage; readonly sameMessage: boolean; readonly closed: boolean }

const alertChannel = '#access-alerts'

/**
 * From nothing to the first closed alert, by typing and clicking alone: connect, add as critical system, say who is
 * valid, choose a channel; a colleague leaves, is found, loses access, and the alert closes.
 */
export async function journey(sandbox: Sandbox, tell: Narrator): Promise<Told> {
  const { slack, miro } = sandbox
  const ada = slack.as('U0ADA')
  const inChannel = () => slack.channel(alertChannel).messages
  const dm = (text: string) => ada.dm.find(message => ada.read(message).includes(text))

  tell.chapter('Connect Miro')
  tell.act('Ada Okafor, who looks after IT at Juniper, types /miro connect')
  await ada.command('/miro', 'connect')
  await slack.until(() => ada.views.length > 0 && ada.view.title?.text === 'Before you begin', {
    what: 'the first window',
  })
  tell.modal(ada.view)
  tell.act('She creates the app in Miro, and clicks Next')
  await ada.submit(ada.view)
  await slack.until(() => ada.view.title?.text === 'Connect to Miro', { what: 'the second window' })
  tell.modal(ada.view)
  tell.act('She ticks the box, enters the client ID and the client secret, and clicks Connect to Miro')
  await ada.fill(ada.view, {
    Acknowledgement: ['yes'],
    'Client ID': sandbox.miroApp.clientId,
    'Client secret': sandbox.miroApp.clientSecret,
  })
  await ada.submit(ada.view)
  await slack.until(() => ada.view.title?.text === 'One step in Miro', { what: 'the link to Miro' })
  tell.modal(ada.view)
  tell.act('She clicks Open Miro, chooses the team and allows the app')
  const { url } = await ada.click(ada.view, 'Open Miro')
  const page = await new Browser().connect(url ?? '', miro)
  tell.page('browser', page.text)
  const setup = await slack.until(() => dm('is connected'), { what: 'the setup message' })
  await slack.until(() => ada.view.title?.text !== 'One step in Miro', { what: 'the window that follows' })
  tell.modal(ada.view)
  tell.message('Ada, direct message', setup)
  await ada.close(ada.view, { all: true })

  tell.chapter('Say what counts')
  tell.act('She clicks Add as critical system')
  await ada.click(setup, 'Add as critical system')
  await slack.until(() => ada.read(setup).includes('Miro is a critical system'), {
    what: 'the second step done',
  })
  tell.message('the same message', setup)
  tell.act('The first checks have run')
  tell.message(
    'Ada, direct message',
    await slack.until(() => dm('First check'), { what: 'the first look', timeoutMs: 20_000 }),
  )
  tell.act('She clicks Choose valid users, and ticks the roles Member and Company Admin')
  await ada.click(setup, 'Choose valid users')
  await slack.until(() => ada.views.length > 0 && ada.view.title?.text === 'Choose valid users', {
    what: 'the rule',
  })
  await ada.fill(ada.view, { 'Valid users are': 'By role' })
  await slack.until(() => ada.read(ada.view).includes('Company Admin'), { what: 'the roles' })
  await ada.fill(ada.view, { 'Roles in Miro': ['organization_internal_user', 'organization_internal_admin'] })
  tell.modal(ada.view)
  await ada.submit(ada.view)
  await slack.until(() => ada.read(ada.view).includes('not saved yet'), { what: 'the preview of the rule' })
  tell.modal(ada.view)
  tell.act('She sees who would fail, and saves')
  await ada.submit(ada.view)
  await slack.until(() => ada.read(ada.view).includes('Checked: '), {
    what: 'the end of the checks by the rule',
    timeoutMs: 20_000,
  })
  tell.modal(ada.view)
  await ada.close(ada.view, { all: true })
  tell.act(`She clicks Choose a channel, and chooses ${alertChannel}`)
  await ada.click(setup, 'Choose a channel')
  await slack.until(() => ada.views.length > 0 && ada.view.title?.text === 'Choose a channel', {
    what: 'the channels',
  })
  await ada.fill(ada.view, { Channel: alertChannel })
  tell.modal(ada.view)
  await ada.submit(ada.view)
  const summary = await slack.until(() => inChannel()[0], { what: 'the summary', timeoutMs: 20_000 })
  tell.modal(ada.view)
  await ada.close(ada.view, { all: true })
  tell.message('Ada, direct message', setup)
  tell.message(alertChannel, summary)

  tell.chapter('Look around')
  tell.act('She types /miro checks')
  await ada.command('/miro', 'checks')
  tell.message('only Ada sees this', await slack.until(() => ada.ephemerals.at(-1), { what: 'the checks' }))

  tell.chapter('A colleague leaves')
  tell.act('Carla Mendes leaves. Her Slack account is deactivated; nobody thinks of Miro')
  await slack.deactivateUser('U0CARLA')
  tell.act('Slack tells the bot, and within seconds the alert stands in the channel')
  const alert = await slack.until(() => inChannel().find(message => ada.read(message).includes('Carla')), {
    what: 'the alert about Carla',
    timeoutMs: 20_000,
  })
  tell.message(alertChannel, alert)

  tell.chapter('Access is removed')
  tell.act('Ada deactivates the account in Miro’s admin console, as the alert says, and types /miro sync')
  miro.deactivate('carla.mendes@juniper.example')
  const { ts } = alert
  const before = inChannel().length
  await sync(sandbox, tell)
  const closed = await slack
    .until(() => ada.read(alert).includes('Closed'), { what: 'the alert closed', timeoutMs: 20_000 })
    .then(Boolean)
  tell.message(alertChannel, alert)
  return { alert, closed, sameMessage: alert.ts === ts && inChannel().length === before }
}

/** `/miro sync`, watched to its end. */
async function sync({ slack }: Sandbox, tell: Narrator): Promise<void> {
  const ada = slack.as('U0ADA')
  const before = ada.dm.length
  await ada.command('/miro', 'sync')
  const progress = await slack.until(() => ada.dm[before], { what: 'the progress of the sync' })
  tell.message('Ada, direct message', progress)
  await slack.until(() => ada.read(progress).includes('Sync complete'), {
    what: 'the end of the sync',
    timeoutMs: 20_000,
  })
  tell.message('the same message', progress)
}
