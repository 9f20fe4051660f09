import { expect, test } from 'vitest'
import { home } from '../../../test/support/slack-samples.ts'
import type { Permission } from '../../workflows/workspace/permission.ts'
import { policy } from '../policy.ts'
import { refusedBy } from './gate.ts'

const admin = { userId: 'U1', teamId: 'T1', enterpriseId: null }

test.each([
  ['/miro sync', 'admin'],
  ['/miro help', 'member'],
])('%s asks for an %s', async (name, allow) => {
  const asked: unknown[] = []
  const permission = async (who: object): Promise<Permission> => {
    asked.push(who)
    return { allowed: true }
  }
  expect(await refusedBy({ identity: home, policy, permission }, admin, name)).toBeNull()
  expect(asked).toEqual([{ workspaceId: 'T1', slackUserId: 'U1', allow }])
})

test('what has no row is refused to everybody, without asking', async () => {
  const permission = async (): Promise<Permission> => {
    throw new Error('asked')
  }
  expect(await refusedBy({ identity: home, policy, permission }, admin, 'no.such.listener')).toEqual({
    allowed: false,
    because: 'not_admin',
    admins: [],
  })
})

test('somebody of another workspace is refused without asking', async () => {
  const permission = async (): Promise<Permission> => {
    throw new Error('asked')
  }
  const from = { userId: 'U9', teamId: 'T9', enterpriseId: null }
  expect(await refusedBy({ identity: home, policy, permission }, from, 'common.open_link')).toEqual({
    allowed: false,
    because: 'stranger',
    admins: [],
  })
})
