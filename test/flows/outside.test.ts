import { expect, test } from 'vitest'
import { Browser } from '../../src/sandbox/browser.ts'
import { botState } from '../../src/sandbox/page/server/bot-state.ts'
import { CompanyClock } from '../../src/sandbox/page/server/company-clock.ts'
import { FormErrors } from '../../src/sandbox/page/server/form-errors.ts'
import { Outside } from '../../src/sandbox/page/server/outside.ts'
import { readScreen } from '../../src/sandbox/page/server/read-screen.ts'
import { link, shown } from '../support/connecting.ts'
import { patience, startFlow } from '../support/flow.ts'

test('the clock of the panel goes by the schedule that was chosen, and a whole day raises no false alarm', async () => {
  const clock = new CompanyClock(new Date('2026-11-25T09:10:00Z'))
  const flow = await startFlow({ clock: clock.now })
  const { ada, sandbox, slack } = flow
  await flow.setUp()
  const bot = botState(flow.storage, sandbox.seed.team.id)
  const outside = new Outside(sandbox, bot, clock, () => {})
  const reads = () =>
    flow.rows<{ at: Date }>("SELECT started_at AS at FROM sync_run WHERE source = 'miro' ORDER BY started_at")
  const times = async () => (await reads()).map(({ at }) => at.toISOString().slice(11, 16))
  const run = async (to: 'sync' | 'staff' | 'tomorrow') => {
    await outside.act({ do: 'runClock', to })
    await bot.atRest(patience.timeoutMs)
  }
  expect(outside.shown().readsAccounts).toBe('on each half hour')
  await run('sync')
  expect((await times()).at(-1)).toBe('09:30')

  await ada.command('/miro', 'settings')
  await ada.fill(await flow.window('Settings'), { 'Sync Miro’s accounts': 'every-240' })
  await ada.submit(ada.view)
  await slack.until(() => ada.read(ada.view).includes('Saved: schedule'), {
    what: 'the schedule',
    ...patience,
  })
  expect([await outside.refresh(), outside.shown().readsAccounts]).toEqual([true, 'every 4 hours'])
  // A new schedule begins with a read.
  await run('sync')
  expect((await times()).slice(-2)).toEqual([expect.any(String), '12:00'])
  await run('tomorrow')
  expect((await times()).slice(-6)).toEqual(['16:00', '20:00', '00:00', '04:00', '08:00', '12:00'])
  const told = [...ada.dm, ...flow.inChannel()].map(({ text }) => text)
  expect(told.filter(text => text.includes('No complete sync') || text.includes('works again'))).toEqual([])
})

test('a month goes by day by day: what is open grows worse on its way, and nothing looks forgotten', async () => {
  const clock = new CompanyClock(new Date('2026-11-25T09:10:00Z'))
  const flow = await startFlow({ clock: clock.now })
  await flow.setUp()
  const [summary] = flow.inChannel()
  if (summary === undefined) throw new Error('there is a message')
  const before = summary.edits.length
  const bot = botState(flow.storage, flow.sandbox.seed.team.id)
  const outside = new Outside(flow.sandbox, bot, clock, () => {})
  await outside.act({ do: 'runClock', to: 'month' })
  await bot.atRest(patience.timeoutMs)
  expect(clock.now().toISOString().slice(0, 10)).toBe('2026-12-26')
  const said = [...summary.edits.slice(before), summary].map(
    ({ blocks }) => /🟡|🟠|🔴/u.exec(JSON.stringify(blocks))?.[0],
  )
  expect([...new Set(said)]).toEqual(['🟡', '🟠', '🔴'])
  const reads = await flow.rows<{ at: Date }>("SELECT started_at AS at FROM sync_run WHERE source = 'miro'")
  expect(new Set(reads.map(({ at }) => at.toISOString().slice(0, 10))).size).toBe(32)
  const told = [...flow.ada.dm, ...flow.inChannel()].map(({ text }) => text)
  expect(told.filter(text => text.includes('No complete') || text.includes('again'))).toEqual([])
})

test('the tour ticks a connection only when Miro gave the accounts', async () => {
  const clock = new CompanyClock()
  const flow = await startFlow({ clock: clock.now })
  const { sandbox } = flow
  const outside = new Outside(sandbox, botState(flow.storage, sandbox.seed.team.id), clock, () => {})
  const isConnected = () =>
    readScreen({ sandbox, outside, errors: new FormErrors(), commands: [] }, 'U0ADA').tour.connected
  const { url } = await link(flow)
  expect(await shown(new Browser(), flow, url, { as: 'farah.haddad@juniper.example' })).toMatch(/^400 /)
  expect(isConnected()).toBe(false)
  await flow.ada.close(flow.ada.view, { all: true })
  await flow.connect()
  expect(isConnected()).toBe(true)
})
