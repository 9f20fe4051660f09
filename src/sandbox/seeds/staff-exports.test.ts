import { describe, expect, test } from 'vitest'
import type { StaffRecord } from '../../domain/staff-list.ts'
import { openStaffCsv } from '../../staff-csv/open-staff-csv.ts'
import { type Exporter, exporters } from '../page/shared/exporters.ts'
import { personnelOf } from './personnel-office.ts'
import { staffExport } from './staff-exports.ts'

const today = '2026-11-24'
const lastDay = '2026-11-12'

async function read(exporter: Exporter) {
  const { bytes } = staffExport(exporter, today)
  const list = await openStaffCsv(
    (async function* () {
      yield bytes
    })(),
    today,
  )
  const records: StaffRecord[] = []
  for await (const batch of list.records) records.push(...batch)
  return { records, ...list.found() }
}

const endings = new Set(['status', 'last_day', 'contract_end'])

/** What nobody but an administrator can say about this list. */
async function questions(exporter: Exporter): Promise<string[]> {
  const { columns, mistakes } = await read(exporter)
  const tells = columns.some(({ field, unused }) => unused === null && endings.has(field ?? ''))
  return [
    ...mistakes.first.map(({ kind }) => kind),
    ...columns.flatMap(({ written, unused }) => (unused === 'days' ? [written] : [])),
    ...(tells ? [] : ['nothing says who left']),
  ]
}

describe('the staff list of the small company', () => {
  test.each(exporters)('as %s exports it', async exporter => {
    const { records, mistakes, hints, withoutAddress } = await read(exporter)
    expect([mistakes.all, hints.all, withoutAddress]).toEqual([0, 0, 0])
    const told = records.map(({ addresses, name, title, department }) => ({
      ...{ addresses, name, title },
      // Workday names who leads a department behind it.
      department: department?.replace(/ \(.*\)$/, ''),
    }))
    expect(told).toEqual(
      personnelOf(today).map(({ email, first, last, title, department }) => ({
        ...{ addresses: [email], name: `${first} ${last}`, title, department },
      })),
    )
    const gone = records.filter(record => record.gone || record.lastDay !== null)
    expect(gone).toMatchObject([{ name: 'Jon Berg' }])
  })

  test.each(exporters)('%s says when somebody left, where its list has days of work', async exporter => {
    const { records, columns } = await read(exporter)
    const jon = records.find(({ name }) => name === 'Jon Berg')
    const hasDays = columns.some(({ field }) => field === 'start_day')
    expect(jon).toMatchObject(hasDays ? { gone: false, lastDay } : { gone: true, lastDay: null })
    if (!hasDays) return
    expect(records.map(({ startDay }) => startDay)).toEqual(personnelOf(today).map(({ hired }) => hired))
  })

  test('directories have days that may be the last one, so they ask; personnel offices do not', async () => {
    const asked = await Promise.all(
      exporters.map(async exporter => [exporter, await questions(exporter)] as const),
    )
    expect(asked.length).toBe(11)
    expect(asked.filter(([, some]) => some.length > 0)).toEqual([
      ['Google Workspace', ['Last Sign In [READ ONLY]']],
      ['Microsoft Entra', ['createdDateTime']],
      ['Okta', ['created', 'activated', 'statusChanged']],
    ])
  })
})
