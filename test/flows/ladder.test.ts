import { expect, test } from 'vitest'
import { handClock, patience, startFlow } from '../support/flow.ts'

test('what becomes overdue is said under its message and in the channel, then once a working day until it is closed', async () => {
  // A Tuesday.
  const clock = handClock(new Date('2026-11-24T14:00:00Z'))
  const flow = await startFlow({ clock: clock.now })
  const { ada, slack, miro, sandbox } = flow
  const summary = await flow.setUp()
  const channel = () => flow.inChannel()
  const replies = () => channel().filter(({ threadTs }) => threadTs !== null)
  const lists = () => channel().filter(({ text }) => /^(Still open|Nothing is overdue)/.test(text))
  /** Moves the clock. Miro is read there, so that what is known is not old. */
  const to = async (time: string) => {
    clock.forward(new Date(time).getTime() - clock.now().getTime())
    await flow.sync()
    await sandbox.tick('lookAround')
    await slack.until(
      async () =>
        (await flow.rows("SELECT 1 FROM alert WHERE sent < wanted AND state <> 'dropped'")).length === 0,
      {
        what: `everything told by ${time}`,
        ...patience,
      },
    )
  }
  const settled = async (what: string, isSo: () => boolean) => {
    await slack.until(isSo, { what, ...patience })
  }

  // Whoever left has 24 hours: overdue on Wednesday at 14:00, which is said by day at once.
  await to('2026-11-25T13:59:00Z')
  expect(replies()).toEqual([])
  await to('2026-11-25T14:01:00Z')
  await settled('the reply', () => replies().length > 0)
  expect(replies().map(({ threadTs, broadcast }) => [threadTs, broadcast])).toEqual([[summary.ts, true]])
  expect(replies()[0]?.text).toMatch(/ left but can still use Miro, overdue$/)
  expect(ada.read(replies()[0] ?? summary)).toContain('For <@U0ADA>')
  await to('2026-11-25T16:00:00Z')
  expect([replies().length, lists().length]).toEqual([1, 0])

  // From the day after it is listed at nine, not before, and not twice.
  await to('2026-11-26T08:59:00Z')
  expect(lists()).toEqual([])
  await to('2026-11-26T09:00:00Z')
  await settled('the list', () => lists().length === 1)
  expect(lists()[0]?.text).toMatch(
    /^Still open: 1 finding overdue\. Most urgent: .* left but can still use Miro$/,
  )
  await to('2026-11-26T15:00:00Z')
  const thursday = lists()[0]?.ts
  expect(lists().length).toBe(1)

  // The list of Friday takes the place of the one of Thursday. What had a week is overdue on Tuesday, said on Wednesday.
  await to('2026-11-27T09:01:00Z')
  await settled('the list of Friday', () => lists().length === 1 && lists()[0]?.ts !== thursday)
  await to('2026-11-28T12:00:00Z')
  await to('2026-12-01T19:00:00Z')
  expect(replies().length).toBe(1)
  await to('2026-12-02T09:00:00Z')
  await settled('the rest', () => replies().length === 2)
  expect(replies()[1]?.text).toMatch(/^\d+ findings overdue/)

  // What is closed leaves the list, also while its day lasts.
  const open = await flow.rows<{ subject_id: string }>(
    "SELECT subject_id FROM finding WHERE check_id = 'removed' AND closed_at IS NULL",
  )
  for (const { subject_id: id } of open) miro.remove(id)
  await to('2026-12-02T10:00:00Z')
  await settled('nothing of yesterday is overdue', () => lists()[0]?.text === 'Nothing is overdue any more')
})
