import { expect, test } from 'vitest'
import { patience, startFlow } from '../support/flow.ts'
import { journeyTold } from '../support/journey-told.ts'
import { wholeJourney } from '../support/whole-journey.ts'

test('from nothing to the first closed alert, in Socket Mode', async () => {
  const { told } = await wholeJourney({ mode: 'socket' })
  expect(told).toEqual(journeyTold)
})

test('sockets that are cut and deliveries that come twice: everything is said once', async () => {
  const flow = await startFlow({ mode: 'socket' })
  const { ada, slack } = flow
  for (const reason of ['cut', 'warning', 'refresh_requested'] as const) {
    const before = ada.ephemerals.length
    slack.disconnectSockets(reason)
    await slack.until(() => slack.socketConnections > 0, {
      what: `a new socket after ${reason}`,
      ...patience,
    })
    slack.faults.push({ delivery: 'command', do: { duplicate: 'at_once' } })
    await ada.command('/miro', 'help')
    slack.faults.push({ delivery: 'command', do: { duplicate: 'after_ack' } })
    await ada.command('/miro', 'helpp')
    await slack.until(() => ada.ephemerals.length === before + 2, { what: 'both answers', ...patience })
  }
  // The last in the line: a second answer to an earlier one would stand before it.
  await ada.command('/miro', 'checks')
  await slack.until(() => ada.ephemerals.at(-1)?.text.includes('No Miro organization'), patience)
  // A typo is answered without looking anything up, so it may be faster than the help.
  expect(ada.ephemerals.map(({ text }) => text).toSorted()).toEqual([
    'No Miro organization is connected yet.',
    ...Array(3).fill('There is no command `helpp`.'),
    ...Array(3).fill('What the Miro access bot does'),
  ])
})
