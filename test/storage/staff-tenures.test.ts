import { expect, it } from 'vitest'
import type { StaffRecord } from '../../src/domain/staff-list.ts'
import { openStaffCsv } from '../../src/staff-csv/open-staff-csv.ts'
import { staffListRepository } from '../../src/storage/staff-list.ts'
import { staffSyncRepository } from '../../src/storage/staff-sync-sql.ts'
import { syncRunsRepository } from '../../src/storage/sync-runs-sql.ts'
import { describeOnBothDatabases } from '../support/database.ts'
import { at, readRun, rowsOf, seedConnections, user } from './seeds.ts'

const upload = { kind: 'upload', name: 'staff.csv' } as const
const header = 'Employee ID,Email,Alias,Name,Title,Department,Start date,Last day'

const people = `
  SELECT p.name, p.title, p.department, p.start_at AS "startAt", p.last_day AS "lastDay", s.employee_id AS id,
    s.missing_since IS NOT NULL AS missing, (
      SELECT string_agg(a.kind || ' ' || a.address, ', ' ORDER BY a.kind DESC, a.address)
      FROM person_address a WHERE a.workspace_id = p.workspace_id AND a.person_id = p.id) AS addresses
  FROM person p LEFT JOIN person_source s ON s.workspace_id = p.workspace_id AND s.person_id = p.id AND s.source = 'list'
  WHERE p.workspace_id = 'T1' ORDER BY 8, 1`

async function recordsOf(rows: readonly string[]) {
  const file = Buffer.from([header, ...rows, ''].join('\n'))
  const read = await openStaffCsv(
    (async function* () {
      yield file
    })(),
    '2026-11-24',
  )
  const records: StaffRecord[] = []
  for await (const batch of read.records) records.push(...batch)
  return { records, found: read.found() }
}

await describeOnBothDatabases('several rows of one person', open => {
  async function opened() {
    const storage = await open()
    await seedConnections(storage)
    const list = staffListRepository(storage, 'UTC')
    const apply = async (rows: readonly string[], minutes: number) => {
      const { records, found } = await recordsOf(rows)
      // Over several pages, as a large list is stored.
      const run = await readRun(storage, 'list', [records.slice(0, 2), records.slice(2)], at(minutes))
      expect(await list.settleRows(run, found.settled)).toBe(true)
      const change = await list.compare(run, upload, at(minutes))
      const end = { state: 'held', reason: 'preview', change } as const
      await syncRunsRepository(storage).finish(run, end, at(minutes))
      const done = { by: 'UADA', origin: upload, header: '', unusable: [], chosen: {}, now: at(minutes) }
      expect(await list.apply(run, done)).toMatchObject({ applied: true, conflicts: 0 })
      const counted = `SELECT rows FROM sync_run WHERE id = '${run.id}'`
      return { run, change, rows: await rowsOf(storage, counted) }
    }
    return { storage, list, apply, known: () => rowsOf(storage, people) }
  }
  const carla = { name: 'Carla Ruiz', title: 'Lead', department: 'Design', id: '17', lastDay: null }

  it('the latest counts, whatever the order; older addresses are former ones', async () => {
    const rows = [
      '17,carla@x.example,c@x.example,Carla Mendes,Designer,Design,2019-01-07,2021-05-28',
      '17,ruiz@x.example,,Carla Ruiz,Lead,Design,2024-02-05,',
      '18,bo@x.example,,Bo,Guide,Sales,2020-01-01,',
      '18,bo@x.example,b2@x.example,Bo,Guide,,2020-01-01,',
      '19,cy@x.example,,Cy,Guide,Sales,2020-01-01,',
      '19,cy@x.example,,Cy,Trainer,Sales,2020-01-01,',
    ]
    const orders = [rows, rows.toReversed(), [1, 3, 5, 0, 2, 4].map(place => rows[place] ?? '')]
    const seen: unknown[] = []
    for (const order of orders) {
      const { apply, known } = await opened()
      const { change, rows: left } = await apply(order, 1)
      expect([change.rows, change.added, left]).toEqual([3, 3, [{ rows: 3 }]])
      seen.push(await known())
    }
    expect(seen[0]).toMatchObject([
      {
        name: 'Bo',
        title: 'Guide',
        department: 'Sales',
        addresses: 'primary bo@x.example, alias b2@x.example',
      },
      // Nobody can say which of the two titles it is.
      { name: 'Cy', title: null, department: 'Sales', addresses: 'primary cy@x.example' },
      {
        ...{ ...carla, startAt: new Date('2024-02-05T00:00:00Z') },
        addresses: 'primary ruiz@x.example, former c@x.example, former carla@x.example',
      },
    ])
    expect(seen.slice(1)).toEqual([seen[0], seen[0]])
  })

  it('an address of an earlier time says who is meant, and nothing is new when it is read again', async () => {
    const { storage, apply, known } = await opened()
    await staffSyncRepository(storage).apply(
      await readRun(storage, 'slack', [[user('A', { name: 'Carla', address: 'carla@x.example' })]], at(1)),
      { now: at(1) },
    )
    const rows = [
      '17,carla@x.example,,Carla Mendes,Designer,Design,2019-01-07,2021-05-28',
      '17,ruiz@x.example,,Carla Ruiz,Lead,Design,2024-02-05,',
    ]
    expect((await apply(rows, 2)).change).toMatchObject({ added: 0, changed: 1, leaving: 0 })
    expect(await known()).toMatchObject([
      { ...carla, addresses: 'primary ruiz@x.example, alias carla@x.example' },
    ])
    expect((await apply(rows.toReversed(), 3)).change).toMatchObject({ changed: 0, leaving: 0, missing: 0 })
  })

  it('nobody is missing because their rows are set aside, also by the id alone', async () => {
    const { apply, known } = await opened()
    const bo = '18,bo@x.example,,Bo,,,,'
    await apply(['17,carla@x.example,,Carla Ruiz,Lead,Design,,', bo], 1)
    const aside = ['17,carla@x.example,,,,,,2026-01-31', '17,carla@x.example,,,,,,']
    for (const [minutes, title] of [
      [2, 'Guide'],
      [3, 'Chief'],
    ] as const) {
      const { change } = await apply([...aside, bo.replace('Bo,', `Bo,${title}`)], minutes)
      expect(change).toMatchObject({ rows: 1, missing: 0, leaving: 0, gone: 0 })
    }
    await apply(['17,ruiz@x.example,,,,,,soon', bo], 4)
    expect(await known()).toMatchObject([{ name: 'Bo' }, { ...carla, missing: false }])
  })

  it('says so where the run is no longer ours', async () => {
    const { storage, list, apply } = await opened()
    const { run } = await apply(['17,carla@x.example,,,,,,'], 1)
    const settled = [{ line: 2, counts: null, sameTime: false, startDay: null }]
    expect(await list.settleRows(run, settled)).toBe(false)
    expect(await rowsOf(storage, 'SELECT name FROM person')).toEqual([{ name: 'carla@x.example' }])
  })
})
