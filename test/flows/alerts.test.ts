import { expect, test } from 'vitest'
import { patience, startFlow } from '../support/flow.ts'
import { withoutTimes } from '../support/whole-journey.ts'

test('another channel for alerts is told once in both', async () => {
  const flow = await startFlow()
  await flow.setUp()
  const { ada, slack } = flow
  const choose = async (channel: string) => {
    await ada.command('/miro', 'alerts')
    await ada.fill(await flow.window('Choose a channel'), { Channel: channel })
    await ada.submit(ada.view)
    await slack.until(() => ada.read(ada.view).includes('Alerts go to'), { what: channel, ...patience })
    await ada.close(ada.view, { all: true })
  }
  const general = () => slack.channel('#general').messages.map(message => ada.read(message))
  const before = { access: flow.inChannel().length, general: general().length }
  await choose('#general')
  await choose('#general')
  const news = () => [
    general().slice(before.general),
    flow
      .inChannel()
      .slice(before.access)
      .map(message => ada.read(message)),
  ]
  await slack.until(() => news().every(said => said.length > 0), { what: 'a line in both', ...patience })
  await flow.sync()
  expect(news()).toEqual([
    [
      'Alerts come here from now on. Open: 9. Their messages stay where they were posted, such as <#C0ACCESS>.',
    ],
    ['New alerts go to <#C0GENERAL>.'],
  ])
})

test('a message follows every fact it prints, and is not edited for anything else', async () => {
  const flow = await startFlow()
  const { ada, miro, slack } = flow
  await flow.setUp()
  await slack.deactivateUser('U0CARLA')
  await flow.sync()
  const alert = await slack.until(
    () => flow.inChannel().find(message => ada.read(message).includes('Carla Mendes left')),
    { what: 'the alert', ...patience },
  )
  const edits = () =>
    slack.requests.filter(({ method, params }) => method === 'chat.update' && params['ts'] === alert.ts)
      .length
  expect(withoutTimes(ada.read(alert))).toContain('2. In Miro: Admin console &gt; Users &gt; Active users')
  await flow.sync()
  expect(edits()).toBe(0)
  miro.setRole('carla.mendes@juniper.example', 'organization_team_guest_user')
  await flow.sync()
  await slack.until(() => ada.read(alert).includes('remove the guest'), { what: 'other steps', ...patience })
  expect(withoutTimes(ada.read(alert))).toMatchInlineSnapshot(`
    "🟡 *Carla Mendes left but can still use Miro* · Juniper
    Fix by <time>.
    • \`carla.mendes@juniper.example\` · Team guest · left (seen in Slack <time>)
    How to fix
    1. In Miro: Admin console &gt; Users &gt; remove the guest.
        Miro lets no program remove guests, so a person has to.
    2. Check boards with a public link. Anybody with the link can still view them.
    Open in Miro
    Verify now
    More
    Closes once fixed. Done already? Press Verify now."
  `)
  expect(edits()).toBe(1)
})
