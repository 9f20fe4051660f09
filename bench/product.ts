import { randomBytes } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { createSealer } from '../src/crypto/sealed.ts'
import type { ConnectionKey } from '../src/domain/connection-key.ts'
import { openMiro } from '../src/miro/open-miro.ts'
import type { Storage } from '../src/storage/engine/open.ts'
import { openRepositories } from '../src/storage/open-repositories.ts'
import { evaluateAccess } from '../src/workflows/checks/evaluate-access.ts'
import { miroAccess } from '../src/workflows/connection/miro-access.ts'
import { syncAccounts } from '../src/workflows/sync/sync-accounts.ts'
import { orgId, type RemoteMiro } from './local-miro.ts'
import { realTime, type Scale, scaledClock, scaledPause } from './scaled-clock.ts'

const nextTurn = () => setImmediate()

const day = 24 * 3_600_000

/** The product's own workflows on its own repositories, without Slack and without jobs. */
export function openProduct(
  storage: Storage,
  miro: RemoteMiro | null,
  scale: Scale = realTime,
  encryptionKey = randomBytes(32),
) {
  const clock = scaledClock(scale)
  const pause = scaledPause(scale)
  const stored = openRepositories(storage, createSealer([encryptionKey]), 'UTC')
  const url = miro?.url ?? 'http://127.0.0.1:1'
  const client = openMiro({ miroUrl: url, miroApiUrl: url, miroScimUrl: url, clock, pause })
  const needs = {
    clock,
    every: (milliseconds: number, beat: () => void) => {
      const timer = setInterval(beat, milliseconds / scale.factor)
      return () => clearInterval(timer)
    },
    makeWay: nextTurn,
    pause,
    runs: stored.runs,
    callMiro: miroAccess({ clock, pause, connections: stored.connections, oauth: client.oauth }),
    retrying: client.retrying,
    members: client.members,
    accountSync: stored.accountSync,
  }
  return {
    stored,

    /** Milliseconds since 1970, by its clock. */
    now: (): number => clock().getTime(),

    /** A workspace with the organisation connected, nothing read yet. */
    async connect(workspaceId: string): Promise<ConnectionKey> {
      const key = { workspaceId, miroOrgId: orgId }
      const now = clock()
      await stored.workspaces.ensure(
        { id: workspaceId, name: workspaceId, botUserId: 'UBOT', timeZone: null },
        now,
      )
      await stored.connections.save({
        key,
        organizationName: 'Big',
        plan: 'company',
        clientId: '3458764500000000001',
        clientSecret: 'bench',
        tokens: { accessToken: miro?.accessToken ?? '', refreshToken: null, accessTokenExpiresAt: null },
        scopes: ['organizations:read'],
        miroUserId: '1',
        connectedBy: 'U1',
        now,
      })
      return key
    },

    async makeCritical(key: ConnectionKey, miroRoles: readonly string[]): Promise<void> {
      await stored.connections.addAsCritical(key, 'U1', clock())
      await stored.rules.save(key, { way: 'by_role', miroRoles, staffRoles: [] }, 'U1', clock())
    },

    async sync(key: ConnectionKey) {
      const ended = await syncAccounts(needs, key, { requestedBy: null })
      if (ended.outcome !== 'complete') throw new Error(`the sync ended as ${ended.outcome}`)
      return ended
    },

    async evaluate(key: ConnectionKey, evaluationId: string, now: Date) {
      const ended = await evaluateAccess(
        {
          clock: () => now,
          makeWay: nextTurn,
          startedWith: { intervals: { accounts: day, staff: day }, timeZone: 'UTC' },
          evaluation: stored.evaluation,
          alerts: stored.alerts,
        },
        key,
        evaluationId,
      )
      if (ended.outcome !== 'done') throw new Error(`the evaluation ended as ${ended.outcome}`)
      return ended
    },

    close: () => client.close(),
  }
}
