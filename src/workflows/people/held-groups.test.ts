import { expect, test } from 'vitest'
import { runRow, workspaceRow } from '../../../test/support/row-samples.ts'
import type { NoticeFacts } from '../../domain/alert.ts'
import type { HeldGroup } from '../../domain/source-notice.ts'
import type { Jobs } from '../jobs.ts'
import { applyHeld, decideHeld } from '../sync/decide-held.ts'
import { type ComparedGroup, doubted } from './held-groups.ts'
import { readGroups } from './read-groups.ts'

const now = new Date('2026-11-24T12:00:00Z')
const readAt = new Date('2026-11-24T11:00:00Z')
const group = (more: Partial<ComparedGroup> = {}): ComparedGroup => ({
  ...{ handle: 'design', before: 40, after: 40, gone: 0, sample: [] },
  ...more,
})
const emptied = group({ after: 0, gone: 40, sample: ['Dana'] })

test.each([
  ['unchanged', {}, null],
  ['five of six', { before: 6, after: 1, gone: 5 }, null],
  ['six of twelve', { before: 12, after: 6, gone: 6 }, 'many_gone'],
  ['six of thirty: a fifth', { before: 30, after: 24, gone: 6 }, null],
  ['twenty-six of a thousand', { before: 1000, after: 974, gone: 26 }, 'many_gone'],
  ['emptied, however small', { before: 1, after: 0, gone: 1 }, 'nobody_left'],
  ['everybody replaced', { before: 4, after: 4, gone: 4 }, 'nobody_left'],
  ['ten times as many', { before: 4, after: 40 }, null],
  ['more than ten times as many', { before: 4, after: 41 }, 'grew_tenfold'],
] as const)('a group with %s', (_, more, reason) => {
  expect(doubted([group(more)]).map(each => each.reason)).toEqual(reason === null ? [] : [reason])
})

const unasked = async () => {
  throw new Error('groups are applied as groups')
}

function world(start: { compared?: readonly ComparedGroup[]; open?: NoticeFacts | null } = {}) {
  const did: unknown[] = []
  const state = {
    compared: start.compared ?? [emptied],
    open: start.open ?? (null as NoticeFacts | null),
    heldId: 'h1' as string | null,
    held: 'held',
    groups: [] as [] | null,
  }
  const needs = {
    clock: () => now,
    connections: { get: async () => null, setState: async () => true },
    workspaces: { get: async () => workspaceRow({ alertChannelId: 'C1' }) },
    people: { admins: async () => [], isCurrent: async () => true },
    alerts: {
      notify: async ({ facts }: { facts: NoticeFacts }) => {
        did.push('told')
        state.open = facts
        return 'a1'
      },
      changeNotice: async (_: string, __: string, facts: NoticeFacts) => {
        const decided = 'decided' in facts ? facts.decided : null
        did.push(decided === null ? 'changed' : `closed: ${decided.as} by ${decided.by}`)
        state.open = decided === null ? facts : null
      },
      openNotice: async () => (state.open === null ? null : { id: 'a1', facts: state.open }),
    },
    groups: { all: async () => state.groups },
    userGroups: {
      compare: async () => state.compared.map(each => ({ ...each, sample: [...each.sample] })),
      readAt: async () => readAt,
      apply: async () => {
        did.push('applied')
        return { personIds: ['p1'], groupsChanged: false }
      },
      forget: async () => void did.push('forgotten'),
      hold: async (_: string, __: object, reason: string) => {
        did.push(`held: ${reason}`)
        return state.heldId
      },
      applyHeld: async () => did.push('applied anyway') > 0,
      noteChange: async () => void did.push('change noted'),
    },
    runs: {
      lastHeld: async () => null,
      get: async (_: string, id: string) =>
        id === state.heldId
          ? runRow({ workspaceId: 'T1', id, source: 'groups', sourceId: 'T1', state: state.held })
          : null,
    },
    audit: {
      append: async ({ actor, action, details }: { actor: string; action: string; details: object }) =>
        void did.push(`${action} by ${actor} ${JSON.stringify(details)}`),
    },
    send: async (name: keyof Jobs) => did.push(name === 'apply-held' ? 'apply queued' : 'read queued') > 0,
    ...{ applyAccounts: unasked, applyStaff: unasked, applyList: unasked, enqueueSync: unasked },
    keysOf: async () => [{ workspaceId: 'T1', miroOrgId: 'O1' }],
    check: async (_: object, evaluationId: string) => did.push(`checked ${evaluationId}`),
    deliver: async () => did.push('delivered'),
  }
  return { did, state, needs, read: () => readGroups(needs, 'T1') }
}

const nothing = { personIds: [], groupsChanged: false }

test('what is not believable is kept, not taken over, and asked about in one message', async () => {
  const { did, state, read } = world()
  expect([await read(), await read()]).toEqual([nothing, nothing])
  expect(did).toEqual(['held: nobody_left', 'told', 'held: nobody_left'])
  expect(state.open).toEqual({
    ...{ kind: 'held_groups', runId: 'h1', more: 0, readAt, decided: null },
    groups: [{ ...emptied, reason: 'nobody_left' }],
  })
  state.heldId = 'h2'
  await read()
  expect(did.slice(3)).toEqual(['held: nobody_left', 'changed'])
})

test('a later read that can be believed is taken over, and closes the question', async () => {
  const { did, state, read } = world()
  await read()
  state.compared = [group()]
  expect(await read()).toEqual({ personIds: ['p1'], groupsChanged: false })
  expect(did).toEqual(['held: nobody_left', 'told', 'applied', 'closed: superseded by null'])
})

test('groups that may not be read any more leave no question, and a read that came too late asks none', async () => {
  const { did, state, read } = world()
  await read()
  state.groups = null
  await read()
  expect(did.slice(2)).toEqual(['forgotten', 'closed: superseded by null'])
  const late = world()
  late.state.heldId = null
  await late.read()
  expect(late.did).toEqual(['held: nobody_left'])
})

test('more groups than a message has room for are counted', async () => {
  const { state, read } = world({ compared: Array.from({ length: 7 }, () => emptied) })
  await read()
  expect(state.open).toMatchObject({ more: 2, groups: { length: 5 } })
})

const job = { workspaceId: 'T1', runId: 'h1', by: 'U1' }

test("a person's word is logged, and done by a job; one about an older read decides nothing", async () => {
  const { did, needs } = world()
  expect(await decideHeld(needs, { ...job, decision: 'apply' })).toEqual({ outcome: 'done' })
  expect(await decideHeld(needs, { ...job, decision: 'retry' })).toEqual({ outcome: 'done' })
  expect(await decideHeld(needs, { ...job, runId: 'h0', decision: 'apply' })).toEqual({
    outcome: 'out_of_date',
  })
  expect(did).toEqual([
    ...['held_groups_approved by U1 {"source":"groups","sourceId":"T1"}', 'apply queued'],
    ...['held_groups_retried by U1 {"source":"groups","sourceId":"T1"}', 'change noted', 'read queued'],
  ])
})

test('applied anyway: logged with its numbers, told, and everybody is judged; cut off, it goes on from there', async () => {
  const held: HeldGroup = { ...emptied, reason: 'nobody_left' }
  const facts: NoticeFacts = {
    ...{ kind: 'held_groups', runId: 'h1', groups: [held], more: 0, readAt, decided: null },
  }
  const { did, state, needs } = world({ open: facts })
  await applyHeld(needs, job)
  const rest = [
    'held_groups_applied by U1 {"groups":[{"handle":"design","gone":40,"before":40}]}',
    ...['closed: applied by U1', 'checked h1', 'delivered'],
  ]
  expect(did).toEqual(['applied anyway', ...rest])
  state.held = 'complete'
  state.open = facts
  did.length = 0
  await applyHeld(needs, job)
  expect(did).toEqual(rest)
  // A newer one took its place, and is asked about.
  state.held = 'superseded'
  state.open = { ...facts, runId: 'h2' }
  did.length = 0
  await applyHeld(needs, job)
  expect(did).toEqual([])
})
