import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { MiroFaultEffect } from '../../src/sandbox/miro/faults.ts'
import { generatedCompany } from '../../src/sandbox/seeds/generated-company.ts'
import { type Company, startCompany } from '../support/company.ts'

let company: Company
afterAll(() => company.sandbox.stop())

const members = /^\/v2\/orgs\/\d+\/members$/
const pagesAsked = () =>
  company.miro.calls(members).filter(({ query }) => query['emails'] === undefined).length

describe('the list of 10,000 accounts', () => {
  // One after the other on the same company: a sync that failed must not spoil the next one anyway.
  beforeAll(async () => {
    company = await startCompany(generatedCompany({ people: 900, accounts: 9_990 }))
    // What a sync that works would find: an account that went, and one that is new.
    company.miro.remove(company.account(1_000).id)
    company.miro.add({ ...company.account(0), id: '3999999999999999999', email: 'new@big.example' })
  })

  test.each<[string, MiroFaultEffect, string]>([
    ['answers 500', { status: 500 }, 'Miro did not answer (tried several times).'],
    ['is cut off in its body', { reset: 'body' }, 'Miro did not answer (tried several times).'],
    ['is half a JSON text', { truncate: true }, 'Miro’s answer could not be read'],
    ['is HTML with status 200', { html: true }, 'Miro’s answer could not be read'],
    ['is an empty object', { emptyObject: true }, 'Miro’s answer could not be read'],
    ['gives the cursor it was asked with', { repeatCursor: true }, 'did not end'],
    ['gives the cursor of the second page', { repeatCursor: 'first' }, 'did not end'],
  ])('page 57 of 100 %s, for good: nothing changes, and it is said once', async (_, effect, said) => {
    const [before, dms] = [await company.known(), company.admin.dm.length]
    company.miro.faults.push({ match: { page: 57 }, times: 'always', do: effect })
    expect(await company.sync('Sync not complete')).toContain(said)
    company.miro.faults.clear()
    expect(await company.known()).toEqual(before)
    expect([company.alerts().length, company.admin.dm.length]).toEqual([1, dms + 1])
  })

  test('the next sync finds everything, with a page that fails twice, one that is empty and a storm of refusals', async () => {
    const { miro, time } = company
    miro.faults.push({ match: { page: 20 }, times: 2, do: { status: 503 } })
    miro.faults.push({ match: { page: 57 }, do: { emptyWithCursor: true } })
    miro.faults.push({
      match: { path: members, page: 70 },
      times: 40,
      do: { status: 429, headers: { 'retry-after': '2' } },
    })
    const [asked, waited] = [pagesAsked(), time.waits.length]
    expect(await company.sync()).toContain('1 new, 0 changed, 1 gone.')
    expect([miro.faults.pending, pagesAsked() - asked]).toEqual([0, 100 + 2 + 1 + 40])
    const waits = time.waits.slice(waited)
    expect([waits.length, waits.filter(wait => wait >= 2_000 && wait <= 3_000).length]).toEqual([42, 40])
    expect(company.alertsWith('new@big.example').length).toBe(1)
    expect(company.alerts().length).toBe(2)
  })

  type Row = { readonly id: string; readonly email: string }
  const edited = (change: (rows: Row[]) => unknown[]) => (body: unknown) => {
    const { data, ...page } = Object(body) as { readonly data: Row[] }
    return { ...page, data: change(data) }
  }

  test('a row that comes twice counts once; after many of them the list is read again', async () => {
    const { miro } = company
    const before = await company.known()
    let last: Row[] = []
    const remember = edited(rows => {
      last = rows
      return rows
    })
    // Pushed out by a row of the page before, the first one of page 4 is looked at a second time.
    const moved = edited(rows => [...last.slice(-1), ...rows.slice(1)])
    miro.faults.push({ match: { page: 3 }, do: { edit: remember } })
    miro.faults.push({ match: { page: 4 }, do: { edit: moved } })
    expect(await company.sync()).toContain('Nothing changed in Miro.')
    expect(await company.known()).toEqual(before)

    const asked = pagesAsked()
    miro.faults.push({ match: { page: 3 }, do: { edit: remember } })
    for (const page of [4, 5]) miro.faults.push({ match: { page }, do: { edit: edited(() => last) } })
    expect(await company.sync()).toContain('Nothing changed in Miro.')
    expect([pagesAsked() - asked, miro.faults.pending]).toEqual([200, 0])
    expect(await company.known()).toEqual(before)
  })

  test('an account that cannot be read is set aside and named until it can be', async () => {
    const { admin, miro, slack } = company
    const before = await company.known()
    const { id, email } = company.account(1)
    const numbered = edited(rows => rows.map(row => (row.id === id ? { ...row, id: Number(row.id) } : row)))
    miro.faults.push({ match: { path: members }, times: 'always', do: { edit: numbered } })
    expect(await company.sync()).toContain('Nothing changed in Miro.')
    expect(await company.known()).toEqual(before)
    const named = async () => {
      const shown = admin.ephemerals.length
      await admin.command('/miro', 'checks')
      const answer = await slack.until(() => admin.ephemerals[shown] ?? false, {
        what: 'the checks',
        timeoutMs: 20_000,
      })
      return admin.read(answer).includes(`could not read 1 entry in Miro’s list: ${email}.`)
    }
    expect(await named()).toBe(true)
    miro.faults.clear()
    expect(await company.sync()).toContain('0 new, 1 changed, 0 gone.')
    expect(await company.known()).toEqual(before)
    expect(await named()).toBe(false)
  })
})
