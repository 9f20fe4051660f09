import { expect, test } from 'vitest'
import { runRow } from '../../../test/support/row-samples.ts'
import { column, noFiles } from '../../../test/support/staff-list-samples.ts'
import { headerOf, type StaffField } from '../../domain/staff-columns.ts'
import { type Mistake, type StaffListReading, type StaffRecord, unusableOf } from '../../domain/staff-list.ts'
import type { Answer } from '../uses.ts'
import {
  applyStaffFile,
  discardStaffFile,
  type StaffFile,
  type StaffFileCompared,
  stageStaffFile,
} from './staff-file.ts'

const now = new Date('2026-11-24T09:00:00Z')
const run = runRow({ source: 'list', sourceId: 'T1', startedAt: now })
const understood = [column('Email', 'address'), column('Last day', 'last_day')]
const reading: StaffListReading = {
  ...{ separator: ';', columns: understood, chosen: {}, mistakes: { first: [], all: 1, rows: 1 } },
  ...{ guests: 0, managersByName: 0, managersByNumber: 0, nameless: [], contractEnds: { all: 0, first: [] } },
  ...{ hints: { first: [], all: 0, rows: 0 }, withoutAddress: 0, damaged: null },
  own: { line: 3, lastDay: '2026-12-31' },
  replaced: { all: 0, first: [] },
}
const origin = { kind: 'upload', name: 'staff.csv' } as const
const nothingNew = { added: 0, changed: 0, leaving: 0, unlisted: 0, returning: 0, missing: 0, conflicts: 0 }
const unchanged: StaffFileCompared = {
  ...{
    origin,
    rows: 2,
    setAside: 0,
    added: 1,
    changed: 1,
    leaving: 0,
    unlisted: 0,
    returning: 0,
    missing: 0,
    conflicts: 0,
  },
  ...{ before: 100, gone: 0, after: 101 },
  ...{ changes: {}, conflicting: [], leftOut: [], unnamed: 0 },
}
const record = (line: number): StaffRecord => ({
  ...{ line, addresses: [`p${line}@acme.com`], name: null, title: null, department: null, manager: null },
  ...{ type: null, startDay: null, lastDay: null, timeZone: null, setAside: false },
  ...{ employeeId: null, gone: false },
})

async function* pages(...read: (readonly StaffRecord[] | Error)[]) {
  for (const each of read) {
    if (each instanceof Error) throw each
    yield each
  }
}

/** What was done, in order. */
function store(compared: Partial<StaffFileCompared> = {}, ours = () => true) {
  const done: unknown[] = []
  const change = { ...unchanged, ...compared }
  return {
    done,
    needs: {
      clock: () => now,
      every: () => () => {},
      pause: async () => {},
      runs: {
        acquire: async () => ({ outcome: 'acquired' as const, run, resumed: false }),
        working: async () => null,
        get: async () => null,
        beat: async () => true,
        savePage: async (
          _run: object,
          page: { number: number; pages: readonly (readonly object[])[]; setAside: number },
        ) => {
          done.push(`page ${page.number}: ${page.pages.flat().length} rows, ${page.setAside} set aside`)
          return ours()
        },
        finish: async (_run: object, end: { state: string; reason: string; change: object | null }) =>
          done.push(`${end.state}: ${end.reason}${end.change === null ? '' : ' with numbers'}`) > 0,
      },
      staffFiles: noFiles,
      staffList: {
        settleRows: async () => true,
        compare: async () => change,
        inForce: async () => ({ header: headerOf(reading), unusable: [] }),
      },
    },
  }
}

const file = (more: Partial<StaffFile> = {}): StaffFile => ({
  ...{ workspaceId: 'T1', by: 'U1', origin, setAside: () => 1, settled: () => [], reading: () => reading },
  keepIn: async () => {},
  records: pages([record(2)], [record(3)]),
  ...more,
})

test('stores what a file says and what it would do, and changes nothing', async () => {
  const { done, needs } = store()
  expect(await stageStaffFile(needs, file())).toEqual({
    ...{ outcome: 'staged', id: 'r1', reason: 'preview', change: { ...unchanged, reading } },
  })
  expect(done).toEqual([
    'page 1: 1 rows, 0 set aside',
    'page 2: 1 rows, 0 set aside',
    'page 3: 0 rows, 1 set aside',
    'held: preview with numbers',
  ])
})

test.each([
  ['somebody looks at it', 'U1', { setAside: 1 }, 'preview'],
  ['nobody looks, all is well', null, { setAside: 0 }, 'preview'],
  ['many would be gone', 'U1', { gone: 30 }, 'many_gone'],
  ['many would be back', null, { returning: 30 }, 'many_back'],
  ['it is empty', null, { gone: 100, after: 0 }, 'nobody_left'],
  ['it grew too much', null, { after: 1001 }, 'grew_tenfold'],
] as const)('why it waits: %s', async (_case, by, compared, reason) => {
  expect(await stageStaffFile(store(compared).needs, file({ by }))).toMatchObject({ reason })
})

const columns = (...named: [string, StaffField | null, 'days' | 'unknown' | null][]): StaffListReading => ({
  ...reading,
  columns: named.map(([written, field, unused]) => column(written, field, unused)),
})
const plain = columns(['Email', 'address', null], ['Last day', 'last_day', null])
const bad: Mistake = { line: 7, kind: 'bad_address', column: 'Email', value: 'bo', other: null }
const withBad: StaffListReading = { ...plain, mistakes: { first: [bad], all: 1, rows: 1 } }

test.each<[string, StaffListReading, { header: string; unusable: string[] } | null, string]>([
  ['no list before, all is well', plain, null, 'preview'],
  ['a row was left out', withBad, { header: headerOf(plain), unusable: [] }, 'mistakes'],
  [
    'the row was left out before, in another line',
    withBad,
    {
      header: 'x',
      unusable: unusableOf({ mistakes: { ...withBad.mistakes, first: [{ ...bad, line: 9 }] } }),
    },
    'preview',
  ],
  ['no column says who left', columns(['Email', 'address', null]), null, 'columns'],
  [
    'nobody knows where the addresses are, whatever was agreed to',
    columns(['Kontakt', null, 'unknown'], ['Last day', 'last_day', null]),
    { header: 'Kontakt\nLast day', unusable: [] },
    'columns',
  ],
  [
    'a column nobody knows holds days',
    columns(['Email', 'address', null], ['Status', 'status', null], ['Quit', null, 'days']),
    null,
    'columns',
  ],
  [
    'somebody agreed to these columns',
    columns(['Email', 'address', null]),
    { header: 'Email', unusable: [] },
    'preview',
  ],
])('why a list read on the schedule waits: %s', async (_case, read, inForce, reason) => {
  const { needs } = store()
  const world = { ...needs, staffList: { ...needs.staffList, inForce: async () => inForce } }
  expect(await stageStaffFile(world, file({ by: null, reading: () => read }))).toMatchObject({ reason })
})

test('a file that breaks off, that somebody else overtook, or that comes while another is read', async () => {
  const { done, needs } = store()
  const broken = file({ records: pages([record(2)], new Error('it broke off')) })
  await expect(stageStaffFile(needs, broken)).rejects.toThrow('it broke off')
  expect(done.at(-1)).toBe('failed: interrupted')
  expect(await stageStaffFile(store({}, () => false).needs, file())).toEqual({ outcome: 'superseded' })
  const busy = { ...needs.runs, acquire: async () => ({ outcome: 'busy' as const, run }) }
  expect(await stageStaffFile({ ...needs, runs: busy }, file())).toEqual({ outcome: 'busy' })
})

async function applied(
  held: Partial<Answer<'runs.get'>> | null,
  anyway: boolean,
  ours = true,
  by: string | null = 'U1',
) {
  const done: string[] = []
  const answer = await applyStaffFile(
    {
      clock: () => now,
      runs: { get: async () => (held === null ? null : { ...run, state: 'held' as const, ...held }) },
      staffList: {
        apply: async (_, { log }) => {
          const some = by === null ? {} : { added: 1, changed: 2, unlisted: 1 }
          const counts = { ...nothingNew, ...some }
          for (const { actor, action, subject } of (ours && log?.(counts, ['p1'])) || [])
            done.push(`${actor} ${action} ${subject}`)
          return { applied: ours, ...counts }
        },
      },
      keysOf: async () => [{ workspaceId: 'T1', miroOrgId: '7' }],
      requestEvaluation: async key => void done.push(`judge ${key.miroOrgId}`),
    },
    { workspaceId: 'T1', id: 'r1', by, anyway },
  )
  return { answer, done }
}

const staged = { ...unchanged, reading }
const wrong = { ...staged, gone: 30 }
const nameless = { ...wrong, reading: columns(['Kontakt', null, 'unknown']) }

test.each([
  ['as previewed', { file: staged }, false, 'applied'],
  ['not believable', { file: wrong }, false, 'held'],
  ['not believable, anyway', { file: wrong }, true, 'applied'],
  ['without addresses', { file: nameless }, false, 'no_addresses'],
  ['without addresses, anyway', { file: nameless }, true, 'no_addresses'],
  ['gone', null, false, 'superseded'],
  ['given up', { state: 'superseded', file: staged }, false, 'superseded'],
] as const)('applying: %s', async (_case, held, anyway, outcome) => {
  const { answer, done } = await applied(held, anyway)
  expect(answer.outcome).toBe(outcome)
  expect(done).toEqual(
    outcome === 'applied' ? ['U1 staff_list_applied r1', 'bot person_unlisted p1', 'judge 7'] : [],
  )
})

test('what was applied before is judged again, and neither applied nor logged', async () => {
  const file = { ...staged, added: 4 }
  expect(await applied({ state: 'complete', file }, false)).toEqual({
    answer: { outcome: 'applied', ...nothingNew, added: 4, changed: 1 },
    done: ['judge 7'],
  })
})

test('who comes second applies nothing, and nothing is kept of what is given up', async () => {
  expect(await applied({ file: staged }, false, false)).toEqual({
    answer: { outcome: 'superseded' },
    done: [],
  })
  const given: string[] = []
  const runs = { giveUp: async (...which: unknown[]) => given.push(which.join()) > 0 }
  expect(await discardStaffFile({ clock: () => now, runs }, { workspaceId: 'T1', id: 'r1' })).toBe(true)
  expect(given).toEqual([`T1,r1,${now}`])
})

test('what is read on the schedule and says nothing new is neither logged nor judged', async () => {
  expect(await applied({ file: staged }, false, true, null)).toEqual({
    answer: { outcome: 'applied', ...nothingNew },
    done: [],
  })
})
