import type { ListTrouble } from '../../domain/source-notice.ts'
import { type StaffFileOrigin, UnreadableList } from '../../domain/staff-list.ts'
import { closeQuestion, ofPeople, superseded } from '../alerts/keep-notice.ts'
import { noteHeldList, noteListTrouble, unusedRows } from '../alerts/notices.ts'
import { openList } from './open-list.ts'
import { applyStaffFile, type StaffFile, saysNothingNew, stageStaffFile } from './staff-file.ts'

type Placed = Parameters<typeof openList>[0] & {
  /** Where the administrator of the machine said that the list lies. */
  readonly origin: StaffFileOrigin
  readonly openPlace: () => Promise<
    | { readonly outcome: 'open'; readonly bytes: AsyncIterable<Uint8Array> }
    | { readonly outcome: 'closed'; readonly because: string }
  >
  /** Applies it when it can be believed, else has somebody asked. */
  readonly take: (file: StaffFile & { readonly by: null }) => Promise<unknown>
  readonly noteBroken: (trouble: {
    workspaceId: string
    origin: StaffFileOrigin
    trouble: ListTrouble
  }) => Promise<unknown>
  /** For whoever looks after the machine. */
  readonly onTrouble: (because: string) => void
}

/** Reads the staff list that lies at a path or an address. One that cannot be read changes nothing, and is said. */
export async function readPlacedList(placed: Placed, workspaceId: string): Promise<void> {
  const { origin } = placed
  const broken = async (because: string, trouble: ListTrouble): Promise<void> => {
    placed.onTrouble(because)
    await placed.noteBroken({ workspaceId, origin, trouble })
  }
  const opened = await placed.openPlace()
  if (opened.outcome === 'closed') return broken(opened.because, 'unreadable')
  try {
    const file = await openList(placed, opened.bytes, { workspaceId, by: null, origin, own: new Set() })
    await placed.take({ ...file, by: null })
  } catch (error) {
    if (!(error instanceof UnreadableList)) throw error
    const { kind } = error.because
    await broken(kind, kind === 'broken_off' ? 'unreadable' : 'invalid')
  }
}

/**
 * A staff list that was read on the schedule: applied by itself where what it does is believable and no row with
 * mistakes had to be left out, else held until a person says so. Once what its other rows say is known, there is
 * nothing to ask any more, and it does not grow old. Rows of which it cannot be said who is meant do not hold the
 * others, among them people who leave. Rows that are left out of a list in force, and damaged letters, are told of until
 * there are none.
 */
export async function takeStaffFile(
  world: Parameters<typeof noteListTrouble>[0] &
    Parameters<typeof stageStaffFile>[0] &
    Parameters<typeof applyStaffFile>[0],
  file: StaffFile & { readonly by: null },
): Promise<'applied' | 'held' | 'busy' | 'superseded' | 'no_addresses'> {
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
  const { damaged } = change.reading
  const trouble = change.conflicts + change.setAside > 0 ? 'rows' : damaged === null ? null : 'letters'
  await noteListTrouble(world, { workspaceId, origin, trouble, unused: unusedRows(change), damaged })
  if (outcome === 'applied') await closeQuestion(world, ofPeople(workspaceId), 'held_list', superseded)
  return outcome
}
