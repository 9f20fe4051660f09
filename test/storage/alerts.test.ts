import { expect, it } from 'vitest'
import type { PublishPlan } from '../../src/domain/alert.ts'
import type { SavedRule } from '../../src/domain/rule.ts'
import { alertsRepository } from '../../src/storage/alerts-sql.ts'
import { disconnectingRepository } from '../../src/storage/disconnecting-sql.ts'
import type { Storage } from '../../src/storage/engine/open.ts'
import { evaluationRepository } from '../../src/storage/evaluation-sql.ts'
import { rulesRepository } from '../../src/storage/rules-sql.ts'
import { workspacesRepository } from '../../src/storage/workspaces.ts'
import { describeOnBothDatabases } from '../support/database.ts'
import { unlistedFacts } from '../support/unlisted-samples.ts'
import { at, here, rowsOf, seedConnections, there } from './seeds.ts'

const org = here.miroOrgId
const pending = {
  ...{ workspace_id: 'T1', id: 'a', miro_org_id: org, kind: 'findings', facts: null, user_id: null },
  ...{ state: 'pending', wanted: 1, sent: 0, channel_id: null, ts: null, attempts: 0, next_try_at: at(1) },
  ...{
    last_error: null,
    maybe_double: false,
    changes_at: null,
    created_at: at(0),
    closed_at: null,
    told: null,
  },
  ...{ thread_of: null as string | null, broadcast: false },
}
const sent = { ...pending, state: 'sent', sent: 1, channel_id: 'C1', ts: '1.1', changes_at: at(50) }
/** As `claim` leaves it: the second try is on its way. */
const trying = { ...pending, state: 'sending', attempts: 2, next_try_at: at(9) }
const thisTry = { workspaceId: 'T1', id: 'a', attempts: 1 }
const olderTry = { ...thisTry, attempts: 0 }
const to = { version: 1, changesAt: at(50), closed: false, told: null }
const place = { ...to, channelId: 'C1', ts: '1.1', maybeDouble: false }
type Pending = typeof pending
type Text = 'thread_of' | 'user_id' | 'channel_id' | 'ts'
type Row = {
  [C in keyof Pending]: C extends Text ? string | null : null extends Pending[C] ? unknown : Pending[C]
}
const dueOf = (row: Row) => ({
  ...{ workspaceId: row.workspace_id, id: row.id, kind: row.kind, userId: row.user_id, state: row.state },
  ...{ channelId: row.channel_id, ts: row.ts, wanted: row.wanted, sent: row.sent },
  maybeDouble: row.maybe_double,
  ...{ attempts: row.attempts, createdAt: row.created_at },
  ...{ threadOf: row.thread_of, broadcast: row.broadcast, threadChannelId: null, threadTs: null },
})
const connection = {
  ...{
    kind: 'connection' as const,
    organizationName: 'Acme',
    miroOrgId: org,
    trouble: 'stale' as const,
    because: null,
  },
  ...{ since: at(1), lastCompleteSyncAt: null, fixedAt: null as Date | null },
}
const held = {
  ...{
    kind: 'held_sync' as const,
    organizationName: null,
    miroOrgId: null,
    runId: 'r',
    reason: 'many_gone' as const,
  },
  ...{ before: 9, after: 1, gone: 8, sample: [], decided: null },
}
const ended = {
  ...{ kind: 'disconnected' as const, organizationName: 'Acme', miroOrgId: org, by: 'U1', since: at(1) },
  ...{ closedFindings: 0, fixedAt: null },
}
const nothing: PublishPlan = { create: [], attach: [], bump: [] }

await describeOnBothDatabases('alerts', open => {
  /** Stores the rows, each with a twin of the same id in another workspace that nothing may touch. */
  async function stored(...rows: Row[]) {
    const storage = await open()
    await seedConnections(storage)
    const add = (row: object) =>
      storage.pool.query('INSERT INTO alert SELECT (jsonb_populate_record(NULL::alert, $1::jsonb)).*', [
        JSON.stringify(row),
      ])
    for (const row of rows) {
      await add(row)
      await add({ ...row, workspace_id: 'T2' })
    }
    const all = () => rowsOf(storage, 'SELECT * FROM alert ORDER BY workspace_id, id') as Promise<Row[]>
    const twins = rows.map(row => ({ ...row, workspace_id: 'T2' }))
    return { storage, alerts: alertsRepository(storage), all, twins }
  }
  const addGroup = (
    { pool }: Storage,
    key: typeof here,
    id: string,
    alertId: string | null,
    changed = true,
  ) =>
    pool.query(
      `INSERT INTO finding_group (workspace_id, miro_org_id, id, check_id, evaluation_id, opened_at, alert_id, changed)
       VALUES ($1, $2, $3, 'identified', $3, $4, $5, $6)`,
      [key.workspaceId, key.miroOrgId, id, at(0), alertId, changed],
    )
  const groupsOf = (storage: Storage) =>
    rowsOf(
      storage,
      'SELECT workspace_id AS w, id, alert_id AS alert, changed FROM finding_group ORDER BY workspace_id, id',
    )

  it('lists what is behind and due, of all workspaces, the oldest first', async () => {
    const rows = [
      { ...pending, id: 'oldest', created_at: at(-2), user_id: 'U1' },
      { ...sent, id: 'lease over', state: 'sending', wanted: 2, created_at: at(-1), attempts: 3 },
      { ...pending, id: 'x' },
      { ...pending, id: 'later', next_try_at: new Date(at(1).getTime() + 1), created_at: at(-9) },
      { ...pending, id: 'dropped', state: 'dropped', created_at: at(-9) },
      { ...sent, id: 'up to date', created_at: at(-9) },
    ]
    const { alerts, twins } = await stored(...rows)
    const order = [0, 1, 2].flatMap(index => [rows[index] ?? pending, twins[index] ?? pending]).map(dueOf)
    expect(await alerts.due(at(1), 9)).toEqual(order)
    expect(await alerts.due(at(1), 3)).toEqual(order.slice(0, 3))
    expect(await alerts.due(new Date(at(1).getTime() - 1), 9)).toEqual([])
  })

  it('the first summary waits until every account was judged by what was decided last, for ten minutes', async () => {
    const { storage, alerts } = await stored({ ...pending, kind: 'summary' }, { ...pending, id: 'other' })
    const evaluation = evaluationRepository(storage)
    const decided = async (minute: number) => {
      await storage.pool.query('UPDATE connection SET critical_since = coalesce(critical_since, $1)', [
        at(minute),
      ])
      return (await rulesRepository(storage).save(here, { way: 'every_staff_member' }, 'U1', at(minute)))
        .saved
    }
    const due = async (minute: number) =>
      (await alerts.due(at(minute), 9)).flatMap(({ workspaceId, id }) => (workspaceId === 'T1' ? [id] : []))
    const judged = async (rule: SavedRule | null, critical: boolean) =>
      evaluation.finish(here, await evaluation.begin(here), { rule, critical }, at(2))
    expect(await due(1)).toEqual(['a', 'other'])
    const rule = await decided(1)
    expect(await due(1)).toEqual(['other'])
    expect(await judged(null, true)).toBe(true)
    expect(await due(2)).toEqual(['other'])
    expect(await judged(rule, true)).toBe(true)
    expect(await due(2)).toEqual(['a', 'other'])
    await decided(3)
    expect([await due(12), await due(13)]).toEqual([['other'], ['a', 'other']])
    await storage.pool.query("UPDATE alert SET ts = '1.1', channel_id = 'C1'")
    expect(await due(4)).toEqual(['a', 'other'])
  })

  it('a reply waits for the message above it, then says where that one stands', async () => {
    const above = { ...pending, id: 'above', next_try_at: at(9) }
    const reply = { ...pending, id: 'reply', thread_of: 'above', broadcast: true }
    const { alerts, storage } = await stored(above, reply)
    const due = async () =>
      (await alerts.due(at(1), 9)).flatMap(({ workspaceId, id, threadChannelId, threadTs, broadcast }) =>
        workspaceId === 'T1' ? [[id, threadChannelId, threadTs, broadcast]] : [],
      )
    expect(await due()).toEqual([])
    await storage.pool.query("UPDATE alert SET state = 'dropped' WHERE id = 'above'")
    expect(await due()).toEqual([['reply', null, null, true]])
    await storage.pool.query(
      "UPDATE alert SET state = 'sent', sent = wanted, ts = '7', channel_id = 'C7' WHERE id = 'above'",
    )
    expect(await due()).toEqual([['reply', 'C7', '7', true]])
    expect(await alerts.lookAgain('T1', 'above', at(3))).toBe(true)
    expect((await alerts.due(at(3), 9)).map(({ id }) => id)).toContain('above')
  })

  it('is taken by one of many, for the lease', async () => {
    const { alerts, all, twins } = await stored(pending)
    const alert = dueOf(pending)
    const claims = await Promise.all(Array.from({ length: 8 }, () => alerts.claim(alert, at(1), 60_000)))
    expect(claims.filter(Boolean).length).toBe(1)
    const taken = { ...pending, state: 'sending', attempts: 1, next_try_at: at(2) }
    expect(await all()).toEqual([taken, ...twins])
    const next = dueOf(taken)
    expect(await alerts.claim(next, new Date(at(2).getTime() - 1), 60_000)).toBe(false)
    expect(await alerts.claim({ ...next, attempts: 0 }, at(2), 60_000)).toBe(false)
    expect(await alerts.claim({ ...next, state: 'pending' }, at(2), 60_000)).toBe(false)
    expect(await alerts.claim(next, at(2), 60_000)).toBe(true)
    expect(await all()).toEqual([{ ...taken, attempts: 2, next_try_at: at(3) }, ...twins])
  })

  it('is kept by the try that has it, while that lasts', async () => {
    const { alerts, all, twins } = await stored(trying)
    expect(await alerts.keep(olderTry, at(8), 120_000)).toBe(false)
    expect(await alerts.keep(thisTry, at(9), 120_000)).toBe(false)
    expect(await alerts.keep(thisTry, at(8), 30_000)).toBe(false)
    expect(await all()).toEqual([trying, ...twins])
    expect(await alerts.keep(thisTry, at(8), 120_000)).toBe(true)
    expect(await all()).toEqual([{ ...trying, next_try_at: at(10) }, ...twins])
    await alerts.posted(thisTry, place, at(11))
    expect(await alerts.keep(thisTry, at(10), 120_000)).toBe(false)
  })

  it('knows when the next one that is behind is due', async () => {
    const { alerts } = await stored(
      { ...pending, id: 'due' },
      { ...trying, id: 'next' },
      { ...pending, id: 'later', next_try_at: at(10) },
      { ...pending, id: 'dropped', state: 'dropped', next_try_at: at(3) },
      { ...sent, id: 'up to date', next_try_at: at(3) },
    )
    expect([await alerts.nextDue(at(1)), await alerts.nextDue(at(10))]).toEqual([at(9), null])
  })

  it('is not taken when it says all already; an edit stays in the state sent', async () => {
    const behind = { ...sent, id: 'b', wanted: 2 }
    const { alerts, all, twins } = await stored(sent, behind)
    expect(await alerts.claim(dueOf(sent), at(2), 60_000)).toBe(false)
    expect(await alerts.claim(dueOf(behind), at(2), 60_000)).toBe(true)
    expect(await all()).toEqual([sent, { ...behind, attempts: 1, next_try_at: at(3) }, ...twins])
  })

  it('stands where it was posted first; posted a second time, it says so', async () => {
    const { alerts, all, twins } = await stored({ ...trying, last_error: 'timeout' })
    expect(await alerts.posted(thisTry, place, at(3))).toBe(true)
    const standing = { ...sent, next_try_at: at(3) }
    expect(await all()).toEqual([standing, ...twins])
    expect(await alerts.posted(thisTry, place, at(3))).toBe(true)
    expect(await all()).toEqual([standing, ...twins])
    expect(await alerts.posted(olderTry, { ...place, ts: '2.2' }, at(4))).toBe(true)
    expect(await all()).toEqual([{ ...standing, next_try_at: at(4), maybe_double: true }, ...twins])
    await alerts.posted(thisTry, place, at(5))
    expect(await all()).toEqual([{ ...standing, next_try_at: at(5), maybe_double: true }, ...twins])
  })

  it('remembers before a post where it goes, and takes it for as long again', async () => {
    const { alerts, all, twins } = await stored(trying, { ...sent, id: 'b', wanted: 2, attempts: 2 })
    const to = { channelId: 'C7', maybeDouble: false }
    const [, standing] = await all()
    expect([
      await alerts.posting(olderTry, to, at(3), 60_000),
      await alerts.posting({ ...thisTry, id: 'b' }, to, at(3), 60_000),
      await alerts.posting(thisTry, to, at(3), 60_000),
    ]).toEqual([false, false, true])
    const going = { ...trying, channel_id: 'C7', next_try_at: at(4) }
    expect(await all()).toEqual([going, standing, ...twins])
    await alerts.posting(thisTry, { ...to, maybeDouble: true }, at(4), 60_000)
    await alerts.posting(thisTry, to, at(4), 60_000)
    const twice = { ...going, next_try_at: at(5), maybe_double: true }
    expect(await all()).toEqual([twice, standing, ...twins])
    // Not answered: the next try looks there. What is null keeps the last error.
    const failure = { nextTryAt: at(20), state: 'sending' as const, channelFence: 0 }
    await alerts.failed(thisTry, { ...failure, error: 'timeout' }, at(5))
    await alerts.failed(thisTry, { ...failure, error: null }, at(5))
    expect(await all()).toEqual([
      { ...twice, last_error: 'timeout', next_try_at: at(20) },
      standing,
      ...twins,
    ])
    // Refused: it stands nowhere.
    await alerts.failed(thisTry, { ...failure, error: 'rate_limited', state: 'pending' }, at(6))
    const nowhere = { state: 'pending', channel_id: null, last_error: 'rate_limited', next_try_at: at(20) }
    expect(await all()).toEqual([{ ...twice, ...nowhere }, standing, ...twins])
  })

  it('stands where Slack says, which for a person is another id than was posted to', async () => {
    const { alerts, all, twins } = await stored({ ...trying, user_id: 'U1' })
    await alerts.posting(thisTry, { channelId: 'U1', maybeDouble: false }, at(3), 60_000)
    await alerts.posted(thisTry, { ...place, channelId: 'D1' }, at(4))
    expect(await all()).toEqual([{ ...sent, user_id: 'U1', channel_id: 'D1', next_try_at: at(4) }, ...twins])
  })

  it('may stand twice when whoever posted it could not look it up', async () => {
    const { alerts, all, twins } = await stored(trying)
    await alerts.posted(
      thisTry,
      { ...place, maybeDouble: true, closed: true, told: null, changesAt: null },
      at(3),
    )
    expect(await all()).toEqual([
      { ...sent, next_try_at: at(3), maybe_double: true, closed_at: at(3), changes_at: null },
      ...twins,
    ])
  })

  it('is edited up to a version, never back; closed once, and open again', async () => {
    const { alerts, all, twins } = await stored({ ...sent, wanted: 3, sent: 2, attempts: 4, last_error: 'x' })
    const edited = { ...sent, wanted: 3, sent: 3, next_try_at: at(5), changes_at: null, closed_at: at(5) }
    expect(
      await alerts.updated(thisTry, { version: 3, changesAt: null, closed: true, told: null }, at(5)),
    ).toBe(true)
    expect(await all()).toEqual([edited, ...twins])
    await alerts.updated(thisTry, { version: 1, changesAt: at(70), closed: true, told: null }, at(6))
    expect(await all()).toEqual([{ ...edited, next_try_at: at(6), changes_at: at(70) }, ...twins])
    await alerts.updated(thisTry, { version: 3, changesAt: null, closed: false, told: null }, at(7))
    expect(await all()).toEqual([{ ...edited, next_try_at: at(7), closed_at: null }, ...twins])
    expect(await alerts.updated({ ...thisTry, workspaceId: 'T3' }, to, at(8))).toBe(false)
  })

  it('is tried again after a failure, forgotten where it was lost, given up when dropped', async () => {
    const standing = { ...sent, wanted: 2, attempts: 2 }
    const { alerts, all, twins } = await stored(trying, { ...standing, id: 'b' }, { ...trying, id: 'c' })
    const failure = {
      ...{ error: 'rate_limited', nextTryAt: at(20), state: 'pending' as const },
      channelFence: 0,
    }
    const before = await all()
    expect([
      await alerts.failed(olderTry, failure, at(3)),
      await alerts.lost({ ...olderTry, id: 'b' }, at(3)),
      await alerts.drop({ ...olderTry, id: 'c' }, at(3)),
    ]).toEqual([false, false, false])
    expect(await all()).toEqual(before)
    expect([
      await alerts.failed(thisTry, failure, at(3)),
      await alerts.lost({ ...thisTry, id: 'b' }, at(4)),
      await alerts.drop({ ...thisTry, id: 'c' }, at(5)),
    ]).toEqual([true, true, true])
    const lost = { state: 'pending', sent: 0, channel_id: null, ts: null, next_try_at: at(4) }
    expect(await all()).toEqual([
      { ...trying, state: 'pending', last_error: 'rate_limited', next_try_at: at(20) },
      { ...standing, id: 'b', ...lost },
      { ...trying, id: 'c', state: 'dropped', closed_at: at(5) },
      ...twins,
    ])
  })

  it('is due at once when a channel was chosen during the try that failed; what goes to a person is not', async () => {
    const direct = { ...trying, id: 'b', user_id: 'U1' }
    const { storage, alerts, all, twins } = await stored(trying, direct)
    const chosen = { channelId: 'C9', name: 'alerts', isPublic: false, setBy: 'U1' }
    await workspacesRepository(storage).setAlertChannel('T1', chosen, at(3))
    expect(await all()).toEqual([trying, direct, ...twins])
    const failure = { error: 'no_channel', nextTryAt: at(30), state: 'pending' as const, channelFence: 0 }
    for (const id of ['a', 'b']) await alerts.failed({ ...thisTry, id }, failure, at(4))
    const waits = { state: 'pending', last_error: 'no_channel' }
    expect(await all()).toEqual([
      { ...trying, ...waits, next_try_at: at(4) },
      { ...direct, ...waits, next_try_at: at(30) },
      ...twins,
    ])
    await alerts.failed(thisTry, { ...failure, channelFence: 1 }, at(4))
    expect((await all())[0]).toEqual({ ...trying, ...waits, next_try_at: at(30) })
  })

  it('is due as soon as a notice has other facts, unless it waits for its next try', async () => {
    const notice = { kind: 'connection', facts: JSON.parse(JSON.stringify(connection)) }
    const { alerts, all, twins } = await stored(
      { ...sent, ...notice, attempts: 3 },
      { ...pending, ...notice, id: 'b', attempts: 3, next_try_at: at(99) },
      { ...pending, ...notice, id: 'c', state: 'dropped' },
    )
    const [first, second, third] = await all()
    const facts = JSON.parse(JSON.stringify({ ...connection, fixedAt: at(7) }))
    for (const id of ['a', 'b', 'c'])
      await alerts.changeNotice('T1', id, { ...connection, fixedAt: at(7) }, at(8))
    expect(await all()).toEqual([
      { ...first, facts, wanted: 2, attempts: 0, next_try_at: at(8) },
      { ...second, facts, wanted: 2 },
      third,
      ...twins,
    ])
    expect((await alerts.due(at(8), 9)).map(alert => [alert.workspaceId, alert.id])).toEqual([['T1', 'a']])
    expect(await alerts.facts('T1', 'a')).toEqual({ ...connection, fixedAt: at(7) })
    expect(await alerts.facts('T2', 'a')).toEqual(connection)
  })

  it('finds the newest notice whose matter is not settled', async () => {
    const { alerts, all } = await stored()
    const notify = async (
      facts: typeof connection | typeof held,
      minute: number,
      miroOrgId: string | null,
    ): Promise<string> => {
      const notice = { workspaceId: 'T1', miroOrgId, kind: facts.kind, facts, userId: 'U1' }
      return (await alerts.notify(notice, at(minute))) ?? ''
    }
    const older = await notify(connection, 1, org)
    expect(await all()).toEqual([
      {
        ...{ ...pending, id: older, kind: 'connection', user_id: 'U1' },
        ...{ facts: JSON.parse(JSON.stringify(connection)), next_try_at: at(1), created_at: at(1) },
      },
    ])
    // Another process notices the same.
    expect(await notify({ ...connection, since: at(2) }, 2, org)).toBe(older)
    const ofStaff = await notify(held, 3, null)
    const find = (kind: 'connection' | 'held_sync', miroOrgId: string | null = org, workspaceId = 'T1') =>
      alerts.openNotice(workspaceId, miroOrgId, kind)
    expect(await find('connection')).toEqual({ id: older, facts: connection })
    expect(await find('held_sync', null)).toEqual({ id: ofStaff, facts: held })
    expect([await find('held_sync'), await find('connection', null)]).toEqual([null, null])
    expect([await alerts.heldNotices('T1'), await alerts.heldNotices('T2')]).toEqual([[held], []])
    expect([await find('connection', org, 'T2'), await find('held_sync', null, 'T2')]).toEqual([null, null])
    await alerts.changeNotice('T1', older, { ...connection, fixedAt: at(3) }, at(3))
    expect(await find('connection')).toBe(null)
    const newer = await notify({ ...connection, since: at(4) }, 4, org)
    expect(await find('connection')).toEqual({ id: newer, facts: { ...connection, since: at(4) } })
    await alerts.drop({ workspaceId: 'T1', id: newer, attempts: -1 }, at(4))
    expect(await find('connection')).toBe(null)
    const decided = { as: 'applied' as const, by: 'U1', at: at(5) }
    await alerts.changeNotice('T1', ofStaff, { ...held, decided }, at(5))
    expect([await find('held_sync', null), await alerts.heldNotices('T1')]).toEqual([null, []])
    const told = await notify(connection, 6, org)
    await alerts.posted(
      { workspaceId: 'T1', id: told, attempts: 0 },
      { ...place, closed: true, told: null },
      at(6),
    )
    expect(await find('connection')).toBe(null)
  })

  it('asks each administrator once, and finds every message that asks', async () => {
    const { alerts } = await stored()
    const facts = unlistedFacts()
    const ask = (userId: string | null, workspaceId = 'T1') =>
      alerts.notify({ workspaceId, miroOrgId: null, kind: 'unlisted', facts, userId }, at(1))
    const [one, other] = [await ask('UADA'), await ask('UBEN')]
    expect(other).not.toBe(one)
    expect([await ask('UADA'), await ask('UBEN')]).toEqual([one, other])
    await ask('UADA', 'T2')
    const open = async () =>
      (await alerts.openNotices('T1', 'unlisted')).map(({ id, userId }) => [id, userId]).toSorted()
    expect(await open()).toEqual(
      [
        [one, 'UADA'],
        [other, 'UBEN'],
      ].toSorted(),
    )
    expect((await alerts.openNotices('T1', 'unlisted'))[0]?.facts).toEqual(facts)
    await alerts.changeNotice('T1', one ?? '', { ...facts, fixedAt: at(2) }, at(2))
    expect(await open()).toEqual([[other, 'UBEN']])
    expect(await ask('UADA')).not.toBe(one)
  })

  it('adds one notice when several processes notice the same at once', async () => {
    const { alerts, all } = await stored()
    const ids = await Promise.all(
      Array.from({ length: 8 }, () =>
        alerts.notify(
          { workspaceId: 'T1', miroOrgId: org, kind: 'connection', facts: connection, userId: null },
          at(1),
        ),
      ),
    )
    expect([new Set(ids).size, (await all()).length]).toEqual([1, 1])
  })

  it('adds no notice about what was disconnected meanwhile, but that it was', async () => {
    const { storage, alerts } = await stored()
    expect(await disconnectingRepository(storage).disconnect(here, 'U1', at(1))).toBe(0)
    const notify = (facts: typeof connection | typeof ended) =>
      alerts.notify({ ...here, kind: facts.kind, facts, userId: null }, at(2))
    expect(await notify(connection)).toBe(null)
    expect(await notify(ended)).toEqual(expect.any(String))
    expect(
      await alerts.notify(
        { ...there, kind: 'connection', facts: { ...connection, miroOrgId: there.miroOrgId }, userId: null },
        at(2),
      ),
    ).toEqual(expect.any(String))
  })

  it('publishes for the newest evaluation only, all of the plan or nothing', async () => {
    const { storage, alerts, all } = await stored(sent)
    await addGroup(storage, here, 'g1', null)
    const [before, groups] = [await all(), await groupsOf(storage)]
    const fence = await evaluationRepository(storage).begin(here)
    const plan: PublishPlan = { create: [{ kind: 'findings', groupIds: ['g1'] }], attach: [], bump: ['a'] }
    for (const wrong of [fence - 1, fence + 1])
      expect(await alerts.publish(here, wrong, plan, at(3))).toBe(false)
    expect(await alerts.publish(there, fence, plan, at(3))).toBe(false)
    // The database refuses the name of the second group after the first message was made.
    const broken = { ...plan, create: [...plan.create, { kind: 'findings' as const, groupIds: ['\0'] }] }
    await expect(alerts.publish(here, fence, broken, at(3))).rejects.toThrow()
    expect([await all(), await groupsOf(storage)]).toEqual([before, groups])
    expect(await alerts.publish(here, fence, plan, at(3))).toBe(true)
    expect((await all()).length).toBe(3)
  })

  it('gives a summary that waits more groups, and says one new thing for all that is new', async () => {
    const summary = { ...pending, kind: 'summary' }
    const { storage, alerts, all, twins } = await stored(summary)
    await addGroup(storage, here, 'g1', 'a')
    await addGroup(storage, here, 'g2', null)
    await addGroup(storage, there, 'g2', null)
    const fence = await evaluationRepository(storage).begin(here)
    expect(await alerts.publishFacts(here, at(3))).toEqual({
      ...{ groupsWithoutAlert: [{ id: 'g2', checkId: 'identified', open: 0 }], unpostedSummary: 'a' },
      ...{ everAlerted: true, everLooked: false, changedAlerts: ['a'], alertsDueToChange: [] },
      standing: [],
    })
    const attach = [{ alertId: 'a', groupIds: ['g2'] }]
    expect(await alerts.publish(here, fence, { ...nothing, attach, bump: ['a', 'a'] }, at(3))).toBe(true)
    const facts = { accounts: 0 }
    expect(await all()).toEqual([{ ...summary, facts, wanted: 2 }, ...twins])
    expect(await groupsOf(storage)).toEqual([
      { w: 'T1', id: 'g1', alert: 'a', changed: false },
      { w: 'T1', id: 'g2', alert: 'a', changed: false },
      { w: 'T2', id: 'g2', alert: null, changed: true },
    ])
    await alerts.publish(here, fence, { ...nothing, attach }, at(3))
    expect(await all()).toEqual([{ ...summary, facts, wanted: 3 }, ...twins])
    await alerts.posted(thisTry, place, at(4))
    expect((await alerts.publishFacts(here, at(4))).unpostedSummary).toBe(null)
    expect((await alerts.publishFacts(there, at(4))).unpostedSummary).toBe('a')
    await storage.pool.query(`UPDATE alert SET state = 'dropped' WHERE workspace_id = 'T2'`)
    expect((await alerts.publishFacts(there, at(4))).unpostedSummary).toBe(null)
  })

  it('asks messages to follow: due at once, and what time has changed by then is said', async () => {
    const rows = [
      { ...sent, attempts: 3, changes_at: at(3) },
      { ...sent, id: 'b' },
      { ...sent, id: 'c', state: 'dropped' },
      { ...sent, id: 'd', changes_at: at(2) },
    ]
    const { storage, alerts, all, twins } = await stored(...rows)
    for (const id of ['a', 'b', 'd']) await addGroup(storage, here, `g-${id}`, id)
    await addGroup(storage, there, 'g-a', 'a')
    const fence = await evaluationRepository(storage).begin(here)
    expect((await alerts.publishFacts(here, at(3))).alertsDueToChange).toEqual(['a', 'd'])
    expect(await alerts.publish(here, fence, { ...nothing, bump: ['a', 'b', 'c'] }, at(3))).toBe(true)
    const news = { wanted: 2, next_try_at: at(3) }
    expect(await all()).toEqual([
      { ...sent, ...news, attempts: 0, changes_at: null },
      { ...sent, ...news, id: 'b' },
      ...rows.slice(2),
      ...twins,
    ])
    expect(await groupsOf(storage)).toEqual([
      { w: 'T1', id: 'g-a', alert: 'a', changed: false },
      { w: 'T1', id: 'g-b', alert: 'b', changed: false },
      { w: 'T1', id: 'g-d', alert: 'd', changed: true },
      { w: 'T2', id: 'g-a', alert: 'a', changed: true },
    ])
  })
})
