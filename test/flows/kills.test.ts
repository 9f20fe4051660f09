import { stdout } from 'node:process'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { generatedCompany } from '../../src/sandbox/seeds/generated-company.ts'
import type { BotProcess } from '../support/bot-process.ts'
import { type Place, setUpPlace } from '../support/killed-bot.ts'
import { type Deed, type DeedName, KilledCompany } from '../support/killed-company.ts'
import { serverIsReachable } from '../support/test-server.ts'

// One of each kind; `npm run kills` does this a hundred times on each database, and prints what it took.
const kills = Number(process.env['KILLS'] ?? 5)
const seed = Number(process.env['KILLS_SEED'] ?? Date.now() % 1_000_000)

const reachable = await serverIsReachable()
const company = generatedCompany({ people: 330, accounts: 330 })
const names: readonly DeedName[] = ['sync', 'evaluation', 'delivery', 'apply anyway', 'import']

/** Deterministic, so that a failing run can be repeated. */
function numbers(from: number): () => number {
  let state = from >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 4_294_967_296
  }
}

const shown = ({ sandbox }: Place, { done }: Deed, what: string): Promise<unknown> =>
  sandbox.slack.until(done, { what, timeoutMs: 90_000, everyMs: 20 })

/** How long each takes when nobody is killed, in ms: where in it the kill falls is drawn from that. */
async function calm(place: Place, killed: KilledCompany): Promise<ReadonlyMap<DeedName, number>> {
  const took = new Map<DeedName, number>()
  for (const name of names) {
    const deed = killed.deed(name)
    await deed.begin()
    const from = performance.now()
    await shown(place, deed, `${name} that nobody cut off`)
    took.set(name, performance.now() - from)
    await deed.after?.()
  }
  return took
}

/**
 * Nothing more is told: a message that a killed process had taken is told by another after 15 s, and a stop would leave
 * it to the next start.
 */
async function quiet({ sandbox: { slack } }: Place): Promise<void> {
  let [requests, since] = [-1, performance.now()]
  const isQuiet = (): boolean => {
    if (slack.requests.length !== requests) [requests, since] = [slack.requests.length, performance.now()]
    return performance.now() - since > 20_000
  }
  await slack.until(isQuiet, { what: 'quiet', timeoutMs: 90_000, everyMs: 100 })
}

/** What is stored in the end, beside what Miro and Slack have. */
const left = ({ stored }: Place) =>
  stored(async ({ pool }) => {
    const ids = async (from: string) =>
      (await pool.query<{ id: string }>(from)).rows.map(({ id }) => id).sort()
    return {
      accounts: await ids('SELECT id FROM account WHERE removed_at IS NULL'),
      untold: await ids(`SELECT id::text FROM alert WHERE state <> 'sent' OR wanted IS DISTINCT FROM sent`),
      running: await ids(`SELECT id::text FROM sync_run WHERE state = 'running'`),
      pages: await ids('SELECT run_id::text AS id FROM sync_page'),
    }
  })

describe.each([
  ['the embedded database', 'embedded'],
  [`PostgreSQL${reachable ? '' : ' (skipped: no server)'}`, 'served'],
] as const)('on %s', (_, kind) => {
  test.skipIf(kind === 'served' && !reachable)(
    `${kills} kills at random moments: nothing lost, nothing doubled, nothing left running`,
    { timeout: 120_000 + kills * 100_000 },
    async () => {
      const random = numbers(seed)
      const place = await setUpPlace(kind, company)
      const { slack, miro } = place.sandbox
      const killed = new KilledCompany(place)
      const took = await calm(place, killed)
      let bot: BotProcess = place.bot
      const waits: number[] = []
      for (let kill = 0; kill < kills; kill += 1) {
        const name = names[kill % names.length] ?? 'sync'
        const deed = killed.deed(name)
        // Between what Slack stored and what the bot was told of it.
        if (name === 'delivery')
          slack.faults.push({
            method: 'chat.postMessage',
            when: ({ metadata }) => metadata !== undefined,
            do: { hang: true, afterStoring: random() < 0.5 },
          })
        await deed.begin()
        await pause(random() * (took.get(name) ?? 0))
        expect((await bot.end('SIGKILL')).signal).toBe('SIGKILL')
        slack.faults.clear()
        bot = await place.start()
        const back = performance.now()
        if (deed.promised?.() === false) await deed.begin()
        await shown(place, deed, `${name} after kill ${kill + 1} with KILLS_SEED=${seed}`)
        waits.push(Math.round(performance.now() - back))
        await deed.after?.()
      }
      await quiet(place)
      expect(await bot.end('SIGTERM')).toEqual({ code: 0, signal: null })
      const told = [...killed.told].map(address => [address, killed.naming(address).map(({ text }) => text)])
      expect(told.filter(([, texts]) => texts?.length !== 1)).toEqual([])
      expect(killed.running).toEqual([])
      expect(await left(place)).toEqual({
        accounts: miro.members.map(({ id }) => id).sort(),
        ...{ untold: [], running: [], pages: [] },
      })
      const longest = Math.max(...waits)
      stdout.write(`${kind}: ${kills} kills, KILLS_SEED=${seed}, longest time to recovery ${longest} ms\n`)
      expect(longest).toBeLessThan(30_000)
    },
  )
})
