import { expect, onTestFinished } from 'vitest'
import { createSealer } from '../../src/crypto/sealed.ts'
import type { ConnectionKey } from '../../src/domain/connection-key.ts'
import { judgeJoining } from '../../src/domain/joining.ts'
import type { DirectoryUser } from '../../src/domain/staff.ts'
import { MiroError } from '../../src/miro/miro-error.ts'
import { SlackError } from '../../src/slack/frame/errors.ts'
import { followClock } from '../../src/storage/engine/journal-clock.ts'
import type { Storage } from '../../src/storage/engine/storage.ts'
import { openRepositories } from '../../src/storage/open-repositories.ts'
import { evaluateAccess, evaluateAccounts } from '../../src/workflows/checks/evaluate-access.ts'
import { identifyAccount, unlinkAccount } from '../../src/workflows/identity/identify-account.ts'
import { judgeLeavers } from '../../src/workflows/people/judge-people.ts'
import { notePersonEvent } from '../../src/workflows/people/look-at-groups.ts'
import { lookAtPeople } from '../../src/workflows/people/look-at-people.ts'
import { setLeaving } from '../../src/workflows/people/set-leaving.ts'
import { applyStaffFile, stageStaffFile } from '../../src/workflows/people/staff-file.ts'
import { syncAccounts } from '../../src/workflows/sync/sync-accounts.ts'
import { syncStaff } from '../../src/workflows/sync/sync-staff.ts'
import { here, seedConnections } from '../storage/seeds.ts'
import type { Ears } from './company-sayings.ts'
import { openTestStorage } from './database.ts'
import type { MovingCompany } from './moving-company.ts'
import { column, noFiles } from './staff-list-samples.ts'

const day = 24 * 3_600_000
const pageSize = 250
const by = 'UADMIN'
const { workspaceId } = here

/** How a read ends: whole, by an error of the service (at once: down), or because the process stopped. */
export type End = 'whole' | 'down' | 'refused' | 'stopped'

/** The bot's own workflows on its own tables, beside a company whose Slack, Miro and staff list are in memory. */
export async function companyBot(
  company: MovingCompany,
  clock: () => Date,
  { storage: own, interval = 60 * day }: { storage?: Storage; interval?: number } = {},
) {
  const storage = own ?? (await openTestStorage('embedded'))
  const unfollow = followClock(storage.pool, clock)
  onTestFinished(async () => {
    unfollow()
    await storage.close()
  })
  await seedConnections(storage)
  const stored = openRepositories(storage, createSealer([Buffer.alloc(32, 1)]), 'UTC')
  await stored.connections.addAsCritical(here, 'U1', clock())
  await stored.rules.save(here, company.rule, 'U1', clock())

  const running = {
    ...{ clock, every: () => () => {}, pause: async () => {}, makeWay: async () => {} },
    runs: stored.runs,
  }
  const evaluating = {
    ...{ clock, makeWay: async () => {} },
    startedWith: { timeZone: 'UTC', intervals: { accounts: interval, staff: interval } },
    ...{ evaluation: stored.evaluation, alerts: stored.alerts },
  }
  // Whatever asks for a check of all accounts gets it when the test checks next.
  const deciding = {
    ...{ clock, decisions: stored.decisions, people: { admins: async () => [] }, audit: stored.audit },
    decided: async () => {},
  }
  const judging = {
    ...{ clock, staffLook: stored.staffLook, deliver: async () => {}, requestEvaluation: async () => {} },
    checkAccounts: (key: ConnectionKey, id: string, accounts: readonly string[]) =>
      evaluateAccounts(evaluating, key, id, accounts),
  }
  const judge = () => judgeLeavers({ ...judging, leaving: stored.leaving }, workspaceId)
  const personId = async (slackUserId: string): Promise<string> => {
    const { rows } = await storage.pool.query<{ id: string }>(
      'SELECT person_id AS id FROM person_source WHERE workspace_id = $1 AND slack_user_id = $2',
      [workspaceId, slackUserId],
    )
    return rows[0]?.id ?? ''
  }
  const decidedAt = async (accountId: string): Promise<Date | null> =>
    (await stored.decisions.account(here, accountId, by))?.decision?.decidedAt ?? null

  const ears: Ears = {
    async enter(slackUserId, entry, deed) {
      const id = await personId(slackUserId)
      const { said = [] } = (await stored.leaving.person(workspaceId, id)) ?? {}
      const seen = said.find(({ source }) => source === 'entered')?.saidAt ?? null
      const { outcome } = await setLeaving(
        {
          ...{ clock, startedWith: { timeZone: 'UTC' }, leaving: stored.leaving, audit: stored.audit },
          suggestions: stored.suggestions,
          send: async () => {
            await judge()
            return true
          },
        },
        { workspaceId, personId: id, seen, entry, deed, reason: null, confirmed: true, by },
      )
      return outcome === 'saved'
    },
    async declare(accountId, choice, slackUserId) {
      const who = slackUserId === null ? null : { slackUserId }
      const input = { key: here, accountId, choice, who, seen: await decidedAt(accountId), by }
      return (await identifyAccount(deciding, input)).outcome === 'saved'
    },
    async forget(accountId) {
      const seen = (await decidedAt(accountId)) ?? clock()
      return (await unlinkAccount(deciding, { key: here, accountId, seen, by })).outcome === 'forgotten'
    },
    // No command grants an exception yet.
    except: async (accountId, check, until) => {
      await storage.pool.query(
        `INSERT INTO exception (workspace_id, miro_org_id, account_id, check_id, reason, requested_by, approved_by,
           created_at, expires_at)
         VALUES ($1, $2, $3, $4, 'Until the audit is over', 'U1', 'U2', $5, $6)
         ON CONFLICT (workspace_id, miro_org_id, check_id, account_id) DO UPDATE SET expires_at = excluded.expires_at`,
        [workspaceId, here.miroOrgId, accountId, check, clock(), until],
      )
    },
    async saveRule(rule, approved) {
      await stored.rules.save(here, rule, by, clock(), approved)
      const { rows } = await storage.pool.query<{ id: string; role: string }>(
        'SELECT account_id AS id, role FROM approval',
      )
      return new Map(rows.map(({ id, role }) => [id, role]))
    },
    async declareDomains(domains) {
      const before = await stored.equalDomains.get(workspaceId)
      expect(await stored.equalDomains.replace(workspaceId, before, domains)).toBe(true)
    },
    async join(gone, stays) {
      const of = async (id: string) => stored.joining.person(workspaceId, await personId(id))
      const judged = judgeJoining(await of(stays), await of(gone), { by, now: clock() })
      if ('refused' in judged || judged.joining.left) return null
      const { kept, gone: part } = judged.joining
      const said = { keptId: kept.id, goneId: part.id, rehired: false, by, now: clock() }
      const joinId = await stored.joining.join(workspaceId, said)
      await judge()
      return joinId
    },
    async stillHere(slackUserId) {
      const ids = [await personId(slackUserId)]
      const answered = await stored.unlisted.stillHere(workspaceId, ids, { by, now: clock() })
      await judge()
      return answered.length > 0
    },
    async part(joinId) {
      expect(await stored.parting.part(workspaceId, joinId, { by, now: clock() })).toBe(true)
      await judge()
    },
  }

  let events = 0
  return {
    ...{ ears, judge, stored, storage, startedWith: evaluating.startedWith },
    async readStaff(end: End = 'whole') {
      const users = [...company.people.values()].map(({ user }) => user)
      let pages = 0
      const directory = {
        page: async (cursor: string | null) => {
          cut(end, pages++, new SlackError({ kind: 'unavailable', code: 'service_unavailable' }))
          const { rows, ...more } = page<DirectoryUser>(users, ({ slackUserId }) => slackUserId, cursor)
          return { users: rows, skipped: 0, total: users.length, ...more }
        },
      }
      const needs = { ...running, directory, staffSync: stored.staffSync }
      const ended = await orStopped(syncStaff(needs, workspaceId, { requestedBy: null }))
      if (ended?.outcome === 'complete') for (const { slackUserId } of users) company.seen.add(slackUserId)
      return ended?.outcome ?? 'stopped'
    },
    async readAccounts(end: End = 'whole') {
      const members = [...company.accounts.values()]
        .filter(({ present }) => present)
        .map(({ member }) => member)
      let pages = 0
      const ports = {
        page: async (_: string, __: string, cursor: string | null) => {
          cut(end, pages++, new MiroError('members', 'unavailable'))
          const { rows, ...more } = page(members, ({ id }) => id, cursor)
          return { ...more, rows: rows.length, read: () => ({ members: rows, setAside: [] }) }
        },
        byAddresses: async (_: string, __: string, addresses: readonly string[]) =>
          members.filter(({ address }) => address !== null && addresses.includes(address)),
        byId: async (_: string, __: string, id: string) => members.find(one => one.id === id) ?? null,
      }
      const needs = {
        ...{ ...running, members: ports, accountSync: stored.accountSync },
        callMiro: <T>(_: ConnectionKey, call: (token: string) => Promise<T>) => call('token'),
        retrying: <T>(call: () => Promise<T>) => call(),
      }
      return (await orStopped(syncAccounts(needs, here, { requestedBy: null })))?.outcome ?? 'stopped'
    },
    /** Reads the staff list as on the schedule: it is in force from then on. */
    async readList() {
      const origin = { kind: 'path', name: '/etc/staff.csv' } as const
      const rows = company.rows()
      const mistakes = { first: [], all: 0, rows: 0 }
      const understood = [column('Email', 'address'), column('Last day', 'last_day')]
      const staged = await stageStaffFile(
        { ...running, staffFiles: noFiles, staffList: stored.staffList },
        {
          ...{ workspaceId, by: null, origin, setAside: () => 0, settled: () => [], keepIn: async () => {} },
          records: (async function* () {
            yield rows
          })(),
          reading: () => ({
            ...{ separator: ',', columns: understood, chosen: {}, mistakes, hints: mistakes },
            ...{ damaged: null, withoutAddress: 0, guests: 0, managersByName: 0 },
            ...{ managersByNumber: 0, nameless: [], contractEnds: { all: 0, first: [] } },
            ...{ own: null, replaced: { all: 0, first: [] } },
          }),
        },
      )
      if (staged.outcome !== 'staged' || staged.reason !== 'preview') return staged
      const applying = {
        ...{ clock, runs: stored.runs, staffList: stored.staffList, audit: stored.audit },
        ...{ keysOf: async () => [], requestEvaluation: async () => {} },
      }
      const { outcome } = await applyStaffFile(applying, {
        workspaceId,
        id: staged.id,
        by: null,
        anyway: false,
      })
      company.listRead()
      return { outcome }
    },
    check: (id: string) => evaluateAccess(evaluating, here, id),
    /** Slack tells of somebody, as often as given. */
    async tell(slackUserId: string, times: number) {
      events += 1
      const event = { id: `Ev${events}`, type: 'user_change', slackUserId, urgent: false }
      const needs = { clock, personEvents: stored.personEvents, send: async () => true }
      for (let left = times; left > 0; left -= 1) await notePersonEvent(needs, { ...event, ...here })
    },
    look: () =>
      lookAtPeople(
        {
          ...{
            ...judging,
            pause: async () => {},
            workspaces: stored.workspaces,
            personEvents: stored.personEvents,
          },
          directory: {
            person: async id => {
              company.seen.add(id)
              return company.people.get(id)?.user ?? null
            },
          },
          ...{ runs: { lastHeld: async () => null }, send: async () => true, audit: stored.audit },
        },
        workspaceId,
      ),
    /** Every open finding: check, account, why, whom it names by their Slack id, and the last day that is over. */
    async open(): Promise<string[]> {
      const { rows } = await storage.pool.query<{ open: string }>(
        `SELECT concat_ws(' ', check_id, subject_id, why, slack_user_id,
           ((f.end_at - interval '1 millisecond') AT TIME ZONE time_zone)::date) AS open
         FROM finding f LEFT JOIN person ON person.id = person_id WHERE closed_at IS NULL ORDER BY 1`,
      )
      return rows.map(({ open }) => open)
    },
    /** By account: what checks 1, 2 and 4 say. */
    async verdicts(): Promise<ReadonlyMap<string, string>> {
      const { rows } = await storage.pool.query<{ id: string; says: string }>(
        `SELECT account_id AS id, concat_ws(' ', results->'identified'->>'verdict', results->'removed'->>'verdict',
           results->'valid'->>'verdict') AS says FROM assessment`,
      )
      return new Map(rows.map(({ id, says }) => [id, says]))
    },
  }
}

function page<T>(all: readonly T[], idOf: (one: T) => string, cursor: string | null) {
  const rest = all.filter(one => cursor === null || idOf(one) > cursor)
  const rows = rest.slice(0, pageSize)
  const last = rows.at(-1)
  return { rows, cursor: rest.length > pageSize && last !== undefined ? idOf(last) : null }
}

function cut(end: End, pages: number, error: Error): void {
  if (end === 'whole' || (end !== 'down' && pages < 2)) return
  throw end !== 'stopped' ? error : Object.assign(new Error('the process stops'), { name: 'AbortError' })
}

async function orStopped<T>(read: Promise<T>): Promise<T | null> {
  try {
    return await read
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') return null
    throw error
  }
}
