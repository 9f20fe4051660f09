import { expect, it } from 'vitest'
import { createSealer, SealError } from '../../src/crypto/sealed.ts'
import { accountSyncRepository } from '../../src/storage/account-sync-sql.ts'
import { connectionsRepository } from '../../src/storage/connections-sql.ts'
import type { Storage } from '../../src/storage/engine/open.ts'
import { oauthAttemptsRepository } from '../../src/storage/oauth-attempts-sql.ts'
import { rulesRepository } from '../../src/storage/rules-sql.ts'
import { workspacesRepository } from '../../src/storage/workspaces.ts'
import { describeOnBothDatabases } from '../support/database.ts'
import { at, here, member, readRun, rowsOf, there } from './seeds.ts'

const sealer = createSealer([Buffer.alloc(32, 7)])
/** The same workspace, another organisation. */
const beside = { workspaceId: 'T1', miroOrgId: '3458764500000000002' }
const nowhere = { workspaceId: 'T3', miroOrgId: here.miroOrgId }

type Key = typeof here
const name = (key: Key) => `${key.workspaceId}-${key.miroOrgId.slice(-1)}`
const tokensOf = (text: string) => ({
  accessToken: `plain-access-${text}`,
  refreshToken: `plain-refresh-${text}`,
  accessTokenExpiresAt: at(60),
})
const input = (key: Key) => ({
  key,
  organizationName: `Acme ${name(key)}`,
  plan: 'enterprise',
  clientId: `client-${name(key)}`,
  clientSecret: `plain-secret-${name(key)}`,
  tokens: tokensOf(name(key)),
  scopes: ['organizations:read', 'boards:read'],
  miroUserId: `m-${name(key)}`,
  connectedBy: 'U1',
  now: at(0),
})
const rowOf = (key: Key) => ({
  key,
  organizationName: `Acme ${name(key)}`,
  plan: 'enterprise',
  scopes: ['organizations:read', 'boards:read'],
  miroUserId: `m-${name(key)}`,
  connectedBy: 'U1',
  connectedAt: at(0),
  state: 'connected',
  stateSince: at(0),
  criticalSince: null,
  criticalBy: null,
  criticalOwner: null,
  lastCompleteSyncAt: null,
  tokensRenewedAt: at(0),
})
const credentialsOf = (key: Key) => ({
  clientId: `client-${name(key)}`,
  clientSecret: `plain-secret-${name(key)}`,
  ...tokensOf(name(key)),
  tokenVersion: 1,
})
const raw = (storage: Storage) =>
  rowsOf(storage, 'SELECT * FROM connection ORDER BY workspace_id, miro_org_id') as Promise<object[]>
const afterMs = (time: Date, milliseconds: number) => new Date(time.getTime() + milliseconds)
const trues = (answers: readonly boolean[]) => answers.filter(Boolean).length

await describeOnBothDatabases('connections', open => {
  async function seeded() {
    const storage = await open()
    const workspaces = workspacesRepository(storage)
    for (const id of ['T1', 'T2'])
      await workspaces.ensure({ id, name: id, botUserId: 'UBOT', timeZone: null }, at(0))
    const connections = connectionsRepository(storage, sealer)
    for (const key of [there, beside, here]) await connections.save(input(key))
    return { storage, connections }
  }

  it('reads each connection under its workspace and organisation only, never with a secret', async () => {
    const { connections } = await seeded()
    expect(await connections.all()).toEqual([rowOf(here), rowOf(beside), rowOf(there)])
    expect(await connections.list('T1')).toEqual([rowOf(here), rowOf(beside)])
    expect(await connections.list('T2')).toEqual([rowOf(there)])
    expect(await connections.list('T3')).toEqual([])
    for (const key of [here, beside, there]) {
      expect(await connections.get(key)).toEqual(rowOf(key))
      expect(await connections.credentials(key)).toEqual(credentialsOf(key))
    }
    for (const key of [nowhere, { workspaceId: 'T2', miroOrgId: beside.miroOrgId }]) {
      expect(await connections.get(key)).toBe(null)
      expect(await connections.credentials(key)).toBe(null)
    }
  })

  it('stores no secret in plain, also when it is renewed', async () => {
    const { storage, connections } = await seeded()
    const plain = async () => JSON.stringify(await raw(storage)).match(/plain-|cGxhaW4t/g)
    expect(await plain()).toBe(null)
    await connections.storeTokens(here, tokensOf('new'), 1, at(1))
    await connections.save({ ...input(there), tokens: { ...tokensOf('new'), refreshToken: null } })
    expect(await plain()).toBe(null)
    expect(await connections.credentials(there)).toEqual({
      ...credentialsOf(there),
      ...tokensOf('new'),
      refreshToken: null,
      tokenVersion: 2,
    })
  })

  it('opens a secret in its own workspace, table, column and row only', async () => {
    const { storage, connections } = await seeded()
    await oauthAttemptsRepository(storage, sealer).create({
      ...{ id: here.miroOrgId, workspaceId: 'T1', slackUserId: 'U1', clientId: 'c', clientSecret: 's' },
      ...{
        expectedOrgId: null,
        viewId: null,
        startToken: 'x',
        pasteState: null,
        now: at(0),
        expiresAt: at(9),
      },
    })
    const from = (key: Key, column: string) =>
      `(SELECT ${column} FROM connection WHERE workspace_id = '${key.workspaceId}' AND miro_org_id = '${key.miroOrgId}')`
    const secrets = ['client_secret', 'access_token', 'refresh_token']
    const moves = secrets.flatMap(column => [
      ...[there, beside].map(key => `${column} = ${from(key, column)}`),
      ...secrets.filter(one => one !== column).map(one => `${column} = ${from(here, one)}`),
      `${column} = (SELECT client_secret FROM oauth_attempt)`,
    ])
    expect(moves.length).toBe(15)
    for (const move of moves) {
      const moved = await storage.pool.query(
        `UPDATE connection SET ${move} WHERE workspace_id = 'T1' AND miro_org_id = $1`,
        [here.miroOrgId],
      )
      expect(moved.rowCount).toBe(1)
      await expect(connections.credentials(here), move).rejects.toThrow(SealError)
      await connections.save(input(here))
    }
    expect(await connections.credentials(here)).toEqual({ ...credentialsOf(here), tokenVersion: 16 })
    expect(await connections.credentials(there)).toEqual(credentialsOf(there))
  })

  it('renews a connection: secrets and state are new; critical, rule, accounts and fences stay', async () => {
    const { storage, connections } = await seeded()
    const run = await readRun(storage, 'miro', [[member('u1'), member('u2')]], at(1))
    await accountSyncRepository(storage).apply(run, { gone: [], now: at(1) })
    await rulesRepository(storage).save(here, { way: 'by_approval' }, 'U1', at(1), ['u1'])
    await connections.addAsCritical(here, 'U1', at(2))
    await connections.setState(here, 'reconnect_needed', at(3))
    await connections.claimRefresh(here, 1, at(4))
    const kept = () =>
      Promise.all(
        ['account', 'rule', 'approval'].map(table =>
          rowsOf(storage, `SELECT * FROM ${table} ORDER BY 1, 2, 3`),
        ),
      )
    const [before, keptBefore] = [await raw(storage), await kept()]
    expect(keptBefore.map(rows => rows.length)).toEqual([2, 1, 1])
    await connections.save({
      ...{ key: here, organizationName: 'Renamed', plan: 'company', clientId: 'client-new' },
      ...{ clientSecret: 'plain-secret-new', tokens: tokensOf('new'), scopes: ['organizations:read'] },
      ...{ miroUserId: 'm-new', connectedBy: 'U2', now: at(5) },
    })
    const sealed = expect.stringMatching(/^v1\./)
    expect(await raw(storage)).toEqual([
      {
        ...before[0],
        ...{ organization_name: 'Renamed', plan: 'company', client_id: 'client-new', client_secret: sealed },
        ...{ access_token: sealed, refresh_token: sealed, tokens_stored_at: at(5), token_version: 2 },
        ...{ refresh_claimed_at: null, scopes: ['organizations:read'], miro_user_id: 'm-new' },
        ...{ connected_by: 'U2', connected_at: at(5), state: 'connected', state_since: at(5) },
      },
      ...before.slice(1),
    ])
    expect(before[0]).toMatchObject({
      critical_since: at(2),
      critical_by: 'U1',
      last_complete_sync_at: at(1),
    })
    expect(await kept()).toEqual(keptBefore)
    expect(await connections.credentials(here)).toEqual({
      ...{ clientId: 'client-new', clientSecret: 'plain-secret-new' },
      ...{ ...tokensOf('new'), tokenVersion: 2 },
    })
    // Connected again while it was connected: it has been in this state all the time.
    await connections.save({ ...input(here), now: at(6) })
    expect(await connections.get(here)).toMatchObject({ connectedAt: at(6), stateSince: at(5) })
  })

  it('stores tokens over the version they were made from only', async () => {
    const { storage, connections } = await seeded()
    const before = await raw(storage)
    for (const [key, version] of [
      [here, 0],
      [here, 2],
      [nowhere, 1],
    ] as const)
      expect(await connections.storeTokens(key, tokensOf('late'), version, at(1))).toBe(false)
    expect(await raw(storage)).toEqual(before)
    const answers = await Promise.all(
      ['one', 'two', 'three'].map(text => connections.storeTokens(here, tokensOf(text), 1, at(2))),
    )
    expect(trues(answers)).toBe(1)
    const winner = ['one', 'two', 'three'][answers.indexOf(true)] ?? ''
    expect(await connections.credentials(here)).toEqual({
      ...credentialsOf(here),
      ...tokensOf(winner),
      tokenVersion: 2,
    })
    expect((await raw(storage)).slice(1)).toEqual(before.slice(1))
    expect((await raw(storage))[0]).toMatchObject({ tokens_stored_at: at(2), token_version: 2 })
    expect(await connections.storeTokens(here, tokensOf('late'), 1, at(3))).toBe(false)
    expect(await connections.storeTokens(here, { ...tokensOf('x'), refreshToken: null }, 2, at(3))).toBe(true)
    expect(await connections.credentials(here)).toMatchObject({ refreshToken: null, tokenVersion: 3 })
  })

  it('lets one of many refresh, for a minute', async () => {
    const { storage, connections } = await seeded()
    const before = await raw(storage)
    const many = (now: Date) =>
      Promise.all(Array.from({ length: 8 }, () => connections.claimRefresh(here, 1, now)))
    expect(trues(await many(at(1)))).toBe(1)
    expect(await raw(storage)).toEqual([{ ...before[0], refresh_claimed_at: at(1) }, ...before.slice(1)])
    expect(await connections.claimRefresh(here, 1, afterMs(at(1), 60_000))).toBe(false)
    expect(await connections.claimRefresh(there, 1, at(1))).toBe(true)
    expect(await connections.claimRefresh(nowhere, 1, at(1))).toBe(false)
    expect(trues(await many(afterMs(at(1), 60_001)))).toBe(1)
  })

  it('waits no longer for one whose clock was ahead', async () => {
    const { connections } = await seeded()
    expect(await connections.claimRefresh(here, 1, at(500))).toBe(true)
    expect(await connections.claimRefresh(here, 1, afterMs(at(500), -60_000))).toBe(false)
    expect(await connections.claimRefresh(here, 1, afterMs(at(500), -60_001))).toBe(true)
  })

  it('may be refreshed again once released, or once newer tokens are there', async () => {
    const { storage, connections } = await seeded()
    for (const key of [here, there]) await connections.claimRefresh(key, 1, at(1))
    const claimed = await raw(storage)
    await connections.releaseRefresh(here, 2)
    expect(await raw(storage)).toEqual(claimed)
    await connections.releaseRefresh(here, 1)
    expect(await raw(storage)).toEqual([{ ...claimed[0], refresh_claimed_at: null }, ...claimed.slice(1)])
    expect(await connections.claimRefresh(here, 1, at(1))).toBe(true)
    await connections.storeTokens(here, tokensOf('new'), 1, at(1))
    expect(await connections.claimRefresh(here, 1, at(9))).toBe(false)
    expect(await connections.claimRefresh(here, 2, at(1))).toBe(true)
  })

  it('tells a state only when it changes, and once', async () => {
    const { storage, connections } = await seeded()
    const before = await raw(storage)
    expect(await connections.setState(here, 'connected', at(1))).toBe(false)
    expect(await connections.setState(nowhere, 'access_lost', at(1))).toBe(false)
    expect(await raw(storage)).toEqual(before)
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => connections.setState(here, 'access_lost', at(2))),
    )
    expect(trues(answers)).toBe(1)
    expect(await connections.setState(here, 'access_lost', at(3))).toBe(false)
    expect(await raw(storage)).toEqual([
      { ...before[0], state: 'access_lost', state_since: at(2) },
      ...before.slice(1),
    ])
    expect(await connections.setState(here, 'connected', at(4))).toBe(true)
    expect(await connections.get(here)).toEqual({ ...rowOf(here), stateSince: at(4) })
  })

  it('becomes a critical system once', async () => {
    const { storage, connections } = await seeded()
    const before = await raw(storage)
    const answers = await Promise.all(
      ['U1', 'U2', 'U3'].map(by => connections.addAsCritical(here, by, at(2))),
    )
    expect(trues(answers)).toBe(1)
    expect(await connections.addAsCritical(here, 'U4', at(3))).toBe(false)
    expect(await connections.addAsCritical(nowhere, 'U4', at(3))).toBe(false)
    const first = `U${answers.indexOf(true) + 1}`
    expect(await raw(storage)).toEqual([
      { ...before[0], critical_since: at(2), critical_by: first, critical_owner: first },
      ...before.slice(1),
    ])
    const added = { ...rowOf(here), criticalSince: at(2), criticalBy: first, criticalOwner: first }
    expect(await connections.get(here)).toEqual(added)

    // Another owner, once; and taken out again, once.
    const owner = () => connections.setCriticalOwner(here, 'U7')
    expect([await owner(), await owner()]).toEqual([true, false])
    expect(await connections.get(here)).toEqual({ ...added, criticalOwner: 'U7' })
    const remove = () => connections.removeFromCritical(here)
    expect([await remove(), await remove(), await owner()]).toEqual([true, false, false])
    expect(await raw(storage)).toEqual(before)
  })
})
