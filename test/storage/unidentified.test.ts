import { expect, it } from 'vitest'
import { decisionsRepository } from '../../src/storage/decisions-sql.ts'
import { suggestionsRepository } from '../../src/storage/suggestions-sql.ts'
import { unidentifiedRepository } from '../../src/storage/unidentified-sql.ts'
import { describeOnBothDatabases } from '../support/database.ts'
import { assess, personId, seedDecisions } from '../support/decision-seeds.ts'
import { at, here, there } from './seeds.ts'

await describeOnBothDatabases('accounts that nobody is known for', open => {
  async function seeded() {
    const storage = await open()
    await seedDecisions(storage)
    const unidentified = unidentifiedRepository(storage)
    const sought = { groupId: null as string | null, by: 'UADMIN', now: at(9) }
    const list = async (guessed: boolean, more: object = {}) =>
      (await unidentified.list(here, { ...sought, guessed, afterId: null, limit: 9, ...more })).map(
        ({ id, hints }) => `${id} ${hints.map(({ personName }) => personName).join()}`,
      )
    return { storage, unidentified, sought, list }
  }
  const nobody = (...ids: string[]) => ids.map(id => [id, 'unidentified', null, 'no_match'] as const)

  it('are those with one clear guess, and the others; never those of who asks', async () => {
    const { storage, unidentified, sought, list } = await seeded()
    await assess(storage, [...nobody('u1', 'u2', 'u3'), ['u4', 'staff', 'UA', 'matched_email']])
    const [ben, lea] = [await personId(storage, 'UB'), await personId(storage, 'UL')]
    await suggestionsRepository(storage).replace(here, [
      { accountId: 'u2', place: 0, because: 'plus_tag', personId: lea },
      { accountId: 'u2', place: 1, because: 'similar_name', personId: ben },
      // Two are as likely: somebody has to look.
      { accountId: 'u3', place: 0, because: 'similar_name', personId: ben },
      { accountId: 'u3', place: 1, because: 'similar_name', personId: lea },
    ])
    expect([await list(true), await list(false)]).toEqual([['u2 Lea,Ben'], ['u1 ', 'u3 Ben,Lea']])
    expect(await unidentified.counts(here, sought)).toEqual({ guessed: 1, others: 2, own: 0 })
    expect(await unidentified.counts(there, sought)).toEqual({ guessed: 0, others: 0, own: 0 })
    // u1 carries Ana's address. Lea is asked to look at an account that is like hers: it is no guess to her.
    expect(await list(false, { by: 'UA' })).toEqual(['u3 Ben,Lea'])
    expect(await unidentified.counts(here, { ...sought, by: 'UA' })).toMatchObject({ own: 1 })
    expect(await list(false, { afterId: 'u1' })).toEqual(['u3 Ben,Lea'])
    const [guess] = await unidentified.list(here, {
      ...{ ...sought, guessed: true, afterId: null, limit: 1 },
    })
    expect(guess?.hints[0]).toEqual({ because: 'plus_tag', personId: lea, personName: 'Lea', left: true })
  })

  it('are not asked for again once somebody decided, unless that they are not identified', async () => {
    const { storage, list } = await seeded()
    await assess(storage, nobody('u1', 'u2', 'u3'))
    const decide = (accountId: string, kind: 'shared' | 'unidentified') =>
      decisionsRepository(storage).store(
        here,
        [
          {
            ...{
              accountId,
              class: kind,
              personId: null,
              reason: null,
              reviewAt: null,
              seen: null,
              learned: null,
            },
          },
        ],
        { slackUserId: 'UADMIN', now: at(5), newcomer: null },
      )
    await decide('u1', 'shared')
    await decide('u2', 'unidentified')
    expect(await list(false)).toEqual(['u2 ', 'u3 '])
    // The checks looked, and it is nobody's all the same.
    await storage.pool.query(`UPDATE connection SET last_evaluated_at = $1`, [at(6)])
    expect(await list(false)).toEqual(['u1 ', 'u2 ', 'u3 '])
  })

  it('are only what is still open of one alert', async () => {
    const { storage, list } = await seeded()
    await assess(storage, nobody('u1', 'u2', 'u3'))
    await storage.pool.query(
      `INSERT INTO finding_group (workspace_id, miro_org_id, id, check_id, opened_at, evaluation_id)
       VALUES ('T1', $1, 'g1', 'identified', $2, 'e1')`,
      [here.miroOrgId, at(2)],
    )
    for (const [id, closed] of [
      ['u1', null],
      ['u2', at(3)],
    ] as const)
      await storage.pool.query(
        `INSERT INTO finding (workspace_id, miro_org_id, id, group_id, check_id, subject_id, why, opened_at, clock_at, due_at, closed_at)
         VALUES ('T1', $1, $2, 'g1', 'identified', $2, 'no_match', $3, $3, $3, $4)`,
        [here.miroOrgId, id, at(2), closed],
      )
    expect(await list(false, { groupId: 'g1' })).toEqual(['u1 '])
    expect(await list(false, { groupId: 'g2' })).toEqual([])
  })
})
