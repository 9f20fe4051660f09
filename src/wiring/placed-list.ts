import type { StaffCsvPlace } from '../config.ts'
import { openPlace } from '../staff-csv/open-place.ts'
import { noteListTrouble } from '../workflows/alerts/list-notices.ts'
import { readPlacedList } from '../workflows/people/read-placed-list.ts'
import { takeStaffFile } from '../workflows/people/take-staff-file.ts'
import type { World } from '../workflows/world.ts'

/** Reads the staff list of STAFF_CSV. Where that is not set any more, what was read from there grows old no longer. */
export function placedList(
  world: World,
  staffCsv: StaffCsvPlace | null,
): (workspaceId: string) => Promise<unknown> {
  if (staffCsv === null) return workspaceId => world.staffList.stopReading(workspaceId)
  const place = staffCsv.kind === 'path' ? { path: staffCsv.path } : { url: staffCsv.url.reveal() }
  const name = staffCsv.kind === 'path' ? staffCsv.path : staffCsv.name
  return workspaceId =>
    readPlacedList(
      {
        ...world,
        origin: { kind: staffCsv.kind, name },
        openPlace: () => openPlace(place),
        take: file => takeStaffFile(world, file),
        noteBroken: trouble => noteListTrouble(world, trouble),
        onTrouble: because => world.log.warn({ because }, 'the staff list of STAFF_CSV could not be read'),
      },
      workspaceId,
    )
}
