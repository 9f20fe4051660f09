import { openPlace } from '../staff-csv/open-place.ts'
import { openStaffCsv } from '../staff-csv/open-staff-csv.ts'
import { noteListTrouble } from '../workflows/alerts/list-notices.ts'
import { readPlacedList } from '../workflows/people/read-placed-list.ts'
import { takeStaffFile } from '../workflows/people/take-staff-file.ts'
import type { Needs, Parts } from './needs.ts'

/** Reads the staff list of STAFF_CSV. Where that is not set any more, what was read from there grows old no longer. */
export function placedList(
  { clock, staffCsv, repositories: stored, log }: Parts,
  { lists }: Needs,
): (workspaceId: string) => Promise<unknown> {
  if (staffCsv === null) return workspaceId => stored.staffList.stopReading(workspaceId)
  const place = staffCsv.kind === 'path' ? { path: staffCsv.path } : { url: staffCsv.url.reveal() }
  const name = staffCsv.kind === 'path' ? staffCsv.path : staffCsv.name
  return workspaceId =>
    readPlacedList(
      {
        ...{ clock, origin: { kind: staffCsv.kind, name } },
        openPlace: () => openPlace(place),
        openStaffCsv,
        take: file => takeStaffFile(lists, file),
        noteBroken: trouble => noteListTrouble(lists, trouble),
        onTrouble: because => log.warn({ because }, 'the staff list of STAFF_CSV could not be read'),
      },
      workspaceId,
    )
}
