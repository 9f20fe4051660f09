import { Browser } from '../../src/sandbox/browser.ts'
import type { LocalMessage } from '../../src/sandbox/slack/shapes.ts'
import { alertChannel, type FlowOptions, patience, startFlow } from './flow.ts'
import { submitRule } from './set-up.ts'

/** What somebody reads, with every moment written as `<time>`. */
export const withoutTimes = (text: string): string =>
  text
    .replace(/<!date\^[^>]*>/g, '<time>')
    .replace(/\d{1,2} [A-Z][a-z]{2} 20\d\d at \d\d:\d\d UTC/g, '<time>')
    .replace(/ in \d+ s\b/g, ' in <seconds>')

const leaver = 'carla.mendes@juniper.example'

/**
 * From nothing to the first closed alert, typed and clicked, without closing a modal before the bot has said what
 * came of it. Returns everything that stays the same on every way Slack and the database are reached.
 */
export async function wholeJourney(options: FlowOptions) {
  const flow = await startFlow(options)
  const { ada, slack, miro, sandbox } = flow
  const read = (message: LocalMessage) => withoutTimes(ada.read(message))

  await ada.command('/miro', 'connect')
  await ada.submit(await flow.window('Before you begin'))
  await ada.fill(await flow.window('Connect to Miro'), {
    Acknowledgement: ['yes'],
    'Client ID': sandbox.miroApp.clientId,
    'Client secret': sandbox.miroApp.clientSecret,
  })
  await ada.submit(ada.view)
  const waiting = await flow.window('One step in Miro')
  const { url } = await ada.click(waiting, 'Open Miro')
  const page = await new Browser().connect(url ?? '', miro)
  // The window that showed the link says by itself what came of it.
  const connected = await flow.window('Miro is connected')
  const sameWindow = connected.id === waiting.id
  const setup = await slack.until(() => ada.dm.find(one => ada.read(one).includes('is connected')), {
    what: 'the setup message',
    ...patience,
  })
  const steps: string[] = []
  /** What the message says with this in it. That the first sync runs is in it or not, by who is faster. */
  const step = async (text: string) => {
    const says = () => read(setup).includes(text) && !read(setup).includes('The first sync takes')
    await slack.until(says, { what: text, ...patience })
    steps.push(read(setup))
  }
  await slack.until(() => ada.dm.some(one => one.text.startsWith('First check')), {
    what: 'the first look',
    ...patience,
  })
  await step('Add as critical system')

  await ada.click(connected, 'Add as critical system')
  await step('✅ Miro is a critical system')
  // Checked at once: without a rule, that is a finding.
  await slack.until(
    async () => (await flow.rows("SELECT 1 FROM finding WHERE check_id = 'configured'")).length,
    {
      what: 'the finding that there is no rule',
      ...patience,
    },
  )
  await ada.close(ada.view, { all: true })
  await ada.click(setup, 'Choose valid users')
  await ada.fill(await flow.window('Choose valid users'), { 'Valid users are': 'By role' })
  await slack.until(() => ada.read(ada.view).includes('Roles in Miro'), { what: 'the roles', ...patience })
  await ada.fill(ada.view, { 'Roles in Miro': ['organization_internal_user', 'organization_internal_admin'] })
  const preview = withoutTimes(await submitRule(flow.sandbox, ada))
  await step('✅ Valid: Company Admins')
  const saved = await slack.until(
    () => ada.read(ada.view).includes('Checked:') && withoutTimes(ada.read(ada.view)),
    patience,
  )
  await ada.close(ada.view, { all: true })
  const before = flow.inChannel().length
  await ada.click(setup, 'Choose a channel')
  await ada.fill(await flow.window('Choose a channel'), { Channel: alertChannel })
  await ada.submit(ada.view)
  await step('✅ Alerts go to')
  const summary = await slack.until(() => flow.inChannel()[0], { what: 'the summary', ...patience })
  await ada.close(ada.view, { all: true })
  const summaryText = read(summary)

  await slack.deactivateUser('U0CARLA')
  await flow.sync()
  const alert = await slack.until(() => flow.inChannel().find(one => ada.read(one).includes(leaver)), {
    what: 'the alert',
    ...patience,
  })
  const alertText = read(alert)
  miro.deactivate(leaver)
  const progress = await flow.sync()
  await slack.until(() => ada.read(alert).includes('Closed'), { what: 'the alert closed', ...patience })
  // Once more: what is settled stays as it is.
  const edits = alert.edits.length
  await flow.sync()
  return {
    flow,
    told: {
      page,
      sameWindow,
      preview,
      saved,
      setup: steps,
      liveSetup: ada.dm.filter(one => ada.read(one).includes('is connected')).length,
      summary: summaryText,
      alert: alertText,
      closed: read(alert),
      progress: read(progress),
      editedOnceClosed: alert.edits.length - edits,
      messagesBefore: before,
      inChannel: flow.inChannel().map(({ text }) => withoutTimes(text)),
      posts: slack.calls('chat.postMessage').filter(({ params }) => params['channel'] === 'C0ACCESS').length,
    },
  }
}
