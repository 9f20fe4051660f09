import { expect, it } from 'vitest'
import { createSealer } from '../../src/crypto/sealed.ts'
import { accountSyncRepository } from '../../src/storage/account-sync-sql.ts'
import { disconnectingRepository } from '../../src/storage/disconnecting-sql.ts'
import { rotateKeys } from '../../src/storage/engine/rotate-keys.ts'
import { scimRepository } from '../../src/storage/scim-sql.ts'
import { describeOnBothDatabases } from '../support/database.ts'
import { at, here, member, readRun, rowsOf, seedConnections, there } from './seeds.ts'

const [oldKey, newKey] = [Buffer.alloc(32, 7), Buffer.alloc(32, 8)]

await describeOnBothDatabases('tokens for SCIM, and names', open => {
  async function opened() {
    const storage = await open()
    await seedConnections(storage)
    const scim = scimRepository(storage, createSealer([oldKey]))
    const sync = async (members: readonly object[], minutes: number, key = here) =>
      accountSyncRepository(storage).apply(await readRun(storage, 'miro', [members], at(minutes), key), {
        ...{ gone: [], now: at(minutes) },
      })
    await sync([member('1'), member('2'), member('3')], 1)
    await sync([member('1')], 1, there)
    const names = () =>
      rowsOf(storage, 'SELECT workspace_id AS w, id, name FROM account WHERE name IS NOT NULL ORDER BY 1, 2')
    return { storage, scim, sync, names }
  }

  it('are sealed, replaced and removed, each in its own workspace', async () => {
    const { storage, scim, names } = await opened()
    expect([await scim.statuses('T1'), await scim.token(here), await scim.remove(here)]).toEqual([
      [],
      null,
      false,
    ])
    expect(await scim.set(here, 'the-token', 'UADA', at(2))).toBe(true)
    expect(await scim.set({ ...here, miroOrgId: '9' }, 'x', 'UADA', at(2))).toBe(false)
    expect(await scim.token(here)).toEqual({ token: 'the-token', at: at(2), readAt: null })
    expect([await scim.token(there), await scim.statuses('T2')]).toEqual([null, []])
    const [row] = await rowsOf(
      storage,
      `SELECT scim_token AS sealed FROM connection WHERE workspace_id = 'T1'`,
    )
    expect(JSON.stringify(row)).not.toContain('the-token')
    // A sealed token that is carried elsewhere opens nowhere.
    await storage.pool.query(
      `UPDATE connection SET scim_token = (SELECT scim_token FROM connection WHERE workspace_id = 'T1'),
         scim_token_at = $1 WHERE workspace_id = 'T2'`,
      [at(2)],
    )
    await expect(scim.token(there)).rejects.toThrow()

    const first = { at: at(2) }
    const users = [
      { id: '1', name: 'Dana' },
      { id: '9', name: 'Nobody' },
    ]
    expect(await scim.storeNames(here, first, users)).toBe(true)
    await scim.noteRead(here, first, null, at(3))
    await scim.noteRead(here, first, 'refused', at(4))
    await scim.noteRead(here, first, 'unavailable', at(5))
    const status = { miroOrgId: here.miroOrgId, by: 'UADA', at: at(2), readAt: at(3), named: 1 }
    expect(await scim.statuses('T1')).toEqual([{ ...status, trouble: 'unavailable', troubleSince: at(4) }])
    await scim.noteRead(here, first, null, at(6))
    expect(await scim.statuses('T1')).toEqual([
      { ...status, readAt: at(6), trouble: null, troubleSince: null },
    ])

    // What is still read with the token before writes nothing.
    await scim.noteRead(here, first, 'refused', at(7))
    await scim.set(here, 'another', 'UBEN', at(8))
    expect(await scim.storeNames(here, first, [{ id: '2', name: 'Late' }])).toBe(false)
    await scim.noteRead(here, first, null, at(9))
    expect(await scim.statuses('T1')).toEqual([
      { ...status, by: 'UBEN', at: at(8), readAt: null, trouble: null, troubleSince: null },
    ])
    expect(await names()).toEqual([{ w: 'T1', id: '1', name: 'Dana' }])
    await storage.pool.query(`UPDATE account SET name = 'Theirs' WHERE workspace_id = 'T2'`)
    expect([await scim.remove(here), await scim.remove(here)]).toEqual([true, false])
    expect(await names()).toEqual([{ w: 'T2', id: '1', name: 'Theirs' }])
    expect(await scim.storeNames(here, { at: at(8) }, users)).toBe(false)
  })

  it('tells whether ids are accounts here, and keeps names over the next sync', async () => {
    const { storage, scim, sync, names } = await opened()
    expect([
      await scim.knows(here, ['1', '3', '9']),
      await scim.knows(there, ['3']),
      await scim.knows({ ...here, miroOrgId: '9' }, ['1']),
    ]).toEqual([
      { known: true, found: 2 },
      { known: true, found: 0 },
      { known: false, found: 0 },
    ])
    await scim.set(here, 'the-token', 'UADA', at(2))
    await scim.storeNames(here, { at: at(2) }, [{ id: '1', name: 'Dana' }])
    await sync([member('1', { role: 'organization_external_user' }), member('2'), member('3')], 3)
    await scim.storeNames(here, { at: at(2) }, [{ id: '1', name: 'Dana Lee' }])
    expect(await names()).toEqual([{ w: 'T1', id: '1', name: 'Dana Lee' }])
    await storage.pool.query(`UPDATE account SET removed_at = $1 WHERE workspace_id = 'T1' AND id = '1'`, [
      at(4),
    ])
    expect(await scim.statuses('T1')).toMatchObject([{ named: 0 }])
  })

  it('go to a new key with the other secrets, and with the connection', async () => {
    const { storage, scim } = await opened()
    await storage.pool.query('UPDATE connection SET client_secret = NULL, access_token = NULL')
    await scim.set(here, 'the-token', 'UADA', at(2))
    await expect(rotateKeys(storage, createSealer([newKey]))).rejects.toMatchObject({ kind: 'missing_key' })
    expect(await rotateKeys(storage, createSealer([newKey, oldKey]))).toBe(1)
    const renewed = scimRepository(storage, createSealer([newKey]))
    expect(await renewed.token(here)).toMatchObject({ token: 'the-token' })
    await renewed.storeNames(here, { at: at(2) }, [{ id: '1', name: 'Dana' }])
    await disconnectingRepository(storage).disconnect(here, 'UADA', at(5))
    expect([await renewed.token(here), await renewed.statuses('T1')]).toEqual([null, []])
    expect(await renewed.set(here, 'again', 'UADA', at(6))).toBe(false)
    expect(
      await rowsOf(storage, 'SELECT 1 FROM connection WHERE num_nonnulls(scim_token, scim_token_by) > 0'),
    ).toEqual([])
  })
})
