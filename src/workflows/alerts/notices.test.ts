import { expect, test } from 'vitest'
import { connectionRow, workspaceRow } from '../../../test/support/row-samples.ts'
import type { ConnectionFacts, NoticeFacts } from '../../domain/alert.ts'
import { noteConnection, noteFirstLook, noteHeld } from './notices.ts'

const now = new Date('2026-11-24T09:00:00Z')
const key = { workspaceId: 'T1', miroOrgId: '30' }

type Trouble = ConnectionFacts['trouble']

/** What the one notice says after each trouble was noted. */
async function saidAfter(...troubles: (Trouble | null)[]): Promise<(Trouble | 'fixed' | null)[]> {
  let told: ConnectionFacts | null = null
  const keep = async (facts: { kind: string }) => {
    told = facts as ConnectionFacts
  }
  const needs: Parameters<typeof noteConnection>[0] = {
    clock: () => now,
    connections: {
      get: async () => connectionRow({ key }),
      setState: async () => true,
    },
    workspaces: { get: async () => workspaceRow({ alertChannelId: 'C1' }) },
    people: { admins: async () => [], isCurrent: async () => true },
    alerts: {
      notify: async ({ facts }) => {
        await keep(facts)
        return 'a'
      },
      changeNotice: (_, __, facts) => keep(facts),
      openNotice: async () => (told === null || told.fixedAt !== null ? null : { id: 'a', facts: told }),
    },
  }
  const said: (Trouble | 'fixed' | null)[] = []
  for (const trouble of troubles) {
    await noteConnection(needs, key, trouble)
    const facts = told as ConnectionFacts | null
    said.push(facts === null ? null : facts.fixedAt !== null ? 'fixed' : facts.trouble)
  }
  return said
}

test('the notice about a connection says what is wrong now', async () => {
  expect(await saidAfter(null)).toEqual([null])
  const course = ['stale', 'reconnect_needed', 'access_lost', 'stale'] as const
  expect(await saidAfter(...course, null)).toEqual([...course, 'fixed'])
})

test('a channel chosen just before the first look is told: it does not ask for one', async () => {
  let told: NoticeFacts | null = null
  let alertChannelId: string | null = null
  const needs: Parameters<typeof noteConnection>[0] = {
    clock: () => now,
    connections: {
      get: async () => connectionRow({ key, lastCompleteSyncAt: now }),
      setState: async () => true,
    },
    workspaces: { get: async () => workspaceRow({ alertChannelId }) },
    people: { admins: async () => [], isCurrent: async () => true },
    alerts: {
      notify: async ({ facts }) => {
        alertChannelId = 'C1'
        told = facts
        return 'a'
      },
      changeNotice: async (_, __, facts) => {
        told = facts
      },
      openNotice: async () => (told === null ? null : { id: 'a', facts: told }),
    },
  }
  await noteFirstLook(needs, key, { accounts: 3, unknown: 0, open: [] })
  expect(told).toMatchObject({ kind: 'first_look', chosen: { channelId: 'C1', at: now } })
})

test('nobody is asked about a sync of an organization that was disconnected meanwhile', async () => {
  const done: string[] = []
  const needs: Parameters<typeof noteConnection>[0] = {
    clock: () => now,
    connections: { get: async () => null, setState: async () => false },
    workspaces: { get: async () => workspaceRow({ alertChannelId: 'C1' }) },
    people: { admins: async () => [], isCurrent: async () => true },
    alerts: {
      notify: async ({ kind }) => {
        done.push(kind)
        return 'a'
      },
      changeNotice: async () => {},
      openNotice: async () => null,
    },
  }
  const run = {
    ...key,
    id: 'r',
    source: 'miro',
    sourceId: key.miroOrgId,
    state: 'running',
    fence: 1,
  } as const
  const read = { ...run, startedAt: now, cursor: null, pages: 1, rows: 0 }
  const change = { before: 9, after: 0, gone: 9, sample: [] }
  await noteHeld(needs, { workspaceId: 'T1', key }, { run: read, reason: 'nobody_left', change })
  expect(done).toEqual([])
})
