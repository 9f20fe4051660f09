import { describe, expect, test } from 'vitest'
import { dayIn } from './wall-clock.ts'
import { dayWords, inGroups, monthWords, witnessFile, witnessTime } from './witness.ts'

describe('what is due', () => {
  test.each([
    // A Monday to Friday month start: the message of the month on the first.
    ['2026-12-01T08:59:59Z', 'UTC', null],
    ['2026-12-01T09:00:00Z', 'UTC', ['2026-12-01', '2026-12', true]],
    ['2026-12-01T23:59:59Z', 'UTC', ['2026-12-01', '2026-12', true]],
    ['2026-12-02T00:00:00Z', 'UTC', null],
    // Saturday and Sunday stand under the message of this month, and open none.
    ['2026-12-05T12:00:00Z', 'UTC', ['2026-12-05', '2026-12', false]],
    // November 2026 begins on a Sunday: it stands under October's, and Monday opens November's.
    ['2026-11-01T09:00:00Z', 'UTC', ['2026-11-01', '2026-10', false]],
    ['2026-11-02T09:00:00Z', 'UTC', ['2026-11-02', '2026-11', true]],
    // August begins on a Saturday.
    ['2026-08-01T09:00:00Z', 'UTC', ['2026-08-01', '2026-07', false]],
    ['2026-08-02T09:00:00Z', 'UTC', ['2026-08-02', '2026-07', false]],
    ['2026-08-03T09:00:00Z', 'UTC', ['2026-08-03', '2026-08', true]],
    // Over the year's end: 1 January 2028 is a Saturday.
    ['2028-01-02T10:00:00Z', 'UTC', ['2028-01-02', '2027-12', false]],
    // By the workspace's clocks, whatever they do.
    ['2026-11-30T08:00:00Z', 'Europe/Berlin', ['2026-11-30', '2026-11', true]],
    ['2026-11-30T07:59:59Z', 'Europe/Berlin', null],
    ['2026-11-30T13:59:59Z', 'America/New_York', null],
    ['2026-11-30T14:00:00Z', 'America/New_York', ['2026-11-30', '2026-11', true]],
    ['2026-11-29T19:00:00Z', 'Pacific/Kiritimati', ['2026-11-30', '2026-11', true]],
    ['2026-10-25T07:59:00Z', 'Europe/Berlin', null],
    ['2026-10-25T08:00:00Z', 'Europe/Berlin', ['2026-10-25', '2026-10', false]],
  ])('%s in %s: %j', (now, zone, expected) => {
    const due = witnessTime(new Date(now), zone)
    expect(due && [due.day, due.month, due.opensMonth]).toEqual(expected)
  })

  test('a day begins at midnight of the workspace', () => {
    const now = new Date('2026-11-30T23:30:00Z')
    expect([dayIn(now, 'UTC'), dayIn(now, 'Europe/Berlin')]).toEqual(['2026-11-30', '2026-12-01'])
  })
})

describe('the words', () => {
  const head = { number: 1284, hash: 'ab'.repeat(32), fingerprint: '9c1e44d0'.repeat(8) }

  test('of a month', () => {
    expect(monthWords('2026-11')).toMatchInlineSnapshot(`
      "*Record of Miro access, November 2026*
      Each day one reply here says how far the bot’s record goes: the number and hash of its newest block, and the key it is signed with. Whoever changes the record later cannot make it fit these replies. Please leave them as they are. \`npm run verify-journal\` on the bot’s machine compares them."
    `)
  })

  test('of a day: one line, with nothing that Slack would write in another way', () => {
    const words = dayWords('2026-11-03', head)
    expect(words).toMatchInlineSnapshot(
      `"Record of Miro access on 3 November 2026: block 1284, hash abababababababababababababababababababababababababababababababab, signing key 9c1e 44d0 9c1e 44d0 9c1e 44d0 9c1e 44d0 9c1e 44d0 9c1e 44d0 9c1e 44d0 9c1e 44d0"`,
    )
    expect(words).toMatch(/^[\w ,:]+$/)
    expect(witnessFile('2026-11-03')).toBe('record-of-miro-access-2026-11-03.txt')
  })

  test.each([
    ['', ''],
    ['abc', 'abc'],
    ['abcde', 'abcd e'],
  ])('%j in groups: %j', (hex, shown) => {
    expect(inGroups(hex)).toBe(shown)
  })
})
