import { expect, test } from 'vitest'
import { readable } from '../../../../test/support/slack-text.ts'
import { holidaysIds } from '../../ids/workspace.ts'
import { readHolidaysForm } from './read.ts'
import { holidaysView } from './view.ts'

const report = { holidays: [], today: '2026-11-30', version: 3, mayReadFiles: true }
const christmas = { day: '2026-12-25', name: 'Christmas <Day>' }

test('no days yet', () => {
  expect(readable(holidaysView(report))).toMatchInlineSnapshot(`
    "On these days, and on Saturdays and Sundays, business days do not count. Deadlines in hours or days run on. Open findings keep their deadline.
    *No holidays yet.*
    Days: <plain_text_input>
    Add the days of a calendar file: <file_input>"
  `)
})

test('days to come and over, saved, and the bot may not read files', () => {
  const holidays = [{ day: '2026-11-01', name: '' }, christmas, { day: '2027-01-01', name: '' }]
  const view = holidaysView(
    { ...report, holidays, mayReadFiles: false },
    { outcome: 'saved', days: 3, skipped: 2 },
  )
  expect(readable(view)).toMatchInlineSnapshot(`
    "✅ Saved: 3 days. Skipped: 2 events with a time of day or without a date.
    On these days, and on Saturdays and Sundays, business days do not count. Deadlines in hours or days run on. Open findings keep their deadline.
    *Next:*
    25 Dec 2026 · Christmas &lt;Day&gt;
    1 Jan 2027
    Days: <plain_text_input>
    (A calendar file could be chosen here too, but the bot may not read files. Add the permission \`files:read\` to the Slack app and install it again.)"
  `)
  expect(JSON.stringify(view)).toContain('2026-11-01\\n2026-12-25 Christmas <Day>\\n2027-01-01')
})

const form = (text: string, metadata = '{"v":3}') =>
  readHolidaysForm({ metadata, state: { [holidaysIds.days]: { [holidaysIds.days]: { value: text } } } })

test('the form is read, and a line that is no day is said', () => {
  expect(form('2026-12-25 Christmas <Day>')).toEqual({
    input: { version: 3, holidays: [christmas], fileId: null },
  })
  expect(form('', 'x')).toEqual({ input: { version: -1, holidays: [], fileId: null } })
  expect(form('2026-12-25\n26.12.')).toEqual({
    problems: {
      [holidaysIds.days]:
        'Line 2: “26.12.” is not a date we can read. Write it like 2026-12-25, then the name.',
    },
  })
})
