import { expect, test } from 'vitest'
import { runRow, workspaceRow } from '../../../test/support/row-samples.ts'
import { listReading, noFiles } from '../../../test/support/staff-list-samples.ts'
import type { NoticeFacts } from '../../domain/alert.ts'
import type { ListTrouble } from '../../domain/source-notice.ts'
import { headerOf } from '../../domain/staff-columns.ts'
import type { Mistake } from '../../domain/staff-list.ts'
import { noteListTrouble, unusedRows } from '../alerts/notices.ts'
import { takeStaffFile } from './read-placed-list.ts'
import type { applyStaffFile, StaffFile, StaffFileCompared } from './staff-file.ts'

type Applying = Parameters<Parameters<typeof applyStaffFile>[0]['staffList']['apply']>[1]

const now = new Date('2026-11-24T09:00:00Z')
const origin = { kind: 'path', name: '/data/staff.csv' } as const
const oneOf = (called: string) => ({ all: 1, first: [{ called, address: null, from: null, to: null }] })
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
  changes: { leaving: oneOf('Dana'), missing: oneOf('Emil') },
  ...{ conflicting: [], leftOut: [], unnamed: 0 },
}

/** What is stored and told, in order, and the one message of each kind. */
function world(change: StaffFileCompared = unchanged) {
  const did: string[] = []
  const told = new Map<string, NoticeFacts>()
  const isOpen = (facts: NoticeFacts | undefined): facts is NoticeFacts =>
    facts !== undefined && !('fixedAt' in facts && facts.fixedAt) && !('decided' in facts && facts.decided)
  const run = runRow({ source: 'list', sourceId: 'T1', state: 'held', startedAt: now })
  const needs = {
    clock: () => now,
    every: () => () => {},
    pause: async () => {},
    runs: {
      working: async () => null,
      beat: async () => true,
      acquire: async () => ({ outcome: 'acquired' as const, run, resumed: false }),
      savePage: async () => true,
      finish: async () => true,
      get: async () => ({ ...run, file: { ...change, reading: listReading() } }),
    },
    staffFiles: noFiles,
    staffList: {
      settleRows: async () => true,
      compare: async () => change,
      inForce: async () => ({ header: headerOf(listReading()), unusable: [] }),
      apply: async (_: object, { log }: Applying) => {
        const counts = {
          ...{ added: 1, changed: 1, leaving: 0, unlisted: 0 },
          ...{ returning: 0, missing: 0, conflicts: 0 },
        }
        for (const { action } of log?.(counts, []) ?? []) did.push(action)
        return { applied: true, ...counts }
      },
      source: async () => ({ origin, standing: true, readAt: now, trouble: null, troubleSince: null }),
      noteTrouble: async (_: string, { trouble }: { trouble: ListTrouble | null }) =>
        void did.push(`trouble: ${trouble}`),
    },
    audit: { append: async ({ action }: { action: string }) => void did.push(action) },
    keysOf: async () => [],
    requestEvaluation: async () => {},
    connections: { get: async () => null, setState: async () => true },
    workspaces: { get: async () => workspaceRow({ alertChannelId: 'C1' }) },
    people: { admins: async () => [], isCurrent: async () => true },
    alerts: {
      notify: async ({ facts }: { facts: NoticeFacts }) => {
        did.push(`told ${facts.kind}`)
        told.set(facts.kind, facts)
        return facts.kind
      },
      changeNotice: async (_: string, __: string, facts: NoticeFacts) => {
        did.push(`${isOpen(facts) ? 'changed' : 'closed'} ${facts.kind}`)
        told.set(facts.kind, facts)
      },
      openNotice: async (_: string, __: string | null, kind: string) => {
        const facts = told.get(kind)
        return isOpen(facts) ? { id: kind, facts } : null
      },
    },
  }
  const take = (setAside = 0) => takeStaffFile(needs, file(setAside))
  const broken = (trouble: ListTrouble | null) =>
    noteListTrouble(needs, { workspaceId: 'T1', origin, trouble })
  return { did, told, needs, take, broken }
}

async function* none() {}
const bad: Mistake = { line: 7, kind: 'bad_address', column: 'E-Mail', value: 'bo', other: null }
const file = (setAside: number): StaffFile & { readonly by: null } => ({
  ...{
    workspaceId: 'T1',
    by: null,
    origin,
    records: none(),
    keepIn: async () => {},
    setAside: () => setAside,
    settled: () => [],
    reading: () => listReading(setAside > 0 ? { mistakes: { first: [bad], all: 1, rows: 1 } } : {}),
  },
})

test('what is believable and free of mistakes is applied by itself', async () => {
  const { did, take } = world()
  expect(await take()).toBe('applied')
  expect(did).toEqual(['staff_list_applied', 'trouble: null'])
})

test.each([
  ['not believable', { gone: 30 }, 'many_gone'],
  ['with mistakes', { setAside: 2 }, 'mistakes'],
])('what is %s waits with one message, until a later one is applied', async (_case, change, reason) => {
  const { did, told, take } = world({ ...unchanged, ...change })
  const setAside = reason === 'mistakes' ? 2 : 0
  expect([await take(setAside), await take(setAside)]).toEqual(['held', 'held'])
  expect(did).toEqual(['trouble: null', 'told held_list', 'trouble: null', 'changed held_list'])
  expect(told.get('held_list')).toMatchObject({ reason, runId: 'r1', sample: ['Dana', 'Emil'] })
})

test('rows of which nobody can say who is meant hold nothing up, and are told of until there are none', async () => {
  const conflicts = [{ line: 7, address: 'sales@acme.com', because: 'several_people', other: null }] as const
  const { did, told, take, broken } = world({ ...unchanged, conflicts: 3, conflicting: conflicts })
  expect([await take(), await take()]).toEqual(['applied', 'applied'])
  expect(did).toEqual([
    ...['staff_list_applied', 'trouble: null', 'told list_trouble'],
    ...['staff_list_applied', 'trouble: null'],
  ])
  expect(told.get('list_trouble')).toMatchObject({
    ...{ trouble: 'rows', unused: { mistakes: [], conflicts, more: 2 } },
  })
  await broken(null)
  expect(did.at(-1)).toBe('closed list_trouble')
})

test('damaged letters hold nothing up, and are told of until there are none', async () => {
  const { did, told, needs, broken } = world()
  const list = { ...file(0), reading: () => listReading({ damaged: 'MÃ¼ller' }) }
  expect(await takeStaffFile(needs, list)).toBe('applied')
  expect(told.get('list_trouble')).toMatchObject({ trouble: 'letters', damaged: 'MÃ¼ller' })
  await broken(null)
  expect(did).toEqual([
    ...['staff_list_applied', 'trouble: null', 'told list_trouble'],
    ...['trouble: null', 'closed list_trouble'],
  ])
})

test('once the other rows of a list with mistakes are known nobody is asked again; the rows are told of', async () => {
  const known = { ...unchanged, added: 0, changed: 0, after: 100 }
  const { did, told, take } = world({ ...known, setAside: 2 })
  expect([await take(2), await take(2)]).toEqual(['applied', 'applied'])
  expect(did.filter(each => each.includes('held') || each.includes('list_trouble'))).toEqual([
    'told list_trouble',
  ])
  expect(told.get('list_trouble')).toMatchObject({ trouble: 'rows' })
})

test('a list that waits names its first mistakes, then its conflicts, and counts the rest', () => {
  const first = [4, 5, 6, 9].map(line => ({
    ...{ line, kind: 'no_day' as const, column: 'Start', value: 'soon', other: null },
  }))
  const conflicts = [1, 2].map(line => ({ line, address: 'a@x', because: 'same_person' as const, other: 3 }))
  const change = {
    ...unchanged,
    conflicts: 2,
    conflicting: conflicts,
    reading: listReading({ mistakes: { first, all: 30, rows: 28 } }),
  }
  expect(unusedRows(change)).toEqual({ mistakes: first, conflicts: conflicts.slice(0, 1), more: 27 })
})

test('a list that cannot be read is told once, and closes when it can', async () => {
  const { did, told, take, broken } = world()
  await broken('unreadable')
  await broken('unreadable')
  await broken('invalid')
  expect(told.get('list_trouble')).toMatchObject({
    trouble: 'invalid',
    since: now,
    readAt: now,
    fixedAt: null,
  })
  await take()
  expect(told.get('list_trouble')).toMatchObject({ fixedAt: now })
  expect(did.filter(each => each.includes('list_trouble'))).toEqual([
    'told list_trouble',
    'changed list_trouble',
    'closed list_trouble',
  ])
  await broken(null)
  expect(did.at(-1)).toBe('trouble: null')
})
