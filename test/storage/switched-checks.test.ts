import { expect, it } from 'vitest'
import { anyAccount } from '../../src/domain/account-list.ts'
import type { CheckResult } from '../../src/domain/check.ts'
import type { Reconciled } from '../../src/domain/snapshot.ts'
import { accountCardRepository } from '../../src/storage/account-card-sql.ts'
import { accountListRepository } from '../../src/storage/account-list-sql.ts'
import { accountSyncRepository } from '../../src/storage/account-sync-sql.ts'
import { evaluationRepository } from '../../src/storage/evaluation-sql.ts'
import { overviewRepository } from '../../src/storage/overview-sql.ts'
import { settingsRepository } from '../../src/storage/settings-sql.ts'
import { describeOnBothDatabases } from '../support/database.ts'
import { settings } from '../support/settings-samples.ts'
import { at, here, member, readRun, rowsOf, seedConnections } from './seeds.ts'

const identified: CheckResult = { verdict: 'pass', why: 'matched_email' }
const nothing: Reconciled = { opened: [], changed: [], closed: [] }
const on = {
  licence_used: { on: true, deadline: { amount: 5, unit: 'days' }, options: { days: 30, price: null } },
} as const

await describeOnBothDatabases('a check that can be switched off', open => {
  const seeded = async () => {
    const storage = await open()
    await seedConnections(storage)
    const run = await readRun(storage, 'miro', [[member('m1'), member('m2')]], at(1))
    await accountSyncRepository(storage).apply(run, { gone: [], now: at(1) })
    const evaluation = evaluationRepository(storage)
    let saved = 0
    const save = async (licence: CheckResult | null, reconciled: Reconciled = nothing) => {
      saved += 1
      const results = { identified, ...(licence && { licence_used: licence }) }
      const assessments = ['m1', 'm2'].map(accountId => ({
        ...{ accountId, class: 'staff' as const, personId: null, matchedBy: 'email' as const, results },
      }))
      const fence = await evaluation.begin(here)
      const given = { evaluationId: `e${saved}`, now: at(10 + saved), assessments, reconciled }
      expect(await evaluation.save(here, fence, given)).toBe(true)
    }
    return { storage, evaluation, save }
  }

  it('is chosen by workspace, with its options, and evaluations are told', async () => {
    const { storage, evaluation } = await seeded()
    const stored = settingsRepository(storage)
    expect((await evaluation.facts(here))?.chosen).toEqual({})
    await stored.save('T1', { ...settings, checks: on }, { version: 0, by: 'U1', now: at(2) })
    expect([(await stored.get('T1'))?.settings.checks, (await stored.get('T2'))?.settings.checks]).toEqual([
      on,
      {},
    ])
    expect((await evaluation.facts(here))?.chosen).toEqual(on)
  })

  it('is counted, listed and shown while it is on, and nothing is left of it once it is off', async () => {
    const { storage, save } = await seeded()
    const [overview, cards, list] = [
      overviewRepository(storage),
      accountCardRepository(storage),
      accountListRepository(storage),
    ]
    const page = { afterId: null, limit: 10, now: at(20) }
    const seen = async () => ({
      counts: (await overview.checks(here, at(20))).counts,
      behind: (
        await overview.behind(here, { checkId: 'licence_used', verdict: 'fail', afterId: null, limit: 10 })
      ).rows.map(({ id, why }) => `${id} ${why}`),
      card: (await cards.card(here, 'm1'))?.assessment?.checks.map(({ id, why }) => `${id} ${why}`),
      found: await Promise.all(
        (['licence_used', 'any'] as const).map(async check => {
          const filter = { ...anyAccount, verdict: { check, verdict: 'fail' as const } }
          return (await list.page(here, filter, page)).rows.map(({ id, verdicts }) => [id, verdicts])
        }),
      ),
      off: [(await cards.card(here, 'm1'))?.off, (await list.words(here)).off],
    })
    const counted = { pass: 0, fail: 0, not_applicable: 0, unknown: 0, excepted: 0 }
    await settingsRepository(storage).save(
      'T1',
      { ...settings, checks: on },
      { version: 0, by: 'U1', now: at(2) },
    )
    await save({ verdict: 'fail', why: 'not_active' })
    const verdicts = { identified: 'pass', licence_used: 'fail' }
    const both = [
      ['m1', verdicts],
      ['m2', verdicts],
    ]
    expect(await seen()).toEqual({
      counts: { identified: { ...counted, pass: 2 }, licence_used: { ...counted, fail: 2 } },
      behind: ['m1 not_active', 'm2 not_active'],
      card: ['identified matched_email', 'licence_used not_active'],
      found: [both, both],
      off: [[], []],
    })
    await settingsRepository(storage).save('T1', settings, { version: 1, by: 'U1', now: at(3) })
    await save(null)
    expect(await seen()).toEqual({
      counts: { identified: { ...counted, pass: 2 } },
      behind: [],
      card: ['identified matched_email'],
      found: [[], []],
      off: [['licence_used'], ['licence_used']],
    })
  })

  it('closes its findings as switched off, and they go on with the clock they had', async () => {
    const { storage, save } = await seeded()
    const fails: CheckResult = { verdict: 'fail', why: 'never_signed_in' }
    const opened = (minute: number) => ({
      ...{
        checkId: 'licence_used' as const,
        subjectId: 'm1',
        why: 'never_signed_in' as const,
        personId: null,
      },
      ...{ clockAt: at(minute), endAt: null, dueAt: at(minute + 100) },
      goesOn: { closedAs: ['disconnected' as const, 'check_off' as const], notBefore: null },
    })
    await save(fails, { ...nothing, opened: [opened(11)] })
    const [first] = (await storage.pool.query<{ id: string }>('SELECT id FROM finding')).rows
    await save(null, { ...nothing, closed: [{ id: first?.id ?? '', closedAs: 'check_off' }] })
    await save(fails, { ...nothing, opened: [opened(50)] })
    expect(
      await rowsOf(
        storage,
        'SELECT closed_as, clock_at, due_at, previous_id FROM finding ORDER BY opened_at',
      ),
    ).toEqual([
      { closed_as: 'check_off', clock_at: at(11), due_at: at(111), previous_id: null },
      { closed_as: null, clock_at: at(11), due_at: at(111), previous_id: first?.id },
    ])
  })
})
