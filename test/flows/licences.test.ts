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
          .filter(each => ada.read(each).includes('licence'))
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
  expect(await alertSays('1 paid Miro licence is not used')).toMatchInlineSnapshot(`
    "🟡 *1 paid Miro licence is not used* · Juniper
    *Due*. Critical from <time>, overdue from <time>.
    • *Ivo &lt;!channel&gt; Petrov* \`Ivo.Petrov@JUNIPER.EXAMPLE\` · Member · Not active since <time>.
    *How to fix*
    1. Ask the person whether they still use Miro. Whoever signs in again keeps the licence.
    2. If not, free the licence: Admin console &gt; Users &gt; Active users &gt; … &gt; change the license to one that costs nothing, or take the access away. In Miro: Admin console &gt; Users &gt; Active users &gt; … &gt; Deactivate (with Reassign user’s content, if somebody takes the boards over).
    3. This message closes by itself once a sync sees the change. Press Verify now to have that checked at once.
    How to fix
    Why?
    Verify now
    Details"
  `)
  expect(await checks()).toMatchInlineSnapshot(`
    [
      "🔴 *Miro licence should be used*: failing",
      "1 licence could be freed, 12 EUR a month.",
      "Fix by <time>",
      "1 failing",
    ]
  `)

  const [alert] = flow.inChannel().filter(each => ada.read(each).includes('licence is not used'))
  if (alert === undefined) throw new Error('there is no alert')
  await ada.click(alert, 'Why?')
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
    "✅ *Closed · 1 paid Miro licence is used or free again* · Juniper
    • *Ivo &lt;!channel&gt; Petrov* \`Ivo.Petrov@JUNIPER.EXAMPLE\` · Member · used or freed <time>
    Why?
    Details"
  `)

  miro.setActivity(ivo, '')
  await flow.sync()
  const closed = { why: 'not_active', closed_as: 'fixed' }
  await becomes([closed, { why: 'never_signed_in', closed_as: null }])
  await settings({ [title]: 'off' })
  await becomes([closed, { why: 'never_signed_in', closed_as: 'check_off' }])
  expect(await alertSays('check switched off')).toMatchInlineSnapshot(`
    "⚪ *Closed · check switched off: 1 paid Miro licence not used* · Juniper
    • *Ivo &lt;!channel&gt; Petrov* \`Ivo.Petrov@JUNIPER.EXAMPLE\` · Member · check switched off <time>
    Why?
    Details"
  `)
  expect((await checks())[0]).toContain('off')
  expect(await flow.rows("SELECT 1 FROM assessment WHERE results ? 'licence_used'")).toEqual([])
})
