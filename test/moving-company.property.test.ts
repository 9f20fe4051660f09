import { randomInt } from 'node:crypto'
import { expect, test } from 'vitest'
import { companyBot } from './support/company-bot.ts'
import { expectedOf } from './support/company-oracle.ts'
import { CompanySayings } from './support/company-sayings.ts'
import { MovingCompany, randomFrom } from './support/moving-company.ts'

const size = { people: 2_000, accounts: 3_000 }
const moves = 200
const minute = 60_000
const day = 24 * 60 * minute

type Bot = Awaited<ReturnType<typeof companyBot>>

/** What the bot has in its tables and what is true, where they differ. `before`: what was open before the last check. */
async function difference(company: MovingCompany, bot: Bot, before: readonly string[]): Promise<string[]> {
  const expected = expectedOf(company.truth())
  const verdicts = await bot.verdicts()
  const wrong: string[] = []
  const wanted = new Set<string>()
  for (const [id, { person, lastDay, says }] of expected) {
    const { identified, removed, valid } = says
    const verdict = [identified, removed, valid].map(each => each.verdict).join(' ')
    // One that came and went again between two reads the bot never knew.
    const known = verdicts.has(id) || company.accounts.get(id)?.present === true
    if (known && verdicts.get(id) !== verdict)
      wrong.push(`account ${id} is ${verdicts.get(id)}, not ${verdict}`)
    for (const [check, { why }] of Object.entries(says).filter(([, each]) => each.verdict === 'fail'))
      wanted.add([check, id, why, person, check === 'removed' && lastDay].filter(Boolean).join(' '))
  }
  // Unknown neither opens nor closes.
  const isUnknown = (finding: string): boolean => {
    const [check = '', id = ''] = finding.split(' ')
    return Object.entries(expected.get(id)?.says ?? {}).some(
      ([one, { verdict }]) => one === check && verdict === 'unknown',
    )
  }
  for (const finding of before.filter(isUnknown)) wanted.add(finding)
  const open = new Set(await bot.open())
  return [
    ...wrong,
    ...[...wanted].filter(finding => !open.has(finding)).map(finding => `not open: ${finding}`),
    ...[...open].filter(finding => !wanted.has(finding)).map(finding => `open: ${finding}`),
  ]
}

test.each([1, randomInt(1, 2 ** 31)])(
  'whatever happens, the findings are those of the facts, and no partial read opens or closes one (seed %i)',
  async seed => {
    let now = Date.parse('2026-11-24T09:00:00Z')
    const clock = () => new Date(now)
    const company = new MovingCompany(size, randomFrom(seed), clock)
    const bot = await companyBot(company, clock)
    const { readStaff, readAccounts, readList, check } = bot
    const sayings = new CompanySayings(company, bot.ears)
    const log: string[] = []
    let cutOff = false
    const whole = async (id: string) => {
      now += 2 * minute
      const before = await bot.open()
      const listFirst = company.chance(0.5)
      if (listFirst) expect(await readList()).toEqual({ outcome: 'applied' })
      // What was cut off before goes on with what it had read then: the second read is the one of today.
      for (const read of [readStaff, readAccounts])
        for (let left = cutOff ? 2 : 1; left > 0; left -= 1) expect(await read()).toBe('complete')
      cutOff = false
      if (!listFirst) expect(await readList()).toEqual({ outcome: 'applied' })
      expect((await check(id)).outcome).toBe('done')
      expect(await difference(company, bot, before), log.join('\n')).toEqual([])
    }
    const partial = async (id: string) => {
      now += 2 * minute
      await check(`before-${id}`)
      const before = await bot.open()
      const read = company.pick([readStaff, readAccounts])
      const end = company.pick(['refused', 'stopped'] as const)
      const ended = await read(end)
      // Cut off again and again, it got to its end after all.
      if (ended === 'complete') return
      cutOff ||= ended === 'stopped'
      expect(await bot.open(), `after a read that ended ${end}: ${log.join('\n')}`).toEqual(before)
      await check(id)
      expect(await bot.open(), `judged after it: ${log.join('\n')}`).toEqual(before)
    }
    await whole('first')
    expect((await bot.open()).length).toBeGreaterThan(moves)

    for (let moved = 1; moved <= moves; moved += 1) {
      const { what, about } = company.move()
      log.push(what)
      now += moved % 8 === 0 ? day : 10 * minute
      // Lost, told once, or told twice.
      if (about !== null) await bot.tell(about, company.pick([0, 1, 1, 1, 2]))
      if (moved % 2 === 0) log.push((await sayings.next()) ?? 'nobody listens')
      if (moved % 45 === 0) log.push(await sayings.change())
      if (moved % 5 === 0) await bot.look()
      if (moved % 5 === 0) await bot.judge()
      if (moved % 20 === 0) await partial(`partial-${moved}`)
      if (moved % 40 === 0) await whole(`whole-${moved}`)
    }
    for (const often of Object.values(sayings.taken)) expect(often).toBeGreaterThan(0)
  },
)
