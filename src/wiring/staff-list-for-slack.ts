import { openStaffCsv } from '../staff-csv/open-staff-csv.ts'
import { closeHeldList } from '../workflows/alerts/list-notices.ts'
import type { Workflows } from '../workflows/for-slack.ts'
import { importStaff } from '../workflows/people/import-staff.ts'
import {
  applyStaffFile,
  discardStaffFile,
  readStaffFile,
  stageStaffFile,
} from '../workflows/people/staff-file.ts'
import type { Needs, Parts } from './needs.ts'

/** Staff lists that people bring. */
export function staffListForSlack(
  { clock, repositories: stored, slack }: Parts,
  { lists }: Needs,
): Pick<Workflows, 'mayReadFiles' | 'importStaff' | 'readStaffFile' | 'applyStaffFile' | 'discardStaffFile'> {
  const { runs, ownAddresses } = stored
  return {
    mayReadFiles: slack.uploads.allowed,
    importStaff: input =>
      importStaff(
        {
          clock,
          openFile: slack.uploads.open,
          openList: openStaffCsv,
          ownAddresses,
          stage: file => stageStaffFile(lists, file),
        },
        input,
      ),
    readStaffFile: input => readStaffFile({ runs }, input),
    applyStaffFile: async input => {
      const applied = await applyStaffFile(lists, input)
      // The message that asked about it, where one did.
      const { workspaceId, by, id } = input
      if (applied.outcome === 'applied')
        await closeHeldList(lists, workspaceId, { as: 'applied', by, runId: id })
      return applied
    },
    discardStaffFile: input => discardStaffFile({ clock, runs }, input),
  }
}
