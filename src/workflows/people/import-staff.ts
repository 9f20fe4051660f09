import type { ChosenColumns } from '../../domain/staff-columns.ts'
import { type StaffFileOrigin, type Unreadable, UnreadableList } from '../../domain/staff-list.ts'
import { closeQuestion, ofPeople } from '../alerts/keep-notice.ts'
import type { Answer, Uses } from '../uses.ts'
import { openList } from './open-list.ts'
import { type AppliedStaffFile, applyStaffFile, type StagedStaffFile, stageStaffFile } from './staff-file.ts'

/** What somebody hands over: a file that lies in Slack, or rows that were pasted. */
export type BroughtList =
  | { readonly kind: 'upload'; readonly fileId: string }
  | { readonly kind: 'text'; readonly text: string }

export type FileRefusal = Extract<Answer<'uploads.open'>, { outcome: 'refused' }>['because']

export type ImportRead =
  | StagedStaffFile
  | { readonly outcome: 'unreadable'; readonly because: Unreadable }
  | { readonly outcome: 'refused'; readonly because: FileRefusal }

/**
 * Reads a staff list that somebody brings and says what it would change. Nothing is changed, and nothing is kept of
 * a list that cannot be read.
 */
export async function importStaff(
  world: Uses<'uploads.open'> & Parameters<typeof stageBytes>[0],
  input: { readonly workspaceId: string; readonly by: string; readonly list: BroughtList },
): Promise<ImportRead> {
  const { workspaceId, by, list } = input
  const opened =
    list.kind === 'text'
      ? { outcome: 'open' as const, name: '', bytes: bytesOf(list.text) }
      : await world.uploads.open(list.fileId, by)
  if (opened.outcome === 'refused') return opened
  const origin = { kind: list.kind, name: opened.name }
  return stageBytes(world, opened.bytes, { workspaceId, by, origin })
}

/** The same for bytes. `chosen`: what is said of the columns now; without it, what was said of such columns before. */
export async function stageBytes(
  world: Uses<'people.addresses'> & Parameters<typeof openList>[0] & Parameters<typeof stageStaffFile>[0],
  bytes: AsyncIterable<Uint8Array>,
  about: {
    readonly workspaceId: string
    readonly by: string
    readonly origin: StaffFileOrigin
    readonly chosen?: ChosenColumns
  },
): Promise<StagedStaffFile | Extract<ImportRead, { outcome: 'unreadable' }>> {
  const own = new Set(await world.people.addresses(about.workspaceId, about.by))
  try {
    return await stageStaffFile(world, await openList(world, bytes, { ...about, own }))
  } catch (error) {
    if (error instanceof UnreadableList) return { outcome: 'unreadable', because: error.because }
    throw error
  }
}

/** Makes a list that somebody brought the truth. The message that asked about it closes, where one did. */
export async function applyImport(
  world: Parameters<typeof applyStaffFile>[0] & Parameters<typeof closeQuestion>[0],
  input: { readonly workspaceId: string; readonly id: string; readonly by: string; readonly anyway: boolean },
): Promise<AppliedStaffFile> {
  const applied = await applyStaffFile(world, input)
  const { workspaceId, by, id } = input
  if (applied.outcome === 'applied')
    await closeQuestion(world, ofPeople(workspaceId), 'held_list', { as: 'applied', by, runId: id })
  return applied
}

/** Whether the app may read files that people upload. */
export const mayReadFiles = ({ uploads }: Uses<'uploads.allowed'>): Promise<boolean> => uploads.allowed()

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text)
}
