import {
  type StaffListReading,
  type StaffRecord,
  type Unreadable,
  UnreadableList,
} from '../../domain/staff-list.ts'
import type { SettledRow } from '../../domain/tenures.ts'
import { closeQuestion, ofPeople } from '../alerts/keep-notice.ts'
import type { Answer, Uses } from '../uses.ts'
import {
  type AppliedStaffFile,
  applyStaffFile,
  type StaffFile,
  type StagedStaffFile,
  stageStaffFile,
} from './staff-file.ts'

/** Rows whose place another one takes that are named; the rest is counted. */
const replacedToldOf = 10

/** What somebody hands over: a file that lies in Slack, or rows that were pasted. */
export type BroughtList =
  | { readonly kind: 'upload'; readonly fileId: string }
  | { readonly kind: 'text'; readonly text: string }

export type FileRefusal = Extract<Answer<'uploads.open'>, { outcome: 'refused' }>['because']

/** A list whose first line was understood; its records are read once. */
type OpenedList = Answer<'openStaffCsv'>

export type ImportRead =
  | StagedStaffFile
  | { readonly outcome: 'unreadable'; readonly because: Unreadable }
  | { readonly outcome: 'refused'; readonly because: FileRefusal }

/**
 * Reads a staff list that somebody brings and says what it would change. Nothing is changed, and nothing is kept of
 * a list that cannot be read.
 */
export async function importStaff(
  world: Uses<'clock' | 'uploads.open' | 'openStaffCsv' | 'people.addresses'> &
    Parameters<typeof stageStaffFile>[0],
  input: { readonly workspaceId: string; readonly by: string; readonly list: BroughtList },
): Promise<ImportRead> {
  const { workspaceId, by, list } = input
  const opened =
    list.kind === 'text'
      ? { outcome: 'open' as const, name: '', bytes: bytesOf(list.text) }
      : await world.uploads.open(list.fileId, by)
  if (opened.outcome === 'refused') return opened
  const origin = { kind: list.kind, name: opened.name }
  const own = new Set(await world.people.addresses(workspaceId, by))
  try {
    const read = await world.openStaffCsv(opened.bytes, world.clock().toISOString().slice(0, 10))
    return await stageStaffFile(world, staffFileOf(read, { workspaceId, by, origin }, own))
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

/** What is staged of a list that was opened. `own`: addresses of whoever brings it. */
export function staffFileOf(
  read: OpenedList,
  about: Pick<StaffFile, 'workspaceId' | 'by' | 'origin'>,
  own: ReadonlySet<string>,
): StaffFile {
  const watched = watch(read.records, own)
  return {
    ...{ ...about, records: watched.records },
    setAside: () => read.found().mistakes.rows,
    settled: () => read.found().settled,
    reading: () => {
      const { rows: _, settled, ...found } = read.found()
      const replaced = replacedRows(settled)
      const { separator } = read
      return { ...found, separator, replaced: told(replaced), own: watched.own(replaced) }
    },
  }
}

/** Lines that another one about the same person takes the place of, each with that one. */
const replacedRows = (settled: readonly SettledRow[]): ReadonlyMap<number, number> =>
  new Map(
    settled.flatMap(({ line, counts }): [number, number][] =>
      counts === null || counts === line ? [] : [[line, counts]],
    ),
  )

const told = (replaced: ReadonlyMap<number, number>): StaffListReading['replaced'] => ({
  all: replaced.size,
  first: [...replaced]
    .toSorted(([one], [other]) => one - other)
    .slice(0, replacedToldOf)
    .map(([line, counts]) => ({ line, counts })),
})

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text)
}

/** Looks at the records that go by for those about whoever brings the list. */
function watch(records: AsyncIterable<readonly StaffRecord[]>, addresses: ReadonlySet<string>) {
  const found: { readonly line: number; readonly lastDay: string | null }[] = []
  return {
    own: (replaced: ReadonlyMap<number, number>): StaffListReading['own'] =>
      found.find(({ line }) => !replaced.has(line)) ?? null,
    records: (async function* () {
      for await (const batch of records) {
        for (const { line, lastDay, addresses: theirs } of addresses.size === 0 ? [] : batch)
          if (theirs.some(address => addresses.has(address))) found.push({ line, lastDay })
        yield batch
      }
    })(),
  }
}
