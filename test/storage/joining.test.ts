import { expect, it } from 'vitest'
import { judgeJoining } from '../../src/domain/joining.ts'
import { decisionsRepository } from '../../src/storage/decisions-sql.ts'
import { joiningRepository } from '../../src/storage/joining-sql.ts'
import { leavingRepository } from '../../src/storage/leaving-sql.ts'
import { partingRepository } from '../../src/storage/parting-sql.ts'
import { peopleRepository } from '../../src/storage/people-sql.ts'
import { staffListRepository } from '../../src/storage/staff-list.ts'
import { staffLookRepository } from '../../src/storage/staff-look-sql.ts'
import { staffSyncRepository } from '../../src/storage/staff-sync-sql.ts'
import { describeOnBothDatabases } from '../support/database.ts'
import { assess, seedDecisions } from '../support/decision-seeds.ts'
import { at, here, readRun, record, rowsOf, user } from './seeds.ts'

const upload = { kind: 'upload', name: 'staff.csv' } as const
const day = 1440

/** Everything about people, as it is stored, but for when they have to be looked at. */
const everything = [
  'SELECT person.*, NULL AS judge_at FROM person ORDER BY id',
  'SELECT * FROM person_source ORDER BY record_id, source',
  'SELECT * FROM person_address ORDER BY address, person_id',
  'SELECT * FROM classification ORDER BY account_id',
  'SELECT account_id, person_id FROM assessment ORDER BY account_id',
  'SELECT id, person_id FROM finding ORDER BY id',
  'SELECT id, person_id FROM question ORDER BY id',
  'SELECT staff_people FROM workspace ORDER BY id',
]

const people = `
  SELECT p.name, p.slack_user_id AS slack, p.title, p.deactivated OR coalesce(p.end_at <= now(), false) AS gone,
    p.conflict, (
    SELECT string_agg(address || ' ' || a.kind, ', ' ORDER BY address) FROM person_address a WHERE a.person_id = p.id) AS carries
  FROM person p WHERE p.workspace_id = 'T1' AND p.name NOT IN ('Ana', 'Ben', 'Gus', 'Lea') ORDER BY 1, 2`

await describeOnBothDatabases('two people who are one', open => {
  async function opened() {
    const storage = await open()
    await seedDecisions(storage)
    const sync = staffSyncRepository(storage)
    const list = staffListRepository(storage, 'UTC')
    const joining = joiningRepository(storage)
    const parting = partingRepository(storage)
    const office = [
      user('UA', { name: 'Ana', address: 'u1@acme.com' }),
      user('UB', { name: 'Ben' }),
      user('UG', { name: 'Gus', kind: 'guest' }),
      user('UL', { name: 'Lea', deactivated: true }),
    ]
    const scan = async (users: readonly object[], minutes: number) =>
      sync.apply(await readRun(storage, 'slack', [[...office, ...users]], at(minutes)), { now: at(minutes) })
    const bring = async (rows: readonly object[], minutes: number) => {
      const run = await readRun(storage, 'list', [rows], at(minutes))
      const { added, changed, leaving, unlisted, returning, missing, conflicts } = await list.compare(
        run,
        upload,
        at(minutes),
      )
      let unlistedIds: readonly string[] = []
      const done = await list.apply(run, {
        log: (_, ids) => {
          unlistedIds = ids
          return []
        },
        by: 'UB',
        origin: upload,
        header: '',
        unusable: [],
        chosen: {},
        now: at(minutes),
      })
      // What was announced is what came of it.
      const counts = { added, changed, leaving, unlisted, returning, missing, conflicts }
      expect(done).toEqual({ applied: true, ...counts })
      expect(unlistedIds).toHaveLength(unlisted)
      return done
    }
    const idOf = async (name: string) =>
      ((await rowsOf(storage, `SELECT id FROM person WHERE name = '${name}'`))[0] as { id: string }).id
    /** Joins as the workflow does: what was shown before is what is said of them afterwards. */
    const join = async (one: string, other: string, minutes: number, rehired = false) => {
      const [first, second] = [await joining.person('T1', one), await joining.person('T1', other)]
      const judged = judgeJoining(first, second, { by: 'UB', now: at(minutes) })
      if ('refused' in judged) throw new Error(judged.refused)
      const { kept, gone, said, endAt, left } = judged.joining
      const joinId = await joining.join('T1', {
        ...{ keptId: kept.id, goneId: gone.id, rehired, by: 'UB', now: at(minutes) },
      })
      const person = await joining.person('T1', kept.id)
      if (!rehired) {
        const sources = (of: typeof said) => of.map(({ saidAt: _, ...more }) => more)
        expect(sources(person?.said ?? [])).toEqual(sources(said))
        const hasLeft = person?.deactivated === true || (person?.endAt != null && person.endAt <= at(minutes))
        expect([person?.endAt, hasLeft]).toEqual([endAt, left])
      }
      return { joinId: joinId ?? '', keptId: kept.id, goneId: gone.id }
    }
    const dump = async () => {
      const rows: unknown[] = []
      for (const select of everything) rows.push(await rowsOf(storage, select))
      return rows
    }
    return { storage, scan, bring, idOf, join, joining, parting, dump }
  }
  const nora = user('UN', { name: 'Nora Bell', address: 'nora@acme.com', title: 'Guide' })
  const listed = record('n', {
    addresses: ['n.bell@old.example'],
    name: 'Nora Bell-Ruiz',
    department: 'Sales',
  })

  it('somebody of the list and somebody of Slack are one, through every later read', async () => {
    const { storage, scan, bring, idOf, join } = await opened()
    await scan([nora], 10)
    await bring([listed], 11)
    const slackId = await idOf('Nora Bell')
    const { keptId } = await join(await idOf('Nora Bell-Ruiz'), slackId, 20)
    expect(keptId).toBe(slackId)
    const one = {
      ...{ name: 'Nora Bell-Ruiz', slack: 'UN', title: 'Guide', gone: false, conflict: null },
      carries: 'n.bell@old.example primary, nora@acme.com alias',
    }
    expect(await rowsOf(storage, people)).toEqual([one])
    // Neither of the two reads makes a second one; what they say is what is said of the one.
    expect(await scan([nora], 30)).toEqual({ applied: true, added: 0, changed: 0, left: 0 })
    expect(await bring([listed], 31)).toMatchObject({ added: 0, changed: 0, conflicts: 0 })
    await scan([{ ...nora, address: 'bell@acme.com' }], 40)
    await bring([{ ...listed, title: 'Lead' }], 41)
    const look = staffLookRepository(storage)
    const written = await look.record('T1', {
      ...{
        askedAt: at(42),
        users: [{ ...nora, address: 'bell@acme.com', title: 'Chief' }],
        eventIds: [],
        now: at(42),
      },
    })
    expect([...written]).toEqual([['UN', slackId]])
    expect(await rowsOf(storage, people)).toEqual([
      {
        ...{ ...one, title: 'Lead' },
        carries: 'bell@acme.com alias, n.bell@old.example primary, nora@acme.com alias',
      },
    ])
    // Whom two different lists in a row do not name has not left while Slack shows them as active.
    await bring([record('z', { name: 'Zoe' })], 50)
    expect(await bring([record('z', { name: 'Zoe Lind' })], 51)).toMatchObject({
      ...{ leaving: 0, unlisted: 1 },
    })
    expect(await rowsOf(storage, people)).toMatchObject([{ gone: false, conflict: null }, {}])
  })

  it('taken back, both are as they were, and two through every later read', async () => {
    const { storage, scan, bring, idOf, join, joining, parting, dump } = await opened()
    await scan([nora], 10)
    await bring([listed], 11)
    const [slackId, listId] = [await idOf('Nora Bell'), await idOf('Nora Bell-Ruiz')]
    const decisions = decisionsRepository(storage)
    const about = { accountId: 'u2', seen: null, class: 'staff' as const, reason: null, reviewAt: null }
    const decided = { ...about, personId: listId, learned: 'u2@acme.com' }
    const by = { slackUserId: 'UB', now: at(12), newcomer: null }
    expect(await decisions.store(here, [decided], by)).toBe(true)
    await assess(storage, [['u3', 'staff', 'UN', 'matched_email']])
    await storage.pool.query(`UPDATE assessment SET person_id = $1 WHERE account_id = 'u3'`, [listId])
    await storage.pool.query(
      `INSERT INTO question (workspace_id, miro_org_id, id, account_id, about, round, person_id, asked_at)
       VALUES ('T1', $1, 'q1', 'u4', 'review', 1, $2, $3)`,
      [here.miroOrgId, listId, at(12)],
    )
    const before = await dump()
    const { joinId } = await join(listId, slackId, 20)
    expect(await joining.person('T1', listId)).toBeNull()
    expect(await joining.person('T1', slackId)).toMatchObject({
      ...{ addresses: ['n.bell@old.example', 'nora@acme.com', 'u2@acme.com'], accounts: ['u3@Acme.com'] },
      openQuestions: 1,
    })
    // What still names the one that went leads to the one they are.
    expect((await leavingRepository(storage).person('T1', listId))?.id).toBe(slackId)
    // What a person confirmed stays confirmed.
    expect(await rowsOf(storage, 'SELECT person_id AS id, decided_by AS by FROM classification')).toEqual([
      { id: slackId, by: 'UB' },
    ])
    expect(await joining.joins('T1', slackId)).toEqual([
      { id: joinId, name: 'Nora Bell-Ruiz', saidBy: 'UB', saidAt: at(20) },
    ])
    await scan([nora], 25)
    await bring([listed], 26)

    expect(await parting.part('T1', joinId, { by: 'UA', now: at(30) })).toBe(true)
    expect(await dump()).toEqual(before)
    expect(await parting.part('T1', joinId, { by: 'UA', now: at(31) })).toBe(false)
    expect(await scan([nora], 40)).toMatchObject({ added: 0, changed: 0 })
    expect(await bring([listed], 41)).toMatchObject({ added: 0, changed: 0, conflicts: 0 })
    expect(await dump()).toEqual(before)
    expect(
      await rowsOf(storage, `SELECT actor, action, at FROM deed WHERE action LIKE 'people%' ORDER BY id`),
    ).toEqual([
      { actor: 'UB', action: 'people_joined', at: at(20) },
      { actor: 'UA', action: 'people_parted', at: at(30) },
    ])
  })

  it('what came to one of them while they were one is theirs when it is taken back', async () => {
    const { storage, scan, bring, idOf, join, parting } = await opened()
    await scan([nora], 10)
    await bring([listed], 11)
    const [slackId, listId] = [await idOf('Nora Bell'), await idOf('Nora Bell-Ruiz')]
    const { joinId } = await join(listId, slackId, 20)
    await scan([{ ...nora, address: 'bell@acme.com' }], 25)
    await bring([{ ...listed, addresses: ['n.middle@old.example', 'n.bell@old.example'] }], 25)
    await bring([{ ...listed, addresses: ['n.ruiz@old.example', 'n.bell@old.example'] }], 26)
    await leavingRepository(storage).store('T1', {
      ...{ personId: slackId, seen: null, type: 'employee', onLeave: true, startAt: null, forgetList: false },
      ...{ lastDay: null, endAt: null, by: 'UB', now: at(27) },
    })
    await parting.part('T1', joinId, { by: 'UB', now: at(30) })
    expect(await rowsOf(storage, people)).toMatchObject([
      { name: 'Nora Bell', slack: 'UN', carries: 'bell@acme.com primary, nora@acme.com alias' },
      {
        ...{ name: 'Nora Bell-Ruiz', slack: null },
        carries: 'n.bell@old.example alias, n.middle@old.example former, n.ruiz@old.example primary',
      },
    ])
    expect(await rowsOf(storage, 'SELECT id, on_leave AS leave FROM person WHERE on_leave')).toEqual([
      { id: slackId, leave: true },
    ])
  })

  const again = user('UM', { name: 'Nora Again', address: 'nora2@acme.com' })

  it('who has a new user of Slack works here, whatever becomes of the old one', async () => {
    const { storage, scan, idOf, join, parting, dump } = await opened()
    await scan([{ ...nora, deactivated: true }, again], 10)
    const before = await dump()
    const [old, now] = [await idOf('Nora Bell'), await idOf('Nora Again')]
    const { joinId, keptId } = await join(old, now, 20)
    expect(keptId).toBe(now)
    const one = { name: 'Nora Again', slack: 'UM', gone: false, conflict: null }
    expect(await rowsOf(storage, people)).toMatchObject([one])
    await scan([{ ...nora, deactivated: true }, again], 30)
    await scan([{ ...nora, deactivated: true, name: 'Nora B.' }, again], 31)
    const look = staffLookRepository(storage)
    const seen = (users: (typeof nora)[], minutes: number) =>
      look.record('T1', { askedAt: at(minutes), users, eventIds: [], now: at(minutes) })
    expect([...(await seen([{ ...nora, deactivated: true }], 32))]).toEqual([['UN', now]])
    expect(await rowsOf(storage, people)).toMatchObject([one])
    // The old one may not speak for them, also when it is switched on again.
    const known = peopleRepository(storage)
    await seen([{ ...nora, deactivated: false }], 33)
    const asked = async (id: string) => [
      await known.isCurrent('T1', id, at(34)),
      await known.leftElsewhere('T1', id, at(34)),
      await known.hasLeft('T1', id, at(34)),
    ]
    expect([await asked('UM'), await asked('UN')].flat().filter(Boolean).length).toBe(3)
    expect((await rowsOf(storage, people)).length).toBe(1)
    await seen([{ ...nora, deactivated: true }], 35)

    // Gone with the new one as well they have left.
    expect(
      await scan(
        [
          { ...nora, deactivated: true },
          { ...again, deactivated: true },
        ],
        40,
      ),
    ).toMatchObject({
      left: 1,
    })
    await scan([{ ...nora, deactivated: true }, again], 50)
    await parting.part('T1', joinId, { by: 'UB', now: at(60) })
    expect(await rowsOf(storage, people)).toMatchObject([
      { name: 'Nora Again', slack: 'UM', gone: false },
      { name: 'Nora Bell', slack: 'UN', gone: true },
    ])
    // Known to have left since then, and no later: taking it back gains no time.
    const since = (rows: unknown) =>
      (rows as { id: string; left_known_at: Date | null }[]).find(({ id }) => id === old)
    expect(since((await dump())[0])?.left_known_at).toEqual(since(before[0])?.left_known_at)
  })

  it('both with an end of their own in the list: the record that goes on counts, and neither row is a conflict', async () => {
    const { storage, bring, idOf, join } = await opened()
    const ended = record('o', { addresses: ['n.old@acme.com'], name: 'Nora Old', lastDay: '2025-11-30' })
    const current = record('p', { addresses: ['n.new@acme.com'], name: 'Nora New' })
    await bring([ended, current], 10)
    await join(await idOf('Nora Old'), await idOf('Nora New'), 20)
    expect(await rowsOf(storage, people)).toMatchObject([{ name: 'Nora New', gone: false }])
    const unchanged = { added: 0, changed: 0, leaving: 0, missing: 0, conflicts: 0 }
    expect(await bring([ended, current], 30)).toMatchObject(unchanged)
    // A row may change its address as long as the other is still known by its own.
    expect(
      await bring(
        [ended, { ...current, addresses: ['n.new@acme.com', 'n.newer@acme.com'], title: 'Lead' }],
        31,
      ),
    ).toMatchObject({ ...unchanged, changed: 1 })
    expect(await bring([current], 32)).toMatchObject({ ...unchanged, changed: 1 })
    expect(await bring([current], 33)).toMatchObject(unchanged)
    expect(await rowsOf(storage, people)).toMatchObject([{ name: 'Nora New', gone: false }])
    // A row with mistakes says nothing, and the other one does not speak for it: nobody is missing.
    expect(await bring([ended, { ...current, setAside: true }], 34)).toMatchObject({ leaving: 0, missing: 0 })
    expect(await bring([ended, { ...current, setAside: true }], 35)).toMatchObject({ leaving: 0, missing: 0 })
    expect(await rowsOf(storage, people)).toMatchObject([{ name: 'Nora New', gone: false }])
    // Two rows that are both about the same record are a conflict, as for everybody.
    expect(
      await bring([current, { ...current, line: 3, addresses: ['n.new@acme.com', 'x@acme.com'] }], 36),
    ).toMatchObject({
      ...{ added: 0, conflicts: 2, leaving: 0 },
    })
    expect(await bring([{ ...current, lastDay: '2025-12-31' }], 3 * day)).toMatchObject({
      ...unchanged,
      leaving: 1,
    })
    expect(await rowsOf(storage, people)).toMatchObject([{ name: 'Nora New', gone: true }])
  })

  it('a last day that somebody entered about one holds for the one, unless that was an earlier time', async () => {
    const { storage, scan, bring, idOf, join, joining, parting, dump } = await opened()
    await scan([nora], 10)
    await bring([listed], 11)
    const [slackId, listId] = [await idOf('Nora Bell'), await idOf('Nora Bell-Ruiz')]
    await leavingRepository(storage).store('T1', {
      ...{ personId: listId, seen: null, type: 'employee', onLeave: false, startAt: null, forgetList: false },
      ...{ lastDay: '2025-12-30', endAt: at(-day), by: 'UB', now: at(12) },
    })
    const before = await dump()
    const left = await join(listId, slackId, 20)
    expect(await rowsOf(storage, people)).toMatchObject([{ gone: true }])
    await parting.part('T1', left.joinId, { by: 'UB', now: at(30) })
    expect(await dump()).toEqual(before)

    const rehired = await join(listId, slackId, 40, true)
    expect(await joining.person('T1', slackId)).toMatchObject({
      endAt: null,
      deactivated: false,
      startAt: at(40),
    })
    await scan([nora], 41)
    await bring([listed], 42)
    expect(await rowsOf(storage, people)).toMatchObject([{ gone: false }])
    await parting.part('T1', rehired.joinId, { by: 'UB', now: at(50) })
    expect(await dump()).toEqual(before)
  })

  it('entered about both: of each field the newer, and a last day rather than none', async () => {
    const { storage, idOf, join, parting, dump } = await opened()
    const decisions = decisionsRepository(storage)
    const newcomer = async (name: string, address: string, accountId: string, minutes: number) => {
      const decided = {
        accountId,
        seen: null,
        class: 'staff' as const,
        personId: null,
        reason: null,
        reviewAt: null,
      }
      const by = {
        slackUserId: 'UB',
        now: at(minutes),
        newcomer: { name, address, title: null, startAt: null },
      }
      expect(await decisions.store(here, [{ ...decided, learned: null }], by)).toBe(true)
      return idOf(name)
    }
    const first = await newcomer('Omar One', 'o1@acme.com', 'u2', 10)
    const second = await newcomer('Omar Two', 'o2@acme.com', 'u3', 11)
    await leavingRepository(storage).store('T1', {
      ...{
        personId: first,
        seen: at(10),
        type: 'contractor',
        onLeave: false,
        startAt: null,
        forgetList: false,
      },
      ...{ lastDay: '2026-03-01', endAt: at(60 * day), by: 'UB', now: at(12) },
    })
    await leavingRepository(storage).store('T1', {
      ...{
        personId: second,
        seen: at(11),
        type: 'employee',
        onLeave: true,
        startAt: at(5),
        forgetList: false,
      },
      ...{ lastDay: null, endAt: null, by: 'UA', now: at(13) },
    })
    const before = await dump()
    const { joinId } = await join(first, second, 20)
    expect(
      await rowsOf(
        storage,
        `SELECT type, last_day AS day, on_leave AS leave FROM person WHERE name LIKE 'Omar%'`,
      ),
    ).toEqual([{ type: 'contractor', day: '2026-03-01', leave: true }])
    await parting.part('T1', joinId, { by: 'UB', now: at(30) })
    expect(await dump()).toEqual(before)
  })

  it('who was joined and is joined again comes back as they were', async () => {
    const { storage, scan, bring, idOf, join, joining, parting, dump } = await opened()
    await scan([{ ...nora, deactivated: true }, again], 10)
    await bring([listed], 11)
    const apart = await dump()
    const [old, now, list] = [await idOf('Nora Bell'), await idOf('Nora Again'), await idOf('Nora Bell-Ruiz')]
    const first = await join(old, list, 20)
    expect(first.keptId).toBe(old)
    const joined = await dump()
    const second = await join(old, now, 30)
    expect([second.keptId, (await rowsOf(storage, people)).length]).toEqual([now, 1])
    // The inner one cannot be taken back while who it made is part of somebody else.
    expect(await parting.standing('T1', first.joinId)).toBeNull()
    expect((await joining.person('T1', now))?.slackUserIds).toEqual(['UM', 'UN'])
    await scan([{ ...nora, deactivated: true }, again], 35)
    await bring([listed], 36)
    await parting.part('T1', second.joinId, { by: 'UB', now: at(40) })
    expect(await dump()).toEqual(joined)
    await parting.part('T1', first.joinId, { by: 'UB', now: at(50) })
    expect(await dump()).toEqual(apart)
  })

  it('both asked about one account: the question of who stays goes on, and the other needs no answer', async () => {
    const { storage, scan, idOf, join, parting, dump } = await opened()
    await scan([{ ...nora, deactivated: true }, again], 10)
    for (const [id, name] of [
      ['q1', 'Nora Bell'],
      ['q2', 'Nora Again'],
    ] as const)
      await storage.pool.query(
        `INSERT INTO question (workspace_id, miro_org_id, id, account_id, about, round, person_id, asked_at)
         VALUES ('T1', $1, $2, 'u4', 'whose', 1, $3, $4)`,
        [here.miroOrgId, id, await idOf(name), at(12)],
      )
    const before = (await dump())[6]
    const { joinId, keptId } = await join(await idOf('Nora Bell'), await idOf('Nora Again'), 20)
    const open = 'SELECT id, person_id AS person FROM question WHERE settled_at IS NULL'
    expect(await rowsOf(storage, open)).toEqual([{ id: 'q2', person: keptId }])
    await parting.part('T1', joinId, { by: 'UB', now: at(30) })
    expect((await dump())[6]).toEqual(before)
  })

  it('a joining ends what is being evaluated; nothing of another workspace is touched, or found', async () => {
    const { storage, scan, bring, idOf, joining, dump } = await opened()
    await scan([nora], 10)
    await bring([listed], 11)
    const [slackId, listId] = [await idOf('Nora Bell'), await idOf('Nora Bell-Ruiz')]
    const before = await dump()
    const pair = { keptId: slackId, goneId: listId, rehired: false, by: 'UB', now: at(20) }
    expect(await joining.join('T2', pair)).toBeNull()
    expect(await joining.join('T1', { ...pair, goneId: slackId })).toBeNull()
    expect(await dump()).toEqual(before)
    const fences = 'SELECT evaluation_fence AS fence FROM connection ORDER BY workspace_id'
    const [mine, other] = (await rowsOf(storage, fences)) as { fence: number }[]
    expect(await joining.join('T1', pair)).not.toBeNull()
    expect(await rowsOf(storage, fences)).toEqual([{ fence: (mine?.fence ?? 0) + 1 }, other])
    const search = (workspaceId: string, text: string) =>
      peopleRepository(storage).search(workspaceId, { kind: 'anybody', text }, { now: at(21), limit: 9 })
    expect(await search('T1', 'n.bell@')).toEqual([
      {
        ...{ id: slackId, name: 'Nora Bell-Ruiz', title: 'Guide', slackUserId: 'UN' },
        ...{ address: 'n.bell@old.example', left: false },
      },
    ])
    expect(await search('T2', 'nora')).toEqual([])
    expect(await leavingRepository(storage).due('T1', at(20), 9)).toEqual([{ id: slackId, judgeAt: at(20) }])
  })
})
