import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { generatedCompany } from '../../src/sandbox/seeds/generated-company.ts'
import { smallCompany } from '../../src/sandbox/seeds/small-company.ts'
import type { LocalMessage } from '../../src/sandbox/slack/shapes.ts'
import { type Company, startCompany } from '../support/company.ts'

let company: Company

const liveAccounts = async () =>
  (await company.storage.pool.query('SELECT count(*)::int AS live FROM account WHERE removed_at IS NULL'))
    .rows[0]?.live

const audited = async () =>
  (await company.storage.pool.query("SELECT actor, action FROM deed WHERE action LIKE 'held%' ORDER BY id"))
    .rows

const held = () => company.alertsWith('Decision needed')

/** The held message; there must be one. */
const question = (): LocalMessage => {
  const [message, ...more] = held()
  if (message === undefined || more.length > 0) throw new Error(`${more.length + 1} held messages`)
  return message
}

describe('a list that drops from 400 accounts to 3', () => {
  let removed: (() => void)[]
  beforeEach(async () => {
    company = await startCompany(generatedCompany({ people: 350, accounts: 400 }))
    onTestFinished(() => company.sandbox.stop())
    const { miro } = company
    // Three Company Admins stay: somebody must be able to read the list.
    const staying = new Set(
      [...miro.members]
        .sort((left, right) => Number(isAdmin(right)) - Number(isAdmin(left)))
        .slice(0, 3)
        .map(({ id }) => id),
    )
    removed = miro.members
      .filter(({ id }) => !staying.has(id))
      .map(member => {
        miro.remove(member.id)
        return () => miro.add(member)
      })
  })
  const isAdmin = ({ role }: { role: string }) => role === 'organization_internal_admin'

  test('is held with its numbers, in one message however often it comes, and nothing changes', async () => {
    const before = await company.known()
    expect(await company.sync('Sync waits for a decision')).toContain('has to decide first')
    await company.tick('sync')
    expect(company.admin.read(question())).toContain('Did you remove these accounts?')
    // No consent without names: everybody who would go is listed before it is decided.
    const { admin } = company
    await admin.click(question(), 'Show all 397')
    await company.slack.until(() => admin.views.length > 0 && admin.read(admin.view).includes('Next'), {
      what: 'who would go',
      timeoutMs: 20_000,
    })
    expect(admin.read(admin.view).match(/^• /gm)).toHaveLength(40)
    await admin.close(admin.view)
    expect(await company.known()).toEqual(before)
    expect(company.alerts().length).toBe(2)
  })

  test('is applied when a person says so, and that is logged', async () => {
    await company.sync('Sync waits for a decision')
    const message = question()
    await company.admin.click(message, 'Apply anyway')
    await company.slack.until(() => company.admin.read(message).includes('applied by'), {
      what: 'the message closed',
      timeoutMs: 20_000,
    })
    await company.idle()
    expect(await liveAccounts()).toBe(3)
    expect(await audited()).toEqual([
      { actor: 'U0ADMIN', action: 'held_sync_approved' },
      { actor: 'U0ADMIN', action: 'held_sync_applied' },
    ])
    expect(held()).toEqual([])
    expect(await company.sync()).toContain('Nothing changed')
  })

  test('is read again when a person says so, and a whole list closes the question', async () => {
    const before = await company.known()
    await company.sync('Sync waits for a decision')
    for (const bringBack of removed) bringBack()
    const message = question()
    await company.admin.click(message, 'Try again')
    await company.slack.until(() => company.admin.read(message).includes('replaced by a later sync'), {
      what: 'the message closed',
      timeoutMs: 20_000,
    })
    await company.idle()
    expect(await company.known()).toEqual(before)
    expect(await audited()).toEqual([{ actor: 'U0ADMIN', action: 'held_sync_retried' }])
    expect(company.alerts().length).toBe(2)
  })
})

describe('other lists nobody would believe', () => {
  beforeEach(async () => {
    company = await startCompany(smallCompany)
    onTestFinished(() => company.sandbox.stop())
  })
  const question = () => company.alertsWith('Decision needed')

  test('an empty one is held', async () => {
    const before = await company.known()
    const empty = { limit: 100, size: 0, data: [], type: 'cursor-list' }
    company.miro.faults.push({ match: { page: 1 }, do: { edit: () => empty } })
    await company.sync('Sync waits for a decision')
    expect(company.admin.read(question()[0] ?? fail())).toContain(
      'The new list is empty. The last one had 17 accounts.',
    )
    expect(await company.known()).toEqual(before)
  })

  test('one that grew tenfold is held', async () => {
    const before = await company.known()
    for (let number = 0; number < 160; number += 1)
      company.miro.add({
        ...company.account(1),
        id: String(3_999_999_999_999_000_000n + BigInt(number)),
        email: `new${number}@juniper.example`,
      })
    await company.sync('Sync waits for a decision')
    expect(company.admin.read(question()[0] ?? fail())).toContain('The list grew from 17 accounts to 177.')
    expect(await company.known()).toEqual(before)
  })

  test('an account that one list leaves out, and a second look finds, stays', async () => {
    const [before, left] = [await company.known(), company.account(2)]
    company.miro.faults.push({ match: { page: 1 }, do: { edit: body => without(body, left.id) } })
    expect(await company.sync()).toContain('Nothing changed')
    const looks = company.miro.calls(/members$/).filter(({ query }) => query['emails'] === left.email)
    expect(looks.length).toBe(1)
    expect(await company.known()).toEqual(before)
  })

  test('an account that is really gone closes the finding about its leaver, in the same message', async () => {
    await company.slack.deactivateUser('U0CARLA')
    await company.sync()
    const [alert, ...more] = company.alertsWith('carla.mendes@juniper.example')
    expect([more, alert?.text]).toEqual([[], expect.stringContaining('can still use Miro')])
    company.miro.remove('carla.mendes@juniper.example')
    expect(await company.sync()).toContain('0 new, 0 changed, 1 gone.')
    expect(company.admin.read(alert ?? fail())).toContain('Closed')
    const { rows } = await company.storage.pool.query(
      `SELECT closed_as FROM finding WHERE check_id = 'removed' AND subject_id = $1`,
      [company.account(2).id],
    )
    expect(rows).toEqual([{ closed_as: 'fixed' }])
  })
})

const fail = (): never => {
  throw new Error('there is no such message')
}

/** A page of the list with one member left out. */
function without(body: unknown, id: string): unknown {
  const page = body as { size: number; data: { id: string }[] }
  return { ...page, size: page.size - 1, data: page.data.filter(member => member.id !== id) }
}
