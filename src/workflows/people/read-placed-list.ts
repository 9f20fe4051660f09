import type { ListTrouble } from '../../domain/source-notice.ts'
import { UnreadableList } from '../../domain/staff-list.ts'
import type { StaffFileOrigin } from '../../domain/staff-record.ts'
import type { Uses } from '../uses.ts'
import { staffFileOf } from './import-staff.ts'
import type { StaffFile } from './staff-file.ts'

type Placed = Uses<'clock' | 'openStaffCsv'> & {
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
    const read = await placed.openStaffCsv(opened.bytes, placed.clock().toISOString().slice(0, 10))
    const file = staffFileOf(read, { workspaceId, by: null, origin }, new Set())
    await placed.take({ ...file, by: null })
  } catch (error) {
    if (!(error instanceof UnreadableList)) throw error
    const { kind } = error.because
    await broken(kind, kind === 'broken_off' ? 'unreadable' : 'invalid')
  }
}
