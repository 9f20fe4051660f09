import { createPublicKey, verify } from 'node:crypto'
import { expect, it } from 'vitest'
import { createSealer } from '../../src/crypto/sealed.ts'
import { signingKeysRepository } from '../../src/storage/signing-keys.ts'
import { type WitnessRow, witnessesRepository } from '../../src/storage/witnesses.ts'
import { workspacesRepository } from '../../src/storage/workspaces.ts'
import { describeOnBothDatabases } from '../support/database.ts'
import { at, rowsOf, seedConnections } from './seeds.ts'

const month = { month: '2026-01', channelId: 'C1' }
const said = { words: 'the words', number: 7, hash: 'ab' }

await describeOnBothDatabases('the witness', open => {
  async function opened() {
    const storage = await open()
    await seedConnections(storage)
    const witnesses = witnessesRepository(storage)
    const theOne = async (): Promise<WitnessRow> => {
      const [row, ...more] = await witnesses.due('T1', at(1_000_000))
      if (row === undefined || more.length > 0) throw new Error(`${more.length} more rows`)
      return row
    }
    const all = () =>
      rowsOf(
        storage,
        'SELECT * FROM witness ORDER BY workspace_id, kind, day, for_channel, round',
      ) as Promise<Record<string, unknown>[]>
    return { storage, witnesses, theOne, all }
  }

  it('is added once, whoever adds it, and a month once for each channel', async () => {
    const { witnesses, all } = await opened()
    await Promise.all([1, 2, 3].map(() => witnesses.addDay('T1', '2026-01-02', said, at(0))))
    await witnesses.addDay('T1', '2026-01-02', { ...said, words: 'others' }, at(5))
    await Promise.all([1, 2, 3].map(() => witnesses.addMonth('T1', month, 'a month', at(0))))
    await witnesses.addMonth('T1', { ...month, channelId: 'C2' }, 'a month', at(0))
    await witnesses.addMonth('T2', month, 'a month', at(0))
    expect(
      (await all()).map(row => [row['workspace_id'], row['kind'], row['for_channel'], row['words']]),
    ).toEqual([
      ['T1', 'day', '', 'the words'],
      ['T1', 'month', 'C1', 'a month'],
      ['T1', 'month', 'C2', 'a month'],
      ['T2', 'month', 'C1', 'a month'],
    ])
    expect((await witnesses.due('T1', at(0))).map(({ kind }) => kind)).toEqual(['month', 'month', 'day'])
    expect(await witnesses.due('T1', at(-1))).toEqual([])
    expect(await witnesses.day('T2', '2026-01-02')).toBeNull()
    expect(await witnesses.month('T2', { ...month, channelId: 'C2' })).toBeNull()
  })

  it('is claimed by one of all, and an older try changes nothing any more', async () => {
    const { witnesses, theOne } = await opened()
    await witnesses.addDay('T1', '2026-01-02', said, at(0))
    const row = await theOne()
    const claimed = (await Promise.all([1, 2, 3].map(() => witnesses.claim(row, at(2))))).filter(Boolean)
    const [first] = claimed
    expect([claimed.length, first?.attempts]).toEqual([1, 1])
    if (!first) return
    expect(await witnesses.due('T1', at(1))).toEqual([])
    const second = await witnesses.claim(await theOne(), at(9))
    if (second === null) throw new Error('not claimed')
    const way = { channelId: 'C1', threadTs: '1.1', fileId: 'F1', askedAt: at(3), maybeDouble: false }
    expect(await witnesses.sending(first, way)).toBe(false)
    expect(await witnesses.sent(first, '2.2', at(3))).toBe(false)
    expect(await witnesses.sending(second, way)).toBe(true)
    expect(await theOne()).toMatchObject({ ...way, state: 'sending', attempts: 2 })
    // The file's id outlives the process that brought it.
    const failure = { nextTryAt: at(20), state: 'sending', lastError: 'timeout' } as const
    expect(await witnesses.failed(second, failure)).toBe(true)
    expect(await theOne()).toMatchObject({ ...way, state: 'sending' })
    const third = await witnesses.claim(await theOne(), at(30))
    expect(third && (await witnesses.sent(third, '2.2', at(21)))).toBe(true)
    expect(await witnesses.due('T1', at(1_000_000))).toEqual([])
    expect(await witnesses.day('T1', '2026-01-02')).toMatchObject({ state: 'sent', ts: '2.2', fileId: 'F1' })
  })

  it('a month that was deleted, or that nobody can find, makes room for another', async () => {
    const { witnesses, theOne, all } = await opened()
    const post = async (end: (row: WitnessRow) => Promise<unknown>) => {
      await witnesses.addMonth('T1', month, 'a month', at(0))
      const row = await witnesses.claim(await theOne(), at(1))
      if (row === null) throw new Error('not claimed')
      await end(row)
      return row
    }
    const first = await post(row => witnesses.sent(row, '1.1', at(1)))
    await witnesses.addMonth('T1', month, 'a month', at(1))
    expect((await witnesses.month('T1', month))?.round).toBe(0)
    await witnesses.lost(first)
    expect(await witnesses.month('T1', month)).toBeNull()
    await post(row => witnesses.ended(row, 'unclear'))
    await post(row => witnesses.ended(row, 'missed'))
    await post(row => witnesses.sent(row, '2.2', at(2)))
    expect(await witnesses.month('T1', month)).toMatchObject({ round: 3, ts: '2.2' })
    expect((await all()).map(row => row['state'])).toEqual(['lost', 'unclear', 'missed', 'sent'])
  })

  it('follows a channel that has another id', async () => {
    const { storage, witnesses, theOne } = await opened()
    await witnesses.addMonth('T1', month, 'a month', at(0))
    const row = await witnesses.claim(await theOne(), at(1))
    const way = { channelId: 'C1', threadTs: null, fileId: null, askedAt: at(1), maybeDouble: false }
    if (row !== null) await witnesses.sending(row, way)
    await workspacesRepository(storage).followChannel('T1', { from: 'C1', to: 'C9' }, at(2))
    expect(await witnesses.month('T1', { ...month, channelId: 'C9' })).toMatchObject({ channelId: 'C9' })
  })
})

await describeOnBothDatabases('the signing key', open => {
  const sealer = createSealer([Buffer.alloc(32, 1)])

  it('is made once by all who start together, sealed, and signs', async () => {
    const storage = await open()
    await seedConnections(storage)
    const copies = [1, 2, 3, 4].map(() => signingKeysRepository(storage, sealer))
    const keys = await Promise.all(copies.map(copy => copy.current('T1', at(0))))
    const [key] = keys
    expect(new Set(keys.map(({ publicKey }) => publicKey)).size).toBe(1)
    expect(key?.fingerprint).toMatch(/^[0-9a-f]{64}$/)
    const other = await copies[0]?.current('T2', at(0))
    expect(other?.fingerprint).not.toBe(key?.fingerprint)
    const bytes = Buffer.from('a manifest')
    const signature = await copies[1]?.sign('T1', bytes, at(1))
    const shown = createPublicKey({
      ...{ key: Buffer.from(key?.publicKey ?? '', 'base64'), format: 'der', type: 'spki' },
    })
    expect(signature && verify(null, bytes, shown, signature)).toBe(true)
    expect(signature && verify(null, Buffer.from('another'), shown, signature)).toBe(false)
    expect(await rowsOf(storage, 'SELECT id FROM signing_key')).toEqual([{ id: '1' }, { id: '1' }])
    // In the row of another workspace it does not open.
    await storage.pool.query(
      `UPDATE signing_key SET private_key = (SELECT private_key FROM signing_key WHERE workspace_id = 'T2')`,
    )
    await expect(copies[0]?.sign('T1', bytes, at(1))).rejects.toThrow('cannot be opened')
  })
})
