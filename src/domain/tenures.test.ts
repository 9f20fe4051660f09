import { expect, test } from 'vitest'
import { settleTenures, type TenureRow } from './tenures.ts'

const today = '2026-11-24'

const row = (
  line: number,
  startDay: string | null,
  lastDay: string | null,
  more: Partial<TenureRow> = {},
) => ({
  ...{ line, startDay, lastDay, address: 1, employeeId: null, gone: false },
  ...more,
})

/** "9 from 2024-02-05, with 9": the line that counts, since when the person works, and the rows of its time. */
function counted(...rows: readonly TenureRow[]): string | null {
  const settled = settleTenures(rows, today)
  const turned = settleTenures(rows.toReversed(), today)
  expect(turned?.toSorted((one, other) => one.line - other.line)).toEqual(
    settled?.toSorted((one, other) => one.line - other.line),
  )
  if (settled === null) return null
  const same = settled.filter(({ sameTime }) => sameTime).map(({ line }) => line)
  const counts = settled.find(({ line, counts }) => line === counts)
  return `${counts?.line} from ${counts?.startDay}, with ${same.join()}`
}

test.each<[string, readonly TenureRow[], string | null]>([
  [
    'hired again',
    [row(4, '2019-01-07', '2021-05-28'), row(9, '2024-02-05', null)],
    '9 from 2024-02-05, with 9',
  ],
  [
    'the first day of the first time is not said',
    [row(4, null, '2021-05-28'), row(9, '2024-02-05', null)],
    '9 from 2024-02-05, with 9',
  ],
  [
    'a time begins on the last day of the one before',
    [row(4, '2019-01-07', '2024-02-05'), row(9, '2024-02-05', '2026-01-31')],
    '9 from 2024-02-05, with 9',
  ],
  [
    'hired again, and gone since nobody says when',
    [row(4, '2019-01-07', '2021-05-28'), row(9, '2024-02-05', null, { gone: true })],
    '9 from 2024-02-05, with 9',
  ],
  [
    'under another address and another id',
    [
      row(4, '2019-01-07', '2021-05-28', { employeeId: 17 }),
      row(9, '2024-02-05', null, { address: 2, employeeId: 18 }),
    ],
    '9 from 2024-02-05, with 9',
  ],
  [
    'three times',
    [
      row(2, '2024-02-05', '2024-12-31'),
      row(3, '2019-01-07', '2021-05-28'),
      row(4, '2025-03-01', '2026-12-31'),
    ],
    '4 from 2025-03-01, with 4',
  ],
  [
    'the next contract is to begin: who works here does not begin later',
    [row(4, '2025-01-01', '2026-12-31'), row(9, '2027-01-01', '2027-12-31')],
    '9 from 2025-01-01, with 9',
  ],
  [
    'they left, and are to begin again',
    [row(4, '2019-01-07', '2021-05-28'), row(9, '2027-01-01', null)],
    '9 from 2027-01-01, with 9',
  ],
  ['the same said twice', [row(4, null, null), row(9, null, null)], '4 from null, with 4,9'],
  [
    'the same but for the first day: what begins later counts',
    [row(4, '2019-01-07', null), row(9, '2024-02-05', null)],
    '9 from 2024-02-05, with 9',
  ],
  [
    'gone, said twice',
    [row(4, null, null, { gone: true }), row(9, null, null, { gone: true })],
    '4 from null, with 4,9',
  ],
  [
    'an earlier time without an address',
    [row(4, '2019-01-07', '2021-05-28', { address: null }), row(9, '2024-02-05', null)],
    '9 from 2024-02-05, with 9',
  ],
  [
    'the latest time has no address',
    [row(4, '2019-01-07', '2021-05-28'), row(9, '2024-02-05', null, { address: null })],
    null,
  ],
  ['one ended, one open, no first days', [row(4, null, '2021-05-28'), row(9, null, null)], null],
  ['two jobs at once, one ended', [row(4, '2019-01-07', '2026-05-28'), row(9, '2024-02-05', null)], null],
  [
    'two ends, and one first day before them',
    [row(4, '2019-01-07', '2021-05-28'), row(9, '2019-01-07', '2026-05-28')],
    null,
  ],
  [
    'gone since nobody says when, and here',
    [row(4, '2019-01-07', null, { gone: true }), row(9, '2024-02-05', null)],
    null,
  ],
  ['two addresses at one time', [row(4, null, null), row(9, null, null, { address: 2 })], null],
  [
    'two ids at one time: two people with one address',
    [row(4, null, null, { employeeId: 17 }), row(9, null, null, { employeeId: 18 })],
    null,
  ],
])('%s', (_case, rows, expected) => {
  expect(counted(...rows)).toBe(expected)
})
