import { randomInt } from 'node:crypto'
import { expect, onTestFinished, test } from 'vitest'
import { createSealer } from '../src/crypto/sealed.ts'
import { memberRole } from '../src/domain/account.ts'
import { evaluateBatch } from '../src/domain/evaluate.ts'
import { judgeJoining } from '../src/domain/joining.ts'
import type { DirectoryUser } from '../src/domain/staff.ts'
import { MiroError } from '../src/miro/miro-error.ts'
import { SlackError } from '../src/slack/errors.ts'
import { openRepositories } from '../src/storage/open-repositories.ts'
import type { ConnectionKey } from '../src/workflows/connection-key.ts'
import { evaluateAccess } from '../src/workflows/evaluate-access.ts'
import { evaluateAccounts } from '../src/workflows/evaluate-accounts.ts'
import { judgeLeavers } from '../src/workflows/judge-leavers.ts'
import { lookAtPeople } from '../src/workflows/look-at-people.ts'
import { notePersonEvent } from '../src/workflows/note-person-event.ts'
import { syncAccounts } from '../src/workflows/sync-accounts.ts'
import { syncStaff } from '../src/workflows/sync-staff.ts'
import { here, seedConnections } from './storage/seeds.ts'
import { openTestStorage } from './support/database.ts'
import { saved, snapshot } from './support/domain-samples.ts'
import { MovingCompany, randomFrom } from './support/moving-company.ts'

const size = { people: 2_000, accounts: 3_000 }
const moves = 200
const day = 24 * 3_600_000
const pageSize = 250
const roles = [memberRole]

/** How a read ends: whole, by an error of the service, or because the process stopped. */
type End = 'whole' | 'refused' | 'stopped'

/** The bot's own workflows on its own tables, beside a company whose Slack and Miro are in memory. */
async function bot(company: MovingCompany) {
  const storage = await openTestStorage('embedded')
  onTestFinished(storage.close)
  await seedConnections(storage)
  const stored = openRepositories(storage, createSealer([Buffer.alloc(32, 1)]), 'UTC')
  let now = Date.parse('2026-11-24T09:00:00Z')
  const clock = () => new Date(now)
  await stored.connections.addAsCritical(here, 'U1', clock())
  await stored.rules.save(here, { way: 'by_role', miroRoles: roles, staffRoles: [] }, 'U1', clock())

  const page = <T>(all: readonly T[], idOf: (one: T) => string, cursor: string | null) => {
    const rest = all.filter(one => cursor === null || idOf(one) > cursor)
    const rows = rest.slice(0, pageSize)
    const last = rows.at(-1)
    return { rows, cursor: rest.length > pageSize && last !== undefined ? idOf(last) : null }
  }
  const cut = (end: End, pages: number, error: Error) => {
    if (end === 'whole' || pages < 2) return
    throw end === 'refused' ? error : Object.assign(new Error('the process stops'), { name: 'AbortError' })
  }
  const running = { clock, every: () => () => {}, makeWay: async () => {}, runs: stored.runs }
  const evaluating = {
    ...{ clock, makeWay: async () => {}, intervals: { accounts: 60 * day, staff: 60 * day } },
    ...{ timeZone: 'UTC', evaluation: stored.evaluation, alerts: stored.alerts },
  }
  const users = () => [...company.people.values()].map(({ user }) => user)
  const members = () =>
    [...company.accounts.values()].filter(({ present }) => present).map(({ member }) => member)
  const orStopped = async <T>(read: Promise<T>): Promise<T | null> =>
    read.catch(error => {
      if (error instanceof Error && error.name === 'AbortError') return null
      throw error
    })
  let events = 0
  const workspace = here.workspaceId
  const judge = () =>
    judgeLeavers(
      {
        ...{ clock, leaving: stored.leaving, staff: stored.staffLook, deliver: async () => {} },
        checkAccounts: (key, id, accounts) => evaluateAccounts(evaluating, key, id, accounts),
        requestEvaluation: async () => {},
      },
      workspace,
    )

  return {
    storage,
    forward: (milliseconds: number) => {
      now += milliseconds
    },
    async readStaff(end: End = 'whole') {
      let pages = 0
      const directory = {
        page: async (cursor: string | null) => {
          cut(end, pages++, new SlackError({ kind: 'unavailable', code: 'service_unavailable' }))
          const { rows, ...more } = page<DirectoryUser>(users(), ({ slackUserId }) => slackUserId, cursor)
          return { users: rows, skipped: 0, ...more }
        },
      }
      const needs = { ...running, directory, staff: stored.staffSync }
      const ended = await orStopped(syncStaff(needs, here.workspaceId, { requestedBy: null }))
      if (ended?.outcome === 'complete') for (const { slackUserId } of users()) company.seen.add(slackUserId)
      return ended?.outcome ?? 'stopped'
    },
    async readAccounts(end: End = 'whole') {
      let pages = 0
      const ports = {
        page: async (_: string, __: string, cursor: string | null) => {
          cut(end, pages++, new MiroError('members', 'unavailable'))
          const { rows, ...more } = page(members(), ({ id }) => id, cursor)
          return { ...more, read: () => ({ members: rows, setAside: 0 }) }
        },
        byAddresses: async (_: string, __: string, addresses: readonly string[]) =>
          members().filter(({ address }) => address !== null && addresses.includes(address)),
        byId: async (_: string, __: string, id: string) => members().find(one => one.id === id) ?? null,
      }
      const needs = {
        ...{ ...running, members: ports, accounts: stored.accountSync },
        callMiro: <T>(_: ConnectionKey, call: (token: string) => Promise<T>) => call('token'),
        retrying: <T>(call: () => Promise<T>) => call(),
      }
      return (await orStopped(syncAccounts(needs, here, { requestedBy: null })))?.outcome ?? 'stopped'
    },
    check: (id: string) => evaluateAccess(evaluating, here, id),
    /** Slack tells of somebody, as often as given. */
    async tell(slackUserId: string, times: number) {
      events += 1
      const event = { id: `Ev${events}`, type: 'user_change', slackUserId, urgent: false }
      const needs = { clock, events: stored.personEvents, requestLook: async () => {} }
      for (let left = times; left > 0; left -= 1) await notePersonEvent(needs, { ...event, ...here })
    },
    look: () =>
      lookAtPeople(
        {
          ...{ clock, pause: async () => {}, workspaces: stored.workspaces, events: stored.personEvents },
          directory: {
            person: async id => {
              company.seen.add(id)
              return company.people.get(id)?.user ?? null
            },
          },
          staff: stored.staffLook,
          checkAccounts: (key, id, accounts) => evaluateAccounts(evaluating, key, id, accounts),
          ...{ requestEvaluation: async () => {}, requestScan: async () => {} },
          audit: stored.audit,
          deliver: async () => {},
        },
        here.workspaceId,
      ),
    /** Somebody says that two are one; false where the bot knows too little of them yet. The id takes it back. */
    async join(gone: string, here: string): Promise<string | null> {
      const of = async (id: string) => {
        const { rows } = await storage.pool.query<{ id: string }>(
          'SELECT person_id AS id FROM person_source WHERE slack_user_id = $1',
          [id],
        )
        return stored.joining.person(workspace, rows[0]?.id ?? '')
      }
      const judged = judgeJoining(await of(here), await of(gone), { by: 'U1', now: clock() })
      if ('refused' in judged || judged.joining.left) return null
      const { kept, gone: part } = judged.joining
      const said = { keptId: kept.id, goneId: part.id, rehired: false, by: 'U1', now: clock() }
      const joinId = await stored.joining.join(workspace, said)
      await judge()
      return joinId
    },
    async part(joinId: string): Promise<void> {
      expect(await stored.parting.part(workspace, joinId, { by: 'U1', now: clock() })).toBe(true)
      await judge()
    },
    async open(): Promise<string[]> {
      const { rows } = await storage.pool.query<{ open: string }>(
        `SELECT concat_ws(' ', check_id, subject_id, why, slack_user_id) AS open
         FROM finding LEFT JOIN person ON person.id = person_id
         WHERE closed_at IS NULL AND check_id <> 'configured' ORDER BY 1`,
      )
      return rows.map(({ open }) => open)
    },
  }
}

/** The checks on what is true now, by somebody who knows nothing of how it came about. */
function fromScratch(company: MovingCompany): string[] {
  const facts = snapshot({
    rule: saved({ way: 'by_role', miroRoles: roles, staffRoles: [] }),
    roles,
  })
  const { reconciled } = evaluateBatch({ ...facts, ...company.facts() })
  return reconciled.opened
    .map(({ checkId, subjectId, why, personId }) =>
      [checkId, subjectId, why, personId ?? ''].join(' ').trim(),
    )
    .toSorted()
}

test.each([1, randomInt(1, 2 ** 31)])(
  'whatever happens, in the end the findings are those of the facts, and no partial read opened or closed one (seed %i)',
  async seed => {
    const company = new MovingCompany(size, randomFrom(seed))
    const { forward, readStaff, readAccounts, check, tell, look, join, part, open } = await bot(company)
    let cutOff = false
    const whole = async (id: string) => {
      forward(120_000)
      // What was cut off before goes on with what it had read then: the second read is the one of today.
      for (const read of [readStaff, readAccounts])
        for (let left = cutOff ? 2 : 1; left > 0; left -= 1) expect(await read()).toBe('complete')
      cutOff = false
      expect((await check(id)).outcome).toBe('done')
    }
    await whole('first')
    expect(await open()).toEqual(fromScratch(company))
    expect((await open()).length).toBeGreaterThan(moves)

    const log: string[] = []
    const joins = new Map<string, string>()
    const said = { joined: 0, parted: 0 }
    const joinOrPart = async () => {
      const again = company.chance(0.3) ? [...joins.keys()][0] : undefined
      if (again !== undefined) {
        await part(joins.get(again) ?? '')
        joins.delete(again)
        company.joined.delete(again)
        said.parted += 1
        log.push(`${again} is a person of their own again`)
        return
      }
      const [gone, here] = company.twoToJoin()
      const joinId = await join(gone, here)
      if (joinId === null) return
      joins.set(gone, joinId)
      company.joined.set(gone, here)
      said.joined += 1
      log.push(`${gone} is the same as ${here}`)
    }
    for (let moved = 1; moved <= moves; moved += 1) {
      const { what, about } = company.move()
      log.push(what)
      forward(600_000)
      // Lost, told once, or told twice.
      if (about !== null) await tell(about, company.pick([0, 1, 1, 1, 2]))
      if (moved % 5 === 0) await look()
      if (moved % 4 === 0) await joinOrPart()
      if (moved % 20 !== 0) continue
      const before = await open()
      const [read, end] = [
        company.pick([readStaff, readAccounts]),
        company.pick(['refused', 'stopped'] as const),
      ]
      forward(120_000)
      const ended = await read(end)
      // Cut off again and again, it got to its end after all.
      if (ended === 'complete') continue
      cutOff ||= ended === 'stopped'
      expect(await open(), `after a read that ended ${end}: ${log.join(', ')}`).toEqual(before)
      await check(`partial-${moved}`)
      expect(await open(), `judged after it: ${log.join(', ')}`).toEqual(before)
      if (company.chance(0.4)) await whole(`whole-${moved}`)
    }
    await look()
    await whole('last')
    // Of fifty tries; by chance alone not even one in a billion companies has fewer.
    expect(said.joined).toBeGreaterThan(9)
    expect(said.parted).toBeGreaterThan(0)
    expect(await open(), log.join(', ')).toEqual(fromScratch(company))
  },
)
