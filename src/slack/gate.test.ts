import { expect, test } from 'vitest'
import type { Permission } from '../workflows/permission.ts'
import { refusedBy, verdict } from './gate.ts'

const home = { workspaceId: 'T1', teamId: 'T1', enterpriseId: null, teamName: 'Acme', botUserId: 'UBOT' }
const refused = (because: 'guest' | 'not_admin' | 'stranger' | 'deactivated'): Permission => ({
  allowed: false,
  because,
  admins: ['U1'],
})

const people = {
  admin: { allowed: true },
  member: refused('not_admin'),
  guest: refused('guest'),
  stranger: refused('stranger'),
  deactivated: refused('deactivated'),
} as const satisfies Record<string, Permission>

test.each([
  ['admin', ['admin']],
  ['member', ['admin', 'member']],
  ['anyone', ['admin', 'member', 'guest', 'stranger', 'deactivated']],
  [undefined, []],
] as const)('a listener for %s lets %j through', (allow, expected) => {
  const through = Object.entries(people).flatMap(([who, permission]) =>
    verdict(allow, permission) === null ? [who] : [],
  )
  expect(through).toEqual(expected)
})

test('somebody of another workspace is refused without asking', async () => {
  const permission = async (): Promise<Permission> => {
    throw new Error('asked')
  }
  const from = { userId: 'U9', teamId: 'T9', enterpriseId: null }
  expect(await refusedBy({ identity: home, permission }, from, 'common.open_link')).toEqual({
    allowed: false,
    because: 'stranger',
    admins: [],
  })
})
