import type { Workflows } from '../slack/workflows.ts'
import { openStaffCsv } from '../staff-csv/open-staff-csv.ts'
import { importStaff } from '../workflows/import-staff.ts'
import { applyStaffFile, discardStaffFile, readStaffFile, stageStaffFile } from '../workflows/staff-file.ts'
import type { Needs, Parts } from './needs.ts'

/** Staff lists that people bring. */
export function staffListForSlack(
  { clock, repositories: stored, slack }: Parts,
  { keysOf, requestEvaluation }: Needs,
): Pick<Workflows, 'mayReadFiles' | 'importStaff' | 'readStaffFile' | 'applyStaffFile' | 'discardStaffFile'> {
  const { runs, staffList, audit, ownAddresses } = stored
  return {
    mayReadFiles: slack.uploads.allowed,
    importStaff: input =>
      importStaff(
        {
          clock,
          openFile: slack.uploads.open,
          openList: openStaffCsv,
          ownAddresses,
          stage: file => stageStaffFile({ clock, runs, staffList }, file),
        },
        input,
      ),
    readStaffFile: input => readStaffFile({ runs }, input),
    applyStaffFile: input =>
      applyStaffFile({ clock, runs, staffList, audit, keysOf, requestEvaluation }, input),
    discardStaffFile: input => discardStaffFile({ clock, runs }, input),
  }
}
