import { Browser } from '../../src/sandbox/browser.ts'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import type { Persona } from '../../src/sandbox/slack/persona.ts'
import type { LocalMessage, LocalView } from '../../src/sandbox/slack/shapes.ts'

const patience = { timeoutMs: 20_000 }

/** Connects Miro as this person, in Slack and in their browser. Returns the setup message. */
export async function connect(sandbox: Sandbox, person: Persona): Promise<LocalMessage> {
  const { slack, miro } = sandbox
  await person.command('/miro', 'connect')
  await person.submit(await opened(sandbox, person, 'Before you begin'))
  await person.fill(await opened(sandbox, person, 'Connect to Miro'), {
    Acknowledgement: ['yes'],
    'Client ID': sandbox.miroApp.clientId,
    'Client secret': sandbox.miroApp.clientSecret,
  })
  await person.submit(person.view)
  const { url } = await person.click(await opened(sandbox, person, 'One step in Miro'), 'Open Miro')
  await new Browser().connect(url ?? '', miro)
  const message = await slack.until(() => dmWith(person, 'is connected').at(-1), {
    what: 'the setup message',
    ...patience,
  })
  await person.close(person.view, { all: true })
  return message
}

/** The same for the first time: waits until the first sync has told them what it saw. */
export async function connectMiro(sandbox: Sandbox, person: Persona): Promise<LocalMessage> {
  const message = await connect(sandbox, person)
  await sandbox.slack.until(() => dmWith(person, 'First check of').length > 0, {
    what: 'the first look',
    ...patience,
  })
  return message
}

/** The rest of the setup: a critical system, every member and Company Admin valid, alerts to this channel. */
export async function finishSetup(
  sandbox: Sandbox,
  person: Persona,
  setup: LocalMessage,
  channel: string,
): Promise<void> {
  const { slack } = sandbox
  await person.click(setup, 'Add as critical system')
  await slack.until(() => person.read(setup).includes('Miro is a critical system'), { what: 'step 2' })
  await person.click(setup, 'Choose valid users')
  await person.fill(await opened(sandbox, person, 'Choose valid users'), { 'Valid users are': 'By role' })
  await slack.until(() => person.read(person.view).includes('Company Admin'), {
    what: 'the roles',
    ...patience,
  })
  await person.fill(person.view, {
    'Roles in Miro': ['organization_internal_user', 'organization_internal_admin'],
  })
  await submitRule(sandbox, person)
  await slack.until(() => !person.read(setup).includes('*Choose valid users*'), { what: 'step 3' })
  await person.close(person.view, { all: true })
  await chooseChannel(sandbox, person, setup, channel)
}

/** Sends the rule in front, and saves it from its preview. Returns what the preview said. */
export async function submitRule({ slack }: Sandbox, person: Persona): Promise<string> {
  await person.submit(person.view)
  const preview = await slack.until(
    () => person.read(person.view).includes('not saved yet') && person.read(person.view),
    { what: 'the preview of the rule', ...patience },
  )
  await person.submit(person.view)
  return preview
}

/** Chooses where alerts go, behind this button of a message. */
export async function chooseChannel(
  sandbox: Sandbox,
  person: Persona,
  message: LocalMessage,
  channel: string,
  button = 'Choose a channel',
): Promise<void> {
  await person.click(message, button)
  const modal = await opened(sandbox, person, 'Choose a channel')
  await person.fill(modal, { Channel: channel })
  await person.submit(modal)
  if (person.views.length > 0) await person.close(person.view, { all: true })
}

/** `/miro sync`. Returns its progress message; with `until`, once that says so. */
export async function requestSync(sandbox: Sandbox, person: Persona, until = ''): Promise<LocalMessage> {
  const before = person.dm.length
  await person.command('/miro', 'sync')
  const progress = await sandbox.slack.until(
    () => person.dm.slice(before).find(message => /^Sync /.test(message.text)),
    { what: 'the progress of the sync', ...patience },
  )
  await sandbox.slack.until(() => person.read(progress).includes(until), {
    what: `the sync to say "${until}"`,
    ...patience,
  })
  return progress
}

export const dmWith = (person: Persona, text: string): LocalMessage[] =>
  person.dm.filter(message => person.read(message).includes(text))

async function opened({ slack }: Sandbox, person: Persona, title: string): Promise<LocalView> {
  return await slack.until(() => (person.views.at(-1)?.title?.text === title ? person.view : null), {
    what: `the window "${title}"`,
    ...patience,
  })
}
