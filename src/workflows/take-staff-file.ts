import { closeHeldList, type ListNoticeNeeds, noteHeldList, noteListTrouble } from './list-notices.ts'
import { applyStaffFile, type StaffFile, stageStaffFile } from './staff-file.ts'

type Needs = ListNoticeNeeds & Parameters<typeof stageStaffFile>[0] & Parameters<typeof applyStaffFile>[0]

/**
 * A staff list that was read on the schedule: applied by itself where what it does is believable and no row had to be
 * left out, else held until a person says so. Either way it could be read, so trouble with it is over.
 */
export async function takeStaffFile(
  needs: Needs,
  file: StaffFile & { readonly by: null },
): Promise<'applied' | 'held' | 'busy' | 'superseded'> {
  const { workspaceId, origin } = file
  const staged = await stageStaffFile(needs, file)
  if (staged.outcome !== 'staged') return staged.outcome
  const { id, reason, change } = staged
  await noteListTrouble(needs, { workspaceId, origin, trouble: null })
  if (reason !== 'preview') {
    await noteHeldList(needs, workspaceId, { runId: id, reason, change })
    return 'held'
  }
  const { outcome } = await applyStaffFile(needs, { workspaceId, id, by: null, anyway: false })
  if (outcome === 'applied')
    await closeHeldList(needs, workspaceId, { as: 'superseded', by: null, runId: null })
  return outcome
}
