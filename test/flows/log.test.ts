import { expect, test } from 'vitest'
import type { Log } from '../../src/log.ts'
import { patience, startFlow } from '../support/flow.ts'
import { requestSync } from '../support/set-up.ts'

test('the log says what was read, decided and posted, and what failed, and nothing of whom', async () => {
  const lines: string[] = []
  const say =
    (level: string) =>
    (fields: object, message: string): void =>
      void lines.push(`${level} ${message} ${JSON.stringify(fields)}`)
  const log: Log = {
    ...{ debug: () => {}, info: say('info'), warn: say('warn'), error: say('error') },
    child: () => log,
  }
  const flow = await startFlow({ log })
  await flow.setUp()
  const { slack, ada, sandbox } = flow
  await slack.deactivateUser('U0CARLA')
  await slack.until(() => flow.inChannel().some(message => ada.read(message).includes('carla.mendes@')), {
    what: 'the alert',
    ...patience,
  })
  sandbox.miro.faults.push({ match: { path: /members$/ }, times: 'always', do: { emptyObject: true } })
  await requestSync(sandbox, ada, 'Sync not complete')
  for (const wanted of [
    /^info a source was read .*"source":"slack","outcome":"complete"/,
    /^info a source was read .*"source":"miro","outcome":"complete".*"read":\d+/,
    /^info noted .*"by":"U0ADA","action":"critical_/,
    /^info an alert was posted /,
    /^warn a source was read .*"source":"miro","outcome":"failed","reason":"bad_answer"/,
  ])
    expect(
      lines.some(line => wanted.test(line)),
      `${wanted}\n${lines.join('\n')}`,
    ).toBe(true)
  expect(lines.join('\n')).not.toMatch(/@|Carla/)
})
