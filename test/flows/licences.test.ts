import { expect, test } from 'vitest'
import { patience, startFlow } from '../support/flow.ts'
import { withoutTimes } from '../support/whole-journey.ts'

const ivo = 'Ivo.Petrov@JUNIPER.EXAMPLE'
const title = 'Miro licence should be used'

test('unused licences: off at first, found once switched on, closed by use, and by switching the check off', async () => {
  const flow = await startFlow()
  const { ada, miro, slack } = flow
  await flow.setUp()
  const settings = async (answers: Record<string, string>) => {
    await ada.command('/miro', 'settings')
    await flow.window('Settings')
    await ada.fill(ada.view, answers)
    await ada.submit(ada.view)
    await slack.until(() => ada.read(ada.view).includes('✅ Saved'), {
      what: 'the settings saved',
      ...patience,
    })
    await ada.close(ada.view, { all: true })
  }
  const checks = async () => {
    const before = ada.ephemerals.length
    await ada.command('/miro', 'checks')
    const said = await slack.until(() => ada.ephemerals[before], { what: 'the checks', ...patience })
    const lines = withoutTimes(ada.read(said)).split('\n')
    const at = lines.findIndex(line => line.includes(`*${title}*`))
    return lines.slice(at, at + 4)
  }
  const findings = () =>
    flow.rows("SELECT why, closed_as FROM finding WHERE check_id = 'licence_used' ORDER BY opened_at")
  const becomes = async (wanted: object[]) => {
    await slack.until(async () => JSON.stringify(await findings()) === JSON.stringify(wanted), {
      what: JSON.stringify(wanted),
      everyMs: 50,
      ...patience,
    })
  }
  const alertSays = (text: string, nth = -1) =>
    slack.until(
      () => {
        const message = flow
          .inChannel()
          .filter(each => ada.read(each).includes('Ivo'))
          .at(nth)
        return message !== undefined && ada.read(message).includes(text) && withoutTimes(ada.read(message))
      },
      { what: text, ...patience },
    )

  expect(await checks()).toMatchInlineSnapshot(`
    [
      "⏸️ *Miro licence should be used*: off",
      "Nothing is checked. \`/miro settings\` switches it on.",
    ]
  `)
  expect(await findings()).toEqual([])

  await settings({ [title]: 'on', 'Price of one licence a month': '12' })
  await becomes([{ why: 'not_active', closed_as: null }])
  expect(await alertSays('does not use a paid Miro licence')).toMatchInlineSnapshot(`
    "🟡 *Ivo &lt;!channel&gt; Petrov does not use a paid Miro licence* · Juniper
    Fix by <time>.
    Not active since <time>.
    • \`Ivo.Petrov@JUNIPER.EXAMPLE\` · Member
    How to fix
    1. Ask whether they still use Miro. Signing in again keeps the licence.
    2. If not, in Miro: Admin console &gt; Users &gt; Active users &gt; … &gt; change the license to one that costs nothing.
    3. Or take the access away. In Miro: Admin console &gt; Users &gt; Active users &gt; … &gt; Deactivate.
        Choose Reassign user’s content if somebody takes the boards over.
    Open in Miro
    Verify now
    More
    Closes once fixed. Done already? Press Verify now."
  `)
  expect(await checks()).toMatchInlineSnapshot(`
    [
      "🔴 *Miro licence should be used*: failing",
      "1 licence could be freed, 12 EUR a month.",
      "Fix by <time>",
      "1 failing",
    ]
  `)

  const [alert] = flow.inChannel().filter(each => ada.read(each).includes('paid Miro licence'))
  if (alert === undefined) throw new Error('there is no alert')
  await ada.click(alert, 'More')
  await flow.window('Finding')
  await ada.click(ada.view, 'Why?')
  expect(withoutTimes(ada.read(await flow.window('Why?')))).toContain('*Result*\n• Not active since <time>.')
  await ada.close(ada.view, { all: true })
  await ada.openHome()
  await slack.until(() => ada.home !== null && ada.read(ada.home).includes(title), {
    what: 'Home',
    ...patience,
  })
  expect(ada.home && ada.read(ada.home)).toContain('1 licence could be freed, 12 EUR a month.')

  miro.setActivity(ivo, new Date().toISOString())
  await flow.sync()
  await becomes([{ why: 'not_active', closed_as: 'fixed' }])
  expect(await alertSays('Closed')).toMatchInlineSnapshot(`
    "✅ *Closed · Ivo &lt;!channel&gt; Petrov: licence used or freed* · Juniper
    Closed after less than a minute, in time (30 days).
    • \`Ivo.Petrov@JUNIPER.EXAMPLE\` · Member · <time>
    More"
  `)

  miro.setActivity(ivo, '')
  await flow.sync()
  const closed = { why: 'not_active', closed_as: 'fixed' }
  await becomes([closed, { why: 'never_signed_in', closed_as: null }])
  await settings({ [title]: 'off' })
  await becomes([closed, { why: 'never_signed_in', closed_as: 'check_off' }])
  expect(await alertSays('check switched off')).toMatchInlineSnapshot(`
    "⚪ *Closed · Ivo &lt;!channel&gt; Petrov: check switched off* · Juniper
    • \`Ivo.Petrov@JUNIPER.EXAMPLE\` · Member · <time>
    More"
  `)
  expect((await checks())[0]).toContain('off')
  expect(await flow.rows("SELECT 1 FROM assessment WHERE results ? 'licence_used'")).toEqual([])
})
