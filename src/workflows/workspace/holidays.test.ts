import { expect, test } from 'vitest'
import { storedSettings } from '../../../test/support/row-samples.ts'
import { readCalendar } from '../../calendar/read-calendar.ts'
import type { Holiday } from '../../domain/holidays.ts'
import { UnreadableList } from '../../domain/staff-list.ts'
import type { Answer } from '../uses.ts'
import { saveHolidays } from './holidays.ts'

const now = new Date('2026-11-24T09:00:00Z')
const christmas = { day: '2026-12-25', name: 'Christmas Day' }
const newYear = { day: '2027-01-01', name: 'New Year' }

async function* bytes(text: string, error?: Error) {
  yield new TextEncoder().encode(text)
  if (error !== undefined) throw error
}

const open = (text: string, error?: Error): Answer<'uploads.open'> => ({
  ...{ outcome: 'open', name: 'days.ics' },
  bytes: bytes(text, error),
})

const calendar = (...events: string[]): string =>
  ['BEGIN:VCALENDAR', ...events.flatMap(each => ['BEGIN:VEVENT', each, 'END:VEVENT']), 'END:VCALENDAR'].join(
    '\r\n',
  )

async function save(
  holidays: readonly Holiday[],
  {
    kept = [],
    version = 3,
    file = null,
    raced = false,
  }: {
    kept?: readonly Holiday[]
    version?: number
    file?: Answer<'uploads.open'> | null
    raced?: boolean
  } = {},
) {
  const written: unknown[] = []
  const logged: unknown[] = []
  const before = storedSettings()
  const outcome = await saveHolidays(
    {
      ...{ clock: () => now, startedWith: { timeZone: 'UTC' }, readCalendar },
      settings: {
        get: async () => ({ ...before, settings: { ...before.settings, holidays: kept } }),
        save: async (_, settings) => {
          if (!raced) written.push(...settings.holidays)
          return !raced
        },
      },
      uploads: { open: async () => file ?? { outcome: 'refused', because: 'gone' } },
      audit: { append: async ({ action, details }) => void logged.push(action, details) },
    },
    { workspaceId: 'T1', by: 'U0ADA', version, holidays, fileId: file === null ? null : 'F1' },
  )
  return { outcome, written, logged }
}

test('days that were typed are kept and logged', async () => {
  expect(await save([christmas, newYear], { kept: [christmas] })).toEqual({
    outcome: { outcome: 'saved', days: 2, skipped: 0 },
    written: [christmas, newYear],
    logged: ['settings_saved', { holidays: { from: ['2026-12-25'], to: ['2026-12-25', '2027-01-01'] } }],
  })
})

test('a name for which the form had no room stays, and a day that was deleted goes', async () => {
  const nameless = { day: '2026-12-25', name: '' }
  expect((await save([nameless], { kept: [christmas, newYear] })).written).toEqual([christmas])
  expect((await save([nameless], { kept: [christmas] })).outcome).toEqual({ outcome: 'unchanged' })
})

test('a calendar file adds its whole days from this year on', async () => {
  const text = calendar(
    'DTSTART;VALUE=DATE:20200101\r\nRRULE:FREQ=YEARLY\r\nSUMMARY:New Year',
    'DTSTART:20261224T120000',
  )
  expect(await save([christmas], { file: open(text) })).toMatchObject({
    outcome: { outcome: 'saved', days: 4, skipped: 1 },
    written: [{ day: '2026-01-01' }, christmas, newYear, { day: '2028-01-01', name: 'New Year' }],
  })
})

const everyDay = calendar('DTSTART;VALUE=DATE:20260101\r\nRRULE:FREQ=DAILY')

test.each([
  [{ outcome: 'no_calendar' }, { file: open('Email,Last day') }],
  [{ outcome: 'no_days', skipped: 1 }, { file: open(calendar('DTSTART:20261224T120000')) }],
  [{ outcome: 'too_many', days: 1096 }, { file: open(everyDay) }],
  [{ outcome: 'broken_off' }, { file: open('BEGIN:', new UnreadableList({ kind: 'broken_off' })) }],
  [
    { outcome: 'refused', because: 'too_large' },
    { file: { outcome: 'refused', because: 'too_large' } as const },
  ],
  [{ outcome: 'changed_meanwhile' }, { version: 2 }],
  [{ outcome: 'changed_meanwhile' }, { raced: true }],
] as const)('%j: nothing is written', async (outcome, given) => {
  expect(await save([christmas], given)).toEqual({ outcome, written: [], logged: [] })
})
