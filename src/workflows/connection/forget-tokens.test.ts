import { expect, test } from 'vitest'
import { forgetTokens } from './forget-tokens.ts'

const now = new Date('2026-11-30T09:00:00Z')
const key = { workspaceId: 'T1', miroOrgId: '1' }
const daysAgo = (days: number): Date => new Date(now.getTime() - days * 86_400_000)

async function after(removedAt: Date | null, hadTokens = true) {
  const done: string[] = []
  await forgetTokens(
    {
      clock: () => now,
      workspaces: { get: async () => ({ removedAt }) as never },
      connections: {
        list: async () => [{ key } as never],
        credentials: async () =>
          hadTokens
            ? ({ accessToken: 'a', refreshToken: 'r', clientId: 'c', clientSecret: 's' } as never)
            : null,
        forgetTokens: async () => done.push('forgotten') > 0,
      },
      oauth: {
        revoke: async ({ accessToken }) => void done.push(`revoked ${accessToken}`),
        refresh: () => expect.unreachable(),
      },
      audit: {
        append: async ({ actor, action, details }) =>
          void done.push(`${actor} ${action} ${JSON.stringify(details)}`),
      },
    },
    'T1',
  )
  return done
}

test('thirty days after the app was removed its sign-in at Miro ends, and not before', async () => {
  expect([await after(null), await after(daysAgo(29)), await after(daysAgo(31), false)]).toEqual([[], [], []])
  expect(await after(daysAgo(30))).toEqual([
    'forgotten',
    'revoked a',
    'bot miro_token_revoked {"revoked":true}',
  ])
})
