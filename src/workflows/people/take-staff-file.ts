import { closeHeldList, noteHeldList, noteListTrouble, unusedRows } from '../alerts/list-notices.ts'
import { applyStaffFile, type StaffFile, saysNothingNew, stageStaffFile } from './staff-file.ts'

/**
 * A staff list that was read on the schedule: applied by itself where what it does is believable and no row with
 * mistakes had to be left out, else held until a person says so. Once what its other rows say is known, there is
 * nothing to ask any more, and it does not grow old. Rows of which it cannot be said who is meant do not hold the
 * others, among them people who leave. Rows that are left out of a list in force are told of until there are none.
 */
export async function takeStaffFile(
  world: Parameters<typeof noteListTrouble>[0] &
    Parameters<typeof stageStaffFile>[0] &
    Parameters<typeof applyStaffFile>[0],
  file: StaffFile & { readonly by: null },
): Promise<'applied' | 'held' | 'busy' | 'superseded'> {
  const { workspaceId, origin } = file
  const staged = await stageStaffFile(world, file)
  if (staged.outcome !== 'staged') return staged.outcome
  const { id, reason, change } = staged
  if (reason !== 'preview' && !(reason === 'mistakes' && saysNothingNew(change))) {
    await noteListTrouble(world, { workspaceId, origin, trouble: null })
    await noteHeldList(world, workspaceId, { runId: id, reason, change })
    return 'held'
  }
  const { outcome } = await applyStaffFile(world, { workspaceId, id, by: null, anyway: false })
  const trouble = change.conflicts + change.setAside > 0 ? 'rows' : null
  await noteListTrouble(world, { workspaceId, origin, trouble, unused: unusedRows(change) })
  if (outcome === 'applied')
    await closeHeldList(world, workspaceId, { as: 'superseded', by: null, runId: null })
  return outcome
}
