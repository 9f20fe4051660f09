import { expect, it } from 'vitest'
import { createSealer } from '../../src/crypto/sealed.ts'
import { connectionsRepository } from '../../src/storage/connections-sql.ts'
import { disconnectingRepository } from '../../src/storage/disconnecting-sql.ts'
import type { Storage } from '../../src/storage/engine/open.ts'
import { evaluationRepository } from '../../src/storage/evaluation-sql.ts'
import { syncRunsRepository } from '../../src/storage/sync-runs-sql.ts'
import { describeOnBothDatabases } from '../support/database.ts'
import { at, here, member, readRun, rowsOf, seedConnections, there } from './seeds.ts'

const sealer = createSealer([Buffer.alloc(32, 7)])
const pair = { accessToken: 'access', refreshToken: null, accessTokenExpiresAt: null }

async function open2(storage: Storage) {
  await seedConnections(storage)
  const connections = connectionsRepository(storage, sealer)
  const save = (key: typeof here, now: Date) =>
    connections.save({
      key,
      organizationName: 'Acme',
      plan: 'company',
      clientId: 'client',
      clientSecret: 'secret',
      tokens: pair,
      scopes: [],
      miroUserId: 'm1',
      connectedBy: 'U1',
      now,
    })
  for (const key of [here, there]) {
    await save(key, at(0))
    await storage.pool.query(
      `INSERT INTO finding_group (workspace_id, miro_org_id, id, check_id, evaluation_id, opened_at)
       VALUES ($1, $2, 'g', 'identified', 'e', $3)`,
      [key.workspaceId, key.miroOrgId, at(0)],
    )
    await storage.pool.query(
      `INSERT INTO finding (workspace_id, miro_org_id, id, check_id, subject_id, group_id, why, opened_at, clock_at, due_at)
       VALUES ($1, $2, 'f', 'identified', 'a', 'g', 'unidentified', $3, $3, $3)`,
      [key.workspaceId, key.miroOrgId, at(0)],
    )
  }
  return { connections, save, disconnecting: disconnectingRepository(storage) }
}

await describeOnBothDatabases('disconnecting', open => {
  it('deletes the secrets, ends what is under way, keeps the evidence, and touches no other workspace', async () => {
    const storage = await open()
    const { connections, save, disconnecting } = await open2(storage)
    const runs = syncRunsRepository(storage)
    const evaluation = evaluationRepository(storage)
    const run = await readRun(storage, 'miro', [[member('a')]], at(1))
    const theirs = await readRun(storage, 'miro', [[member('a')]], at(1), there)
    const fence = await evaluation.begin(here)
    expect(await disconnecting.evidence(here)).toEqual({ accounts: 0, findings: 1, openFindings: 1 })

    expect(await disconnecting.disconnect(here, 'U1', at(2))).toBe(1)
    expect(await disconnecting.disconnect(here, 'U2', at(3))).toBe(null)
    expect([await connections.get(here), await connections.credentials(here)]).toEqual([null, null])
    expect(await connections.disconnected('T1')).toEqual([
      { key: here, organizationName: 'Acme', disconnectedAt: at(2), criticalSince: null },
    ])
    expect(await connections.disconnected('T2')).toEqual([])
    expect((await connections.all()).map(({ key }) => key)).toEqual([there])
    expect(
      await rowsOf(
        storage,
        'SELECT client_secret, access_token, refresh_token FROM connection ORDER BY workspace_id',
      ),
    ).toEqual([
      { client_secret: null, access_token: null, refresh_token: null },
      { client_secret: expect.any(String), access_token: expect.any(String), refresh_token: null },
    ])
    expect(
      await rowsOf(storage, 'SELECT closed_as, closed_by, closed_at FROM finding ORDER BY workspace_id'),
    ).toEqual([
      { closed_as: 'disconnected', closed_by: 'U1', closed_at: at(2) },
      { closed_as: null, closed_by: null, closed_at: null },
    ])

    // Whoever was at it writes nothing more, and nobody judges it any more.
    expect([await runs.beat(run, at(3)), await runs.beat(theirs, at(3))]).toEqual([false, true])
    expect([await evaluation.facts(here), await evaluation.goOn(here, fence)]).toEqual([null, null])
    expect(await evaluation.finish(here, fence, { rule: null, critical: false }, at(3))).toBe(false)
    expect(await connections.storeTokens(here, pair, 1, at(3))).toBe(false)
    expect(await connections.setState(here, 'reconnect_needed', at(3))).toBe(false)

    // Connected again, it is the same connection with its evidence.
    await save(here, at(4))
    expect(await connections.get(here)).toMatchObject({
      state: 'connected',
      stateSince: at(4),
      connectedAt: at(4),
    })
    expect(await connections.credentials(here)).toMatchObject({
      accessToken: 'access',
      clientSecret: 'secret',
    })
    expect(await disconnecting.evidence(here)).toEqual({ accounts: 0, findings: 1, openFindings: 0 })
  })
})
