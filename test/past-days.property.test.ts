import { randomInt } from 'node:crypto'
import { expect, test } from 'vitest'
import { evaluateSystem } from '../src/domain/evaluate.ts'
import type { Storage } from '../src/storage/engine/storage.ts'
import { frameOf } from '../src/workflows/checks/evaluate-access.ts'
import { recompute } from '../src/workflows/journal/read-past-day.ts'
import { here } from './storage/seeds.ts'
import { companyBot } from './support/company-bot.ts'
import { CompanySayings } from './support/company-sayings.ts'
import { openTestStorage } from './support/database.ts'
import { MovingCompany, randomFrom } from './support/moving-company.ts'
import { serverIsReachable } from './support/test-server.ts'

const size = { people: 400, accounts: 550 }
const moves = 160
const minute = 60_000
const day = 24 * 60 * minute

type Bot = Awaited<ReturnType<typeof companyBot>>
type Row = Readonly<Record<string, unknown>>

/** What the tables say of a day when it ends, without what the journal leaves out. */
async function stored({ storage, stored: { evaluation }, startedWith }: Bot, now: Date) {
  const rows = async (text: string): Promise<Row[]> => (await storage.pool.query<Row>(text)).rows
  const facts = await evaluation.facts(here)
  if (facts === null) throw new Error('nothing is connected')
  return {
    system: evaluateSystem(frameOf({ startedWith }, facts, 'then', now), null).result,
    accounts: await rows(
      `SELECT id, email, address, role, license, admin_roles AS "adminRoles", active, missing_since AS "missingSince",
         set_aside_since AS "setAsideSince", removed_at AS "removedAt", came_back_at AS "cameBackAt"
       FROM account ORDER BY id`,
    ),
    verdicts: await rows(
      `SELECT account_id AS "accountId", class, person_id AS "personId", matched_by AS "matchedBy", results
       FROM assessment ORDER BY account_id`,
    ),
    rule: await rows('SELECT version, way, saved_by AS by FROM rule ORDER BY version DESC LIMIT 1'),
  }
}

/** The same, made of the journal. */
async function recomputed({ stored: { pastDay } }: Bot, now: Date) {
  const world = { pastDay, startedWith: { timeZone: 'UTC' }, makeWay: async () => {} }
  // What a statement wrote is a few milliseconds younger than the program's clock was.
  const then = await recompute(world, here, { until: new Date(now.getTime() + minute), now })
  const accounts: Row[] = []
  const verdicts: Row[] = []
  for await (const batch of then?.accounts ?? [])
    for (const { account, assessment } of batch) {
      const { lastActivityAt, lookedAt, licenseAssignedAt, firstSeenAt, ...known } = account
      accounts.push(known)
      verdicts.push(assessment)
    }
  const rule = then?.frame.rule
  return {
    system: then?.system,
    accounts,
    verdicts,
    rule:
      rule === undefined || rule === null
        ? []
        : [{ version: rule.version, way: rule.rule.way, by: rule.savedBy }],
  }
}

const reachable = await serverIsReachable()

test.each([
  ['the embedded database', 'embedded'],
  [`PostgreSQL${reachable ? '' : ' (skipped: no server)'}`, 'served'],
] as const)(
  'any past day made of the journal alone is as it was stored on that day, on %s',
  async (_, kind: Storage['kind']) => {
    if (kind === 'served' && !reachable) return
    const seed = randomInt(1, 2 ** 31)
    let now = Date.parse('2026-11-24T09:00:00Z')
    const clock = () => new Date(now)
    const company = new MovingCompany(size, randomFrom(seed), clock)
    const bot = await companyBot(company, clock, { storage: await openTestStorage(kind) })
    const sayings = new CompanySayings(company, bot.ears)
    const days: { at: Date; was: Awaited<ReturnType<typeof stored>> }[] = []
    const endOfDay = async (name: string) => {
      now += 2 * minute
      for (const read of [bot.readStaff, bot.readList, bot.readAccounts]) await read()
      expect((await bot.check(name)).outcome).toBe('done')
      days.push({ at: clock(), was: await stored(bot, clock()) })
      now += 2 * minute
    }
    await endOfDay('first')
    for (let moved = 1; moved <= moves; moved += 1) {
      const { about } = company.move()
      now += moved % 8 === 0 ? day : 10 * minute
      if (about !== null) await bot.tell(about, 1)
      if (moved % 2 === 0) await sayings.next()
      if (moved % 45 === 0) await sayings.change()
      if (moved % 5 === 0) await bot.look()
      if (moved % 5 === 0) await bot.judge()
      if (moved % 8 === 0) await endOfDay(`day-${moved}`)
    }
    // Nothing but the journal is left.
    const { pool } = bot.storage
    await pool.query(
      `SET journal.silent = 'on'; DELETE FROM account; DELETE FROM workspace; RESET journal.silent`,
    )
    for (const { at, was } of days) {
      const then = await recomputed(bot, at)
      const said = `of ${at.toISOString()}, seed ${seed}`
      expect(then.rule, `the rule ${said}`).toEqual(was.rule)
      expect(then.system, `the check of the system ${said}`).toEqual(was.system)
      expect(then.accounts, `the accounts ${said}`).toEqual(was.accounts)
      expect(then.verdicts, `the verdicts ${said}`).toEqual(was.verdicts)
    }
    expect(days.length).toBeGreaterThan(15)
  },
)
