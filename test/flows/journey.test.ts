import { expect, test } from 'vitest'
import { patience, startFlow } from '../support/flow.ts'
import { journeyTold } from '../support/journey-told.ts'
import { wholeJourney, withoutTimes } from '../support/whole-journey.ts'

test('from nothing to the first closed alert, over HTTP', async () => {
  const { told } = await wholeJourney({ mode: 'http' })
  expect(told).toEqual(journeyTold)
})

test('an account that is gone from Miro closes the alert, and one that comes back opens a new one', async () => {
  const flow = await startFlow()
  await flow.setUp()
  const { ada, slack, miro } = flow
  const account = miro.memberByEmail('carla.mendes@juniper.example')
  if (account === null) throw new Error('there is no Carla in Miro')
  const about = () => flow.inChannel().filter(one => ada.read(one).includes(account.email))
  await slack.deactivateUser('U0CARLA')
  await flow.sync()
  const alert = await slack.until(() => about()[0], { what: 'the alert', ...patience })
  miro.remove(account.id)
  await flow.sync()
  await slack.until(() => ada.read(alert).includes('Closed'), { what: 'the alert closed', ...patience })
  miro.add(account)
  await flow.sync()
  const again = await slack.until(() => about()[1], { what: 'the second alert', ...patience })
  expect(
    [alert, again].map(one => withoutTimes(ada.read(one)).split('\n').slice(0, 3)),
  ).toMatchInlineSnapshot(`
    [
      [
        "✅ *Closed · Carla Mendes: access removed* · Juniper",
        "Closed after less than a minute, in time (24 h).",
        "• \`carla.mendes@juniper.example\` · Member · <time>",
      ],
      [
        "🟡 *Carla Mendes left but can still use Miro* · Juniper",
        "Fix by <time>.",
        "• \`carla.mendes@juniper.example\` · Member · came back · left (seen in Slack <time>)",
      ],
    ]
  `)
})
