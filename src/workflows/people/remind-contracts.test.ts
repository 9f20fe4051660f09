import { expect, test } from 'vitest'
import { workspaceRow } from '../../../test/support/row-samples.ts'
import type { NoticeFacts } from '../../domain/alert.ts'
import { remindContracts } from './remind-contracts.ts'

const endAt = new Date('2026-12-09T23:00:00Z')
const contract = (id: string) => ({ id, name: id, lastDay: '2026-12-09', endAt, enteredAt: null })

/** A workspace that keeps what it is told, and its clock. */
function workspace(contracts: readonly ReturnType<typeof contract>[]) {
  const told: NoticeFacts[] = []
  let now = new Date('2026-11-25T08:00:00Z')
  let asked = 0
  const needs: Parameters<typeof remindContracts>[0] = {
    clock: () => now,
    workspaces: { get: async () => workspaceRow({ alertChannelId: 'C1' }) },
    people: { admins: async () => [], isCurrent: async () => true },
    leaving: { contracts: async () => [...contracts] },
    alerts: {
      notify: async ({ facts }) => String(told.push(facts)),
      notices: async () => told,
    },
    requestDelivery: async () => {
      asked += 1
    },
  }
  return {
    remindAt: async (instant: string) => {
      now = new Date(instant)
      await remindContracts(needs, 'T1')
      return told.map(facts =>
        facts.kind === 'contracts' ? facts.people.map(({ id, days }) => `${id} ${days}`).join() : facts.kind,
      )
    },
    asked: () => asked,
  }
}

test('one message about all that end, once for every step', async () => {
  const { remindAt, asked } = workspace([contract('jon'), contract('mia')])
  expect(await remindAt('2026-11-25T07:00:00Z')).toEqual([])
  expect(await remindAt('2026-11-25T08:00:00Z')).toEqual(['jon 14,mia 14'])
  expect(await remindAt('2026-11-25T09:00:00Z')).toEqual(['jon 14,mia 14'])
  expect(await remindAt('2026-12-02T08:30:00Z')).toEqual(['jon 14,mia 14', 'jon 7,mia 7'])
  expect(await remindAt('2026-12-08T12:00:00Z')).toEqual(['jon 14,mia 14', 'jon 7,mia 7', 'jon 1,mia 1'])
  expect(asked()).toBe(3)
})

test('nobody whose contract ends, nothing to tell', async () => {
  const { remindAt, asked } = workspace([])
  expect([await remindAt('2026-12-08T12:00:00Z'), asked()]).toEqual([[], 0])
})
