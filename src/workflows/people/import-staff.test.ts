import { expect, test } from 'vitest'
import { runRow } from '../../../test/support/row-samples.ts'
import { noFiles, stagedList } from '../../../test/support/staff-list-samples.ts'
import { type StaffRecord, UnreadableList } from '../../domain/staff-list.ts'
import type { Answer } from '../uses.ts'
import { type BroughtList, importStaff } from './import-staff.ts'

const record = (line: number, address: string, lastDay: string | null = null): StaffRecord => ({
  ...{ line, addresses: [address], name: null, title: null, department: null, manager: null },
  ...{ type: null, startDay: null, lastDay, timeZone: null, setAside: false },
  ...{ employeeId: null, gone: false },
})

async function* batches(...all: (readonly StaffRecord[] | Error)[]) {
  for (const each of all) {
    if (each instanceof Error) throw each
    yield each
  }
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

/** What was staged, and what came of it. */
async function imported(
  records: AsyncIterable<readonly StaffRecord[]> | Error,
  list: BroughtList = { kind: 'text', text: 'Email\n' },
  file: Answer<'uploads.open'> = { outcome: 'open', name: 'staff.csv', bytes: nothing() },
) {
  const said: unknown[] = []
  const staged: { by: string | null; origin: object | null; setAside: number } = {
    ...{ by: null, origin: null, setAside: 0 },
  }
  const answer = await importStaff(
    {
      clock: () => new Date('2026-11-24T23:59:00Z'),
      uploads: {
        open: async (fileId, opener) => {
          said.push(`${opener} opens ${fileId}`)
          return file
        },
      },
      openStaffCsv: async (bytes, today) => {
        for await (const part of bytes) said.push(new TextDecoder().decode(part))
        said.push(today)
        if (records instanceof Error) throw records
        const mistakes = { first: [], all: 3, rows: 2 }
        return {
          separator: ',',
          chosen: {},
          records,
          found: () => ({
            rows: 3,
            columns: [],
            mistakes,
            hints: mistakes,
            damaged: null,
            withoutAddress: 1,
            guests: 0,
            managersByName: 1,
            ...{ managersByNumber: 0, nameless: [], contractEnds: { all: 0, first: [] } },
            settled: [],
          }),
        }
      },
      people: { addresses: async () => ['ada@x', 'ada@y'] },
      every: () => () => {},
      pause: async () => {},
      runs: {
        working: async () => null,
        get: async () => null,
        beat: async () => true,
        acquire: async ({ requestedBy }) => {
          staged.by = requestedBy
          return { outcome: 'acquired', run: runRow(), resumed: false }
        },
        savePage: async (_, { pages, setAside }) => {
          const [rows] = pages
          if (rows !== undefined) said.push(rows.map(row => ('line' in row ? row.line : '')).join())
          staged.setAside = setAside
          return true
        },
        finish: async () => true,
      },
      staffFiles: noFiles,
      staffList: {
        inForce: async () => null,
        settleRows: async () => true,
        chosenFor: async () => ({}),
        compare: async (_, origin) => {
          staged.origin = origin
          return stagedList()
        },
      },
    },
    { workspaceId: 'T1', by: 'U1', list },
  )
  if (answer.outcome === 'staged') said.push({ ...staged, own: answer.change.reading.own })
  return { answer, said }
}

test('pasted rows are staged, with the row about whoever brings them', async () => {
  const { answer, said } = await imported(
    batches([record(2, 'bo@x')], [record(3, 'ada@y', '2026-12-31'), record(4, 'ada@x')]),
  )
  expect(answer).toMatchObject({ outcome: 'staged', id: 'r1' })
  expect(said).toEqual([
    'Email\n',
    '2026-11-24',
    '2',
    '3,4',
    {
      by: 'U1',
      origin: { kind: 'text', name: '' },
      setAside: 2,
      own: { line: 3, lastDay: '2026-12-31' },
    },
  ])
})

test('a file is one that they uploaded; what Slack does not hand over is not read', async () => {
  const list = { kind: 'upload', fileId: 'F1' } as const
  const { said } = await imported(batches([record(2, 'bo@x')]), list)
  expect(said[0]).toBe('U1 opens F1')
  expect(said.at(-1)).toMatchObject({ origin: { kind: 'upload', name: 'staff.csv' }, own: null })
  const refused = await imported(batches(), list, { outcome: 'refused', because: 'gone' })
  expect(refused).toEqual({ answer: { outcome: 'refused', because: 'gone' }, said: ['U1 opens F1'] })
})

test('a list that cannot be read, from its first line on or in the middle', async () => {
  const because = { kind: 'open_quote', line: 7 } as const
  const expected = { outcome: 'unreadable', because }
  expect((await imported(new UnreadableList(because))).answer).toEqual(expected)
  expect((await imported(batches([record(2, 'a@x')], new UnreadableList(because)))).answer).toEqual(expected)
  await expect(imported(batches(new Error('Slack stopped')))).rejects.toThrow('Slack stopped')
})
