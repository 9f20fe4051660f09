import { expect, test } from 'vitest'
import { askedUser } from '../../../test/support/row-samples.ts'
import { permission } from './permission.ts'

const member = askedUser()
const people = {
  admin: { ...member, isAdmin: true },
  member,
  guest: { ...member, kind: 'guest' as const },
  invited: { ...member, kind: 'invited' as const },
  bot: { ...member, kind: 'bot' as const },
  stranger: { ...member, kind: 'stranger' as const },
  'admin whose last day is over': { ...member, isAdmin: true },
  'deactivated admin': { ...member, isAdmin: true, deactivated: true },
}

test.each([
  ['admin', 'admin', null],
  ['admin', 'member', null],
  ['member', 'admin', 'not_admin'],
  ['member', 'member', null],
  ['guest', 'member', 'guest'],
  ['invited', 'member', 'stranger'],
  ['bot', 'member', 'stranger'],
  ['stranger', 'member', 'stranger'],
  ['deactivated admin', 'admin', 'deactivated'],
  ['admin whose last day is over', 'member', 'left'],
] as const)('%s may do what is for an %s: refused as %s, and that is logged', async (who, allow, because) => {
  const logged: object[] = []
  const now = new Date('2026-11-24T09:00:00Z')
  const needs = {
    clock: () => now,
    directory: { user: async () => people[who] },
    settings: { get: async () => null },
    groups: { members: async () => null },
    people: {
      admins: async () => ['U0ADA'],
      leftElsewhere: async () => who === 'admin whose last day is over',
    },
    audit: { append: async (entry: object) => void logged.push(entry) },
  }
  const answer = await permission(needs, { workspaceId: 'T1', slackUserId: 'U9', allow })
  expect([answer, logged]).toEqual(
    because === null
      ? [{ allowed: true }, []]
      : [
          { allowed: false, because, admins: ['U0ADA'] },
          [
            {
              workspaceId: 'T1',
              at: now,
              actor: 'U9',
              action: 'refused',
              subject: 'U9',
              details: { because },
            },
          ],
        ],
  )
})
