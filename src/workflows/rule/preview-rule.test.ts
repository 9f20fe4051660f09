import { expect, test } from 'vitest'
import { account, frame, now, snapshot } from '../../../test/support/domain-samples.ts'
import { noGaps } from '../../domain/gap.ts'
import type { Rule } from '../../domain/rule.ts'
import { namesUnderRule, previewRule } from './preview-rule.ts'

const key = { workspaceId: 'T1', miroOrgId: '30' }
const asked = { key, draftId: 'd1', by: 'U1' }
const hour = 3_600_000

/** 5,000 accounts of one person: every fifth a guest, read in whatever batches are asked for. */
const accounts = Array.from({ length: 5_000 }, (_, at) =>
  account({
    id: String(10_000 + at),
    role: at % 5 === 0 ? 'organization_external_user' : 'organization_internal_user',
  }),
)

function needs({ synced = now as Date | null, draft = true } = {}) {
  const batches: number[] = []
  return {
    batches,
    clock: () => now,
    startedWith: { timeZone: 'UTC', intervals: { accounts: hour, staff: hour } },
    ruleDrafts: {
      get: async () =>
        draft
          ? {
              id: 'd1',
              rule: { way: 'by_role' as const, miroRoles: ['organization_internal_user'], staffRoles: [] },
              approved: null,
              basedOn: 0,
            }
          : null,
    },
    evaluation: {
      facts: async () => ({
        ...frame(),
        groups: [],
        critical: false,
        rule: null,
        lastCompleteSyncAt: synced,
        groupsReadAt: null,
        staffReadAt: now,
        ...{ schedule: null, scheduleAt: null, connectedAt: now, gaps: noGaps },
        systemFinding: null,
        staffPeople: 0,
      }),
      batch: async (_: unknown, after: string | null, size: number) => {
        const accountsInBatch = accounts.filter(({ id }) => id > (after ?? '')).slice(0, size)
        batches.push(accountsInBatch.length)
        const { people, addresses, classifications, previous, exceptions, approvals, findings } = snapshot()
        return {
          ...{ people, addresses, classifications, previous, exceptions, approvals, findings },
          accountsInBatch,
        }
      },
    },
  }
}

test('judged batch by batch, also before Miro is a critical system, with how far it is', async () => {
  const world = needs()
  const looked: number[] = []
  const preview = await previewRule(world, asked, async many => void looked.push(many))
  expect(preview).toMatchObject({
    critical: false,
    accountsReadAt: now,
    counted: { pass: 4_000, failing: { guest: 1_000 }, change: null },
  })
  expect([world.batches, looked]).toEqual([
    [2_000, 2_000, 1_000, 0],
    [2_000, 4_000, 5_000],
  ])
})

test('who is approved by name is told by address, where approvals count', async () => {
  const world = needs()
  const approvedBy = async (rule: Rule) => {
    const get = async () => ({ id: 'd1', rule, approved: ['10000', '10005'], basedOn: 0 })
    return (await previewRule({ ...world, ruleDrafts: { get } }, asked, async () => {}))?.approved
  }
  const all = accounts.filter(({ id }) => id === '10000' || id === '10005')
  expect(await approvedBy({ way: 'by_approval' })).toEqual({
    all: 2,
    first: all.map(({ id, email }) => ({ id, email })),
  })
  expect(await approvedBy({ way: 'every_staff_member' })).toEqual({ all: 0, first: [] })
})

test('old lists are counted on all the same, none at all are said to be missing, a gone draft is null', async () => {
  const old = await previewRule(needs({ synced: new Date(0) }), asked, async () => {})
  expect(old).toMatchObject({ accountsReadAt: new Date(0), counted: { pass: 4_000 } })
  expect((await previewRule(needs({ synced: null }), asked, async () => {}))?.counted).toBe(null)
  expect(await previewRule(needs({ draft: false }), asked, async () => {})).toBe(null)
  expect(await namesUnderRule(needs({ draft: false }), { ...asked, afterId: null, limit: 20 })).toBe(null)
})

test('names in pages: no more accounts are read than a page needs', async () => {
  const world = needs()
  const first = await namesUnderRule(world, { ...asked, afterId: null, limit: 20 })
  expect([first?.rows.length, first?.more, world.batches]).toEqual([20, true, [2_000]])
  expect(first?.rows[1]).toEqual({
    id: '10005',
    email: 'Dana@Acme.com',
    role: 'organization_external_user',
    adminRoles: [],
    class: 'staff',
    personName: 'Dana Lee',
    why: 'role_not_valid',
  })
  const last = await namesUnderRule(world, { ...asked, afterId: '14980', limit: 20 })
  expect([last?.rows.map(({ id }) => id), last?.more]).toEqual([['14985', '14990', '14995'], false])
})
