import { expect, test } from 'vitest'
import { handClock, patience, startFlow } from '../support/flow.ts'

const publicHolidays = [
  'BEGIN:VCALENDAR',
  ...[
    'BEGIN:VEVENT',
    'DTSTART;VALUE=DATE:20201225',
    'RRULE:FREQ=YEARLY',
    'SUMMARY:Christmas Day',
    'END:VEVENT',
  ],
  ...['BEGIN:VEVENT', 'DTSTART:20261224T120000Z', 'SUMMARY:Office party', 'END:VEVENT'],
  'END:VCALENDAR',
].join('\r\n')

test('holidays: a calendar file and typed days are left out of business days, for new findings only', async () => {
  const flow = await startFlow({ clock: handClock(new Date('2026-12-24T09:00:00Z')).now })
  const { ada, slack } = flow
  await flow.setUp()
  const dues = () => flow.rows("SELECT due_at FROM finding WHERE check_id = 'removed' ORDER BY due_at")
  const before = await dues()
  await ada.command('/miro', 'settings')
  await ada.fill(await flow.window('Settings'), {
    'Time to remove the access of somebody who left': '2 business_days',
  })
  await ada.submit(ada.view)
  await slack.until(() => ada.read(ada.view).includes('✅ Saved'), { what: 'the deadline', ...patience })
  await ada.click(ada.view, 'Holidays')
  expect(ada.read(await flow.window('Holidays'))).toContain('No holidays yet.')
  ada.upload('Add the days of a calendar file', { name: 'days.ics', bytes: Buffer.from(publicHolidays) })
  await ada.fill(ada.view, { Days: '2026-12-28 Company closed' })
  await ada.submit(ada.view)
  await slack.until(() => ada.read(ada.view).includes('✅ Saved: 4 days. Skipped: 1 event'), {
    what: 'the days',
    ...patience,
  })
  expect(ada.read(ada.view)).toContain('25 Dec 2026 · Christmas Day\n28 Dec 2026 · Company closed')
  await ada.close(ada.view, { all: true })

  await slack.deactivateUser('U0CARLA')
  await slack.until(async () => (await dues()).length > before.length, { what: 'the finding', ...patience })
  // 25 and 28 December are left out, and so is the weekend between them.
  const all = await dues()
  expect(all.filter(({ due_at: at }) => !before.some(({ due_at }) => String(due_at) === String(at)))).toEqual(
    [{ due_at: new Date('2026-12-30T09:00:00Z') }],
  )
  expect(all).toEqual(expect.arrayContaining(before))
})
