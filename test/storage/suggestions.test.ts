import { expect, it } from 'vitest'
import { decisionsRepository } from '../../src/storage/decisions-sql.ts'
import { joiningRepository } from '../../src/storage/joining-sql.ts'
import { questionsRepository } from '../../src/storage/questions.ts'
import { suggestionsRepository } from '../../src/storage/suggestions-sql.ts'
import { describeOnBothDatabases } from '../support/database.ts'
import { assess, personId, seedDecisions } from '../support/decision-seeds.ts'
import { at, here, rowsOf, there } from './seeds.ts'

await describeOnBothDatabases('suggestions', open => {
  async function seeded() {
    const storage = await open()
    await seedDecisions(storage)
    const suggestions = suggestionsRepository(storage)
    const [ana, ben, lea] = [
      await personId(storage, 'UA'),
      await personId(storage, 'UB'),
      await personId(storage, 'UL'),
    ]
    return { storage, suggestions, ana, ben, lea }
  }

  it('looks at accounts nobody was found for, and at all people a page at a time', async () => {
    const { storage, suggestions } = await seeded()
    await assess(storage, [
      ['u1', 'staff', 'UA', 'matched_email'],
      ['u2', 'unidentified', null, 'no_match'],
      ['u3', 'unidentified', null, 'said_not_identified'],
      ['u4', 'unidentified', null, 'no_match'],
    ])
    await storage.pool.query(`UPDATE account SET removed_at = now() WHERE id = 'u4'`)
    expect(await suggestions.nobodys(here, 9)).toEqual([
      { id: 'u2', address: 'u2@acme.com' },
      { id: 'u3', address: 'u3@acme.com' },
    ])
    expect(await suggestions.nobodys(there, 9)).toEqual([])
    const first = await suggestions.people('T1', null, 3)
    const second = await suggestions.people('T1', first.people.at(-1)?.id ?? null, 3)
    expect([...first.people, ...second.people].map(({ name }) => name).sort()).toEqual([
      'Ana',
      'Ben',
      'Gus',
      'Lea',
    ])
    expect([...first.addresses, ...second.addresses].length).toBe(4)
    expect((await suggestions.people('T2', null, 3)).people).toEqual([])
  })

  it('keeps exactly what was found last, and counts and lists what one answer is clear for', async () => {
    const { storage, suggestions, ana, ben, lea } = await seeded()
    const plus = { place: 0, because: 'plus_tag' as const }
    await suggestions.replace(here, [
      { ...plus, accountId: 'u1', personId: ben },
      { accountId: 'u1', place: 1, because: 'similar_name', personId: ana },
      // Two are as likely: somebody has to look.
      { ...plus, accountId: 'u2', personId: ben },
      { accountId: 'u2', place: 1, because: 'plus_tag', personId: ana },
      { ...plus, accountId: 'u3', personId: lea },
      { accountId: 'u4', place: 0, because: 'role_mailbox', personId: null },
    ])
    const counts = async () =>
      Object.fromEntries((await suggestions.counts(here)).map(one => [one.because, one.count]))
    expect(await counts()).toEqual({ plus_tag: 2, role_mailbox: 1 })
    expect(await suggestions.counts(there)).toEqual([])
    expect(await suggestions.of(here, 'u1', at(9))).toEqual([
      { because: 'plus_tag', personId: ben, personName: 'Ben', left: false, personAddress: 'ub@acme.com' },
      {
        because: 'similar_name',
        personId: ana,
        personName: 'Ana',
        left: false,
        personAddress: 'u1@acme.com',
      },
    ])
    await decisionsRepository(storage).store(
      here,
      [
        {
          ...{ accountId: 'u3', class: 'unidentified', personId: null },
          ...{ reason: null, reviewAt: null, seen: null, learned: null },
        },
      ],
      { slackUserId: 'UADMIN', now: at(5), newcomer: null },
    )
    expect(await counts()).toEqual({ plus_tag: 1, role_mailbox: 1 })
    // What is decided stays decided although it is found again.
    await suggestions.replace(here, [{ ...plus, accountId: 'u3', personId: lea }])
    expect(await counts()).toEqual({})
    expect(await rowsOf(storage, 'SELECT account_id, place FROM suggestion')).toEqual([
      { account_id: 'u3', place: 0 },
    ])
  })

  it('remembers a guess that is wrong: it is not made again, and the others move up', async () => {
    const { storage, suggestions, ana, ben, lea } = await seeded()
    const found = [
      { accountId: 'u2', place: 0, because: 'plus_tag' as const, personId: ben },
      { accountId: 'u2', place: 1, because: 'similar_name' as const, personId: ana },
    ]
    await suggestions.replace(here, found)
    const no = { accountId: 'u2', personId: ben, by: 'UADMIN', now: at(5) }
    expect(await suggestions.refuse(there, no)).toBe(false)
    expect(await suggestions.refuse(here, no)).toBe(true)
    expect(await suggestions.refuse(here, no)).toBe(false)
    expect(await suggestions.refuse(here, { ...no, personId: lea })).toBe(false)
    expect(await suggestions.denied(here)).toEqual([{ accountId: 'u2', personId: ben }])
    expect(await suggestions.denied(there)).toEqual([])
    const kept = 'SELECT account_id, place, person_id FROM suggestion'
    const only = [{ account_id: 'u2', place: 0, person_id: ana }]
    expect(await rowsOf(storage, kept)).toEqual(only)
    await suggestions.replace(here, found)
    expect(await rowsOf(storage, kept)).toEqual(only)
    expect(await rowsOf(storage, `SELECT actor, subject, details FROM deed`)).toEqual([
      {
        ...{ actor: 'UADMIN', subject: 'u2' },
        details: { miroOrgId: here.miroOrgId, email: 'u2@Acme.com', person: 'Ben', personId: ben },
      },
    ])
  })

  it('remembers it of whom the person is joined with', async () => {
    const { storage, suggestions, ana, ben } = await seeded()
    await suggestions.replace(here, [{ accountId: 'u2', place: 0, because: 'plus_tag', personId: ben }])
    await suggestions.refuse(here, { accountId: 'u2', personId: ben, by: 'UADMIN', now: at(5) })
    await joiningRepository(storage).join('T1', {
      ...{ keptId: ana, goneId: ben, by: 'UADMIN', now: at(6), rehired: false },
    })
    expect(await suggestions.denied(here)).toEqual([{ accountId: 'u2', personId: ana }])
  })

  it('knows the accounts that are likely somebody’s, until somebody decides', async () => {
    const { storage, suggestions, ana, ben } = await seeded()
    await suggestions.replace(here, [
      { accountId: 'u1', place: 0, because: 'plus_tag', personId: ben },
      { accountId: 'u2', place: 0, because: 'same_address', personId: ana },
      { accountId: 'u2', place: 1, because: 'similar_name', personId: ben },
      { accountId: 'u3', place: 0, because: 'guest', personId: ben },
      { accountId: 'u4', place: 0, because: 'plus_tag', personId: ben },
    ])
    await storage.pool.query(`UPDATE account SET active = false WHERE id = 'u4'`)
    const likely = async () =>
      (await suggestions.likelyOf('T1', ben, 9)).map(({ accountId, because }) => `${accountId} ${because}`)
    expect(await likely()).toEqual(['u1 plus_tag', 'u2 similar_name'])
    expect(await suggestions.likelyOf('T2', ben, 9)).toEqual([])
    await decisionsRepository(storage).store(
      here,
      [
        {
          ...{ accountId: 'u1', class: 'shared', personId: ana },
          ...{ reason: 'A mailbox', reviewAt: at(999), seen: null, learned: null },
        },
      ],
      { slackUserId: 'UADMIN', now: at(5), newcomer: null },
    )
    expect(await likely()).toEqual(['u2 similar_name'])
  })

  it('leaves out who said "not mine" while the staff was searched; the others move up', async () => {
    const { storage, suggestions, ana, ben } = await seeded()
    const questions = questionsRepository(storage)
    const asked = { accountId: 'u2', about: 'whose' as const, personId: ben, slackUserId: 'UB', by: 'UA' }
    await questions.ask(here, { ...asked, because: 'plus_tag' }, at(5))
    const [open] = await questions.open('T1', at(5), null, 9)
    const notMine = { answer: 'not_mine' as const, by: 'UB', settledAs: null, tell: null, reviewAt: null }
    expect(await questions.answer('T1', open?.question.id ?? '', notMine, at(6))).toBe(true)
    await suggestions.replace(here, [
      { accountId: 'u2', place: 0, because: 'plus_tag', personId: ben },
      { accountId: 'u2', place: 1, because: 'similar_name', personId: ana },
      { accountId: 'u3', place: 0, because: 'plus_tag', personId: ben },
    ])
    const kept = 'SELECT account_id, place, person_id FROM suggestion ORDER BY account_id'
    expect(await rowsOf(storage, kept)).toEqual([
      { account_id: 'u2', place: 0, person_id: ana },
      { account_id: 'u3', place: 0, person_id: ben },
    ])
  })
})
