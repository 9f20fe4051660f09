import { choosing, ignoring, type StaffField } from '../../domain/staff-columns.ts'
import { isStanding } from '../../domain/staff-list.ts'
import { changeNotice, ofPeople } from '../alerts/keep-notice.ts'
import type { Uses } from '../uses.ts'
import { type ImportRead, stageBytes } from './import-staff.ts'

/**
 * Somebody says which columns of a list that waits hold a field (none: it is not in the list), or which are ignored. The
 * same bytes are read again, and that reading takes the place of the one before. Gone: the list waits no longer. In any
 * other outcome but `staged` the list waits as it was read before.
 */
export async function chooseColumns(
  world: Uses<'runs.get' | 'staffFiles.read' | 'requestDelivery'> &
    Parameters<typeof stageBytes>[0] &
    Parameters<typeof changeNotice>[0],
  input: {
    readonly workspaceId: string
    readonly id: string
    readonly by: string
    readonly field: StaffField | 'ignored'
    /** Their places from 0. */
    readonly columns: readonly number[]
  },
): Promise<ImportRead | { readonly outcome: 'gone' }> {
  const { workspaceId, id, by, field, columns: places } = input
  const run = await world.runs.get(workspaceId, id)
  if (run === null || run.state !== 'held' || run.file === null) return { outcome: 'gone' }
  const { origin, reading } = run.file
  const { columns, chosen: before } = reading
  const chosen =
    field === 'ignored' ? ignoring(columns, before, places) : choosing(columns, before, field, places)
  const read = await stageBytes(world, world.staffFiles.read(workspaceId, id), {
    ...{ workspaceId, by, origin, chosen },
  })
  if (read.outcome === 'unreadable' && read.because.kind === 'broken_off') return { outcome: 'gone' }
  // The message that asks about it leads to what is waiting now.
  if (read.outcome === 'staged' && isStanding(origin)) {
    await changeNotice(world, ofPeople(workspaceId), 'held_list', told => ({ ...told, runId: read.id }))
    await world.requestDelivery()
  }
  return read
}
