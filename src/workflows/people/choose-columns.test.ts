import { expect, test } from 'vitest'
import { runRow } from '../../../test/support/row-samples.ts'
import { column, listReading, noFiles, stagedList } from '../../../test/support/staff-list-samples.ts'
import type { NoticeFacts } from '../../domain/alert.ts'
import type { ChosenColumns } from '../../domain/staff-columns.ts'
import { type StaffFileOrigin, type Unreadable, UnreadableList } from '../../domain/staff-list.ts'
import type { Answer } from '../uses.ts'
import { chooseColumns } from './choose-columns.ts'

const columns = [column('Email', 'address'), column('Adieu', null, 'days')]
const reading = listReading({ columns, chosen: { 0: 'address' } })
const placed: StaffFileOrigin = { kind: 'path', name: '/srv/staff.csv' }
const heldRun = runRow({
  id: 'r1',
  source: 'list',
  sourceId: 'T1',
  state: 'held',
  file: stagedList({ reading }),
})

async function chosen(
  run: Answer<'runs.get'> | null,
  field: Parameters<typeof chooseColumns>[1]['field'] = 'last_day',
  trouble: Unreadable | null = null,
) {
  const did: unknown[] = []
  const nothing = { first: [], all: 0, rows: 0 }
  const answer = await chooseColumns(
    {
      ...{ clock: () => new Date('2026-11-24T09:00:00Z'), every: () => () => {}, pause: async () => {} },
      runs: {
        get: async () => run,
        working: async () => null,
        beat: async () => true,
        acquire: async ({ requestedBy }) => {
          did.push(`read for ${requestedBy}`)
          return { outcome: 'acquired', run: runRow({ id: 'r2' }), resumed: false }
        },
        savePage: async () => true,
        finish: async (_, { state }) => did.push(state) > 0,
      },
      staffFiles: {
        ...noFiles,
        read: async function* (workspaceId, id) {
          yield Buffer.from(`${workspaceId} ${id}`)
        },
      },
      openStaffCsv: async (bytes, today, chosenFor) => {
        for await (const part of bytes) did.push(`${part} on ${today}`)
        const said: ChosenColumns = (await chosenFor?.('')) ?? {}
        did.push(said)
        if (trouble !== null) throw new UnreadableList(trouble)
        const found = {
          rows: 1,
          columns,
          mistakes: nothing,
          hints: nothing,
          damaged: null,
          withoutAddress: 0,
          guests: 0,
          managersByName: 0,
          managersByNumber: 0,
          nameless: [],
          contractEnds: { all: 0, first: [] },
          settled: [],
        }
        return { separator: ',', chosen: said, records: (async function* () {})(), found: () => found }
      },
      people: { addresses: async () => [] },
      staffList: {
        chosenFor: async () => ({ 1: 'title' }),
        inForce: async () => null,
        settleRows: async () => true,
        compare: async (_, origin) => stagedList({ origin }),
      },
      alerts: {
        openNotice: async () => ({ id: 'n1', facts: { kind: 'held_list', runId: 'r1' } as NoticeFacts }),
        changeNotice: async (_, __, facts) =>
          void did.push('runId' in facts ? `asks about ${facts.runId}` : ''),
      },
      requestDelivery: async () => did.push('delivered'),
    },
    { workspaceId: 'T1', id: 'r1', by: 'U1', field, columns: [1] },
  )
  return { outcome: answer.outcome, did }
}

test('the same bytes are read again with what is chosen now, not with what was chosen before', async () => {
  expect(await chosen(heldRun)).toEqual({
    outcome: 'staged',
    did: ['T1 r1 on 2026-11-24', { 0: 'address', 1: 'last_day' }, 'read for U1', 'held'],
  })
  expect((await chosen(heldRun, 'ignored')).did[1]).toEqual({ 0: 'address', 1: null })
})

test('the message about a list that is read on the schedule asks about the new reading', async () => {
  const file = stagedList({ reading, origin: placed })
  const { did } = await chosen({ ...heldRun, file })
  expect(did.slice(-3)).toEqual(['held', 'asks about r2', 'delivered'])
})

test('a list that waits no longer, also one that was replaced while it was read, is gone', async () => {
  expect(await chosen(null)).toEqual({ outcome: 'gone', did: [] })
  expect(await chosen({ ...heldRun, state: 'superseded' })).toEqual({ outcome: 'gone', did: [] })
  expect((await chosen(heldRun, 'last_day', { kind: 'broken_off' })).outcome).toBe('gone')
})

test('where it cannot be read that way, the list waits as it did', async () => {
  const { outcome, did } = await chosen(heldRun, 'last_day', { kind: 'no_rows' })
  expect([outcome, did.includes('held')]).toEqual(['unreadable', false])
})
