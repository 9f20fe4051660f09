import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { endOfDay } from './wall-clock.ts'

describe('endOfDay', () => {
  it.each([
    ['2026-11-24', 'UTC', '2026-11-25T00:00:00.000Z'],
    ['2026-11-24', 'Asia/Kathmandu', '2026-11-24T18:15:00.000Z'],
    ['2026-11-24', 'Pacific/Kiritimati', '2026-11-24T10:00:00.000Z'],
    ['2026-11-24', 'Pacific/Pago_Pago', '2026-11-25T11:00:00.000Z'],
    ['2024-02-29', 'Europe/Berlin', '2024-02-29T23:00:00.000Z'],
    ['2026-12-31', 'America/New_York', '2027-01-01T05:00:00.000Z'],
    // The clocks change on the last day itself, and on the day after, both ways.
    ['2026-03-29', 'Europe/Berlin', '2026-03-29T22:00:00.000Z'],
    ['2026-03-28', 'Europe/Berlin', '2026-03-28T23:00:00.000Z'],
    ['2026-10-25', 'Europe/Berlin', '2026-10-25T23:00:00.000Z'],
    ['2026-10-24', 'Europe/Berlin', '2026-10-24T22:00:00.000Z'],
    // Midnight is skipped: the day after starts at one o'clock.
    ['2018-11-03', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z'],
    // At midnight clocks go back to 23:00, and the day goes on for an hour.
    ['2018-02-17', 'America/Sao_Paulo', '2018-02-18T03:00:00.000Z'],
    // At 00:01 clocks went back to 23:01: the day ended twice.
    ['2006-10-28', 'America/St_Johns', '2006-10-29T03:30:00.000Z'],
    // At 01:00 clocks went back to 00:00: midnight came again in the next day.
    ['2017-11-04', 'America/Havana', '2017-11-05T04:00:00.000Z'],
    // The 30th did not exist in Samoa.
    ['2011-12-29', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
    ['2011-12-30', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
  ])('%s in %s is over at %s', (date, timeZone, end) => {
    expect(endOfDay(date, timeZone)?.toISOString()).toBe(end)
  })

  it.each(['', '2026-02-30', '2026-13-01', '24.11.2026', '2026-11-24T00:00:00Z'])('%j is no date', text => {
    expect(endOfDay(text, 'UTC')).toBeNull()
  })

  it('refuses a time zone that does not exist', () => {
    expect(() => endOfDay('2026-11-24', 'Middle/Earth')).toThrow(RangeError)
  })

  it('is the first instant that is not that day any more', () => {
    const zones = [
      'Europe/Berlin',
      'America/New_York',
      'Australia/Lord_Howe',
      'Africa/Cairo',
      'Asia/Beirut',
      'America/Havana',
    ]
    const days = fc.date({
      min: new Date('2005-01-01T00:00:00Z'),
      max: new Date('2035-01-01T00:00:00Z'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(days, fc.constantFrom(...zones), (day, timeZone) => {
        const date = day.toISOString().slice(0, 10)
        const end = endOfDay(date, timeZone)?.getTime() ?? Number.NaN
        const shown = (instant: number) => new Intl.DateTimeFormat('sv-SE', { timeZone }).format(instant)
        expect(shown(end - 1)).toBe(date)
        expect(shown(end) > date).toBe(true)
      }),
    )
  })
})
