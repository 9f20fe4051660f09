import type { ChosenColumns } from '../../domain/staff-columns.ts'
import {
  cameAsAnnounced,
  type StaffFileOrigin,
  type Unreadable,
  UnreadableList,
} from '../../domain/staff-list.ts'
import { closeQuestion, ofPeople } from '../alerts/keep-notice.ts'
import type { Jobs } from '../jobs.ts'
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

/**
 * Makes a list that somebody brought the truth, and says so in their message. A job does the same should this process
 * end before.
 */
export async function applyImport(
  world: Uses<'send'> & Parameters<typeof finishImport>[0],
  input: Import,
): Promise<AppliedStaffFile> {
  await world.send('import', input.id, input)
  return finishImport(world, input)
}

type Import = Jobs['import']

/** The job behind an import: it may have been done already. The message that asked about the list closes, where one did. */
export async function finishImport(
  world: Uses<'runs.get' | 'importMessage.update'> &
    Parameters<typeof applyStaffFile>[0] &
    Parameters<typeof closeQuestion>[0],
  { message, ...input }: Import,
): Promise<AppliedStaffFile> {
  const file = (await world.runs.get(input.workspaceId, input.id))?.file
  const applied = await applyStaffFile(world, input)
  const { workspaceId, by, id } = input
  if (applied.outcome === 'applied')
    await closeQuestion(world, ofPeople(workspaceId), 'held_list', { as: 'applied', by, runId: id })
  const came = applied.outcome === 'applied' ? applied : 'gone'
  if (file !== undefined && file !== null)
    await world.importMessage.update(message, {
      ...{ origin: file.origin, setAside: file.setAside, came },
      changes: applied.outcome === 'applied' && cameAsAnnounced(applied, file) ? file.changes : undefined,
    })
  return applied
}

/** Whether the app may read files that people upload. */
export const mayReadFiles = ({ uploads }: Uses<'uploads.allowed'>): Promise<boolean> => uploads.allowed()

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text)
}
