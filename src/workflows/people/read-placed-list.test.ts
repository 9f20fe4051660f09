import { expect, test } from 'vitest'
import { type Unreadable, UnreadableList } from '../../domain/staff-list.ts'
import { readPlacedList } from './read-placed-list.ts'

const origin = { kind: 'path', name: '/srv/staff.csv' } as const

async function* none(): AsyncGenerator<never> {}

async function read(place: 'open' | string, list: Unreadable | Error | null = null) {
  const done: unknown[] = []
  await readPlacedList(
    {
      ...{ clock: () => new Date('2026-11-24T09:00:00Z'), origin },
      staffList: { chosenFor: async () => ({}) },
      openPlace: async () =>
        place === 'open' ? { outcome: 'open', bytes: none() } : { outcome: 'closed', because: place },
      openStaffCsv: async (_bytes, today) => {
        done.push(today)
        if (list !== null) throw list instanceof Error ? list : new UnreadableList(list)
        const mistakes = { first: [], all: 0, rows: 4 }
        return {
          separator: ',',
          chosen: {},
          records: none(),
          found: () => ({
            rows: 4,
            columns: [],
            mistakes,
            hints: mistakes,
            damaged: null,
            withoutAddress: 0,
            guests: 0,
            managersByName: 0,
            managersByNumber: 0,
            nameless: [],
            contractEnds: { all: 0, first: [] },
            settled: [],
          }),
        }
      },
      take: async file => done.push(['taken', file.by, file.origin, file.setAside()]),
      noteBroken: async note => done.push(note),
      onTrouble: because => done.push(because),
    },
    'T1',
  )
  return done
}

test('a list that lies somewhere is taken; one that cannot be read is said', async () => {
  expect(await read('open')).toEqual(['2026-11-24', ['taken', null, origin, 4]])
  const noted = (trouble: string) => ({ workspaceId: 'T1', origin, trouble })
  expect(await read('no_file')).toEqual(['no_file', noted('unreadable')])
  expect(await read('open', { kind: 'broken_off' })).toEqual([
    '2026-11-24',
    'broken_off',
    noted('unreadable'),
  ])
  expect(await read('open', { kind: 'no_header' })).toEqual(['2026-11-24', 'no_header', noted('invalid')])
  await expect(read('open', new Error('the database is gone'))).rejects.toThrow('the database is gone')
})
