import { expect, it } from 'vitest'
import { equalDomainsRepository } from '../../src/storage/equal-domains-sql.ts'
import { describeOnBothDatabases } from '../support/database.ts'
import { assess, personId, seedDecisions } from '../support/decision-seeds.ts'
import { here, there } from './seeds.ts'

await describeOnBothDatabases('equal domains', open => {
  it('are replaced only as they were seen, each workspace by itself', async () => {
    const storage = await open()
    await seedDecisions(storage)
    const stored = equalDomainsRepository(storage)
    expect(await stored.get('T1')).toEqual([])
    expect(await stored.replace('T1', ['acme.com'], ['acme.com', 'acme.io'])).toBe(false)
    expect(await stored.replace('T1', [], ['acme.com', 'acme.io'])).toBe(true)
    expect(await stored.replace('T1', [], [])).toBe(false)
    expect([await stored.get('T1'), await stored.get('T2'), await stored.get('T3')]).toEqual([
      ['acme.com', 'acme.io'],
      [],
      [],
    ])
  })

  it('tell of accounts nobody was found for, whom they would lead to, and who rests on them', async () => {
    const storage = await open()
    await seedDecisions(storage)
    await storage.pool.query(`UPDATE account SET address = replace(address, 'acme.com', 'acme.io')`)
    await assess(storage, [
      ['u1', 'unidentified', null, 'no_match'],
      ['u2', 'unidentified', null, 'said_not_identified'],
      ['u3', 'unidentified', null, 'no_match'],
      ['u4', 'staff', 'UB', 'matched_equal_domain'],
    ])
    await storage.pool.query(`UPDATE assessment SET matched_by = 'equal_domain' WHERE account_id = 'u4'`)
    const stored = equalDomainsRepository(storage)
    const nobodys = async (domains: string[], after: string | null, limit: number, key = here) =>
      (await stored.nobodys(key, domains, after, limit)).map(({ id, address }) => `${id} ${address}`)
    expect(await nobodys(['acme.com', 'acme.io'], null, 9)).toEqual(['u1 u1@acme.io', 'u3 u3@acme.io'])
    expect(await nobodys(['acme.io'], 'u1', 9)).toEqual(['u3 u3@acme.io'])
    expect(await nobodys(['acme.com'], null, 9)).toEqual([])
    expect(await nobodys(['acme.io'], null, 9, there)).toEqual([])
    const ana = await personId(storage, 'UA')
    const { people, addresses } = await stored.carriers('T1', ['u1@acme.com', 'nobody@acme.com'])
    expect([...people.keys(), ...addresses.keys()]).toEqual([ana, 'u1@acme.com'])
    expect((await stored.carriers('T2', ['u1@acme.com'])).people.size).toBe(0)
    expect([await stored.leftOut('T1', []), await stored.leftOut('T1', ['acme.io'])]).toEqual([1, 0])
    expect(await stored.common('T1', 5)).toEqual([{ domain: 'acme.io', accounts: 2 }])
    await storage.pool.query(`UPDATE connection SET state = 'disconnected'`)
    expect([await stored.leftOut('T1', []), await stored.common('T1', 5)]).toEqual([0, []])
  })
})
