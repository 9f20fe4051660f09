import { type StaffListReading, type Unreadable, UnreadableList } from '../../domain/staff-list.ts'
import type { StaffFileOrigin, StaffRecord } from '../../domain/staff-record.ts'
import type { StaffFile, StagedStaffFile } from './staff-file.ts'

export type Bytes = AsyncIterable<Uint8Array>

/** What somebody hands over: a file that lies in Slack, or rows that were pasted. */
export type BroughtList =
  | { readonly kind: 'upload'; readonly fileId: string }
  | { readonly kind: 'text'; readonly text: string }

/**
 * gone: deleted meanwhile, or somebody else's. not_allowed: Slack does not hand it over. not_text: no file of text.
 * unreachable: Slack did not answer.
 */
export type FileRefusal = 'gone' | 'not_allowed' | 'not_text' | 'too_large' | 'unreachable'

export type OpenedFile =
  | { readonly outcome: 'open'; readonly name: string; readonly bytes: Bytes }
  | { readonly outcome: 'refused'; readonly because: FileRefusal }

/** A list whose first line was understood; its records are read once. */
export type OpenedList = {
  readonly separator: StaffListReading['separator']
  readonly columns: StaffListReading['columns']
  readonly records: AsyncIterable<readonly StaffRecord[]>
  /** Complete after the last record. */
  readonly found: () => Pick<StaffListReading, 'mistakes' | 'managersByName'>
}

export type ImportRead =
  | StagedStaffFile
  | { readonly outcome: 'unreadable'; readonly because: Unreadable }
  | { readonly outcome: 'refused'; readonly because: FileRefusal }

type Needs = {
  readonly clock: () => Date
  /** The file must be one that `by` uploaded. */
  readonly openFile: (fileId: string, by: string) => Promise<OpenedFile>
  /** Throws UnreadableList. */
  readonly openList: (bytes: Bytes, today: string) => Promise<OpenedList>
  readonly ownAddresses: (workspaceId: string, slackUserId: string) => Promise<readonly string[]>
  readonly stage: (file: StaffFile) => Promise<StagedStaffFile>
}

/**
 * Reads a staff list that somebody brings and says what it would change. Nothing is changed, and nothing is kept of
 * a list that cannot be read.
 */
export async function importStaff(
  needs: Needs,
  input: { readonly workspaceId: string; readonly by: string; readonly list: BroughtList },
): Promise<ImportRead> {
  const { workspaceId, by, list } = input
  const opened = await open(needs, list, by)
  if (opened.outcome === 'refused') return opened
  const own = new Set(await needs.ownAddresses(workspaceId, by))
  try {
    const read = await needs.openList(opened.bytes, needs.clock().toISOString().slice(0, 10))
    return await needs.stage(staffFileOf(read, { workspaceId, by, origin: opened.origin }, own))
  } catch (error) {
    if (error instanceof UnreadableList) return { outcome: 'unreadable', because: error.because }
    throw error
  }
}

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
    reading: () => {
      const { mistakes, managersByName } = read.found()
      const { separator, columns } = read
      return { separator, columns, mistakes, managersByName, own: watched.own() }
    },
  }
}

async function open(
  needs: Needs,
  list: BroughtList,
  by: string,
): Promise<
  | { readonly outcome: 'open'; readonly origin: StaffFileOrigin; readonly bytes: Bytes }
  | { readonly outcome: 'refused'; readonly because: FileRefusal }
> {
  if (list.kind === 'text')
    return { outcome: 'open', origin: { kind: 'text', name: '' }, bytes: bytesOf(list.text) }
  const file = await needs.openFile(list.fileId, by)
  if (file.outcome === 'refused') return file
  return { outcome: 'open', origin: { kind: 'upload', name: file.name }, bytes: file.bytes }
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text)
}

/** Looks at the records that go by for the one about whoever brings the list. */
function watch(records: AsyncIterable<readonly StaffRecord[]>, addresses: ReadonlySet<string>) {
  let own: StaffListReading['own'] = null
  return {
    own: () => own,
    records: (async function* () {
      for await (const batch of records) {
        for (const record of addresses.size === 0 ? [] : batch)
          if (own === null && record.addresses.some(address => addresses.has(address)))
            own = { line: record.line, lastDay: record.lastDay }
        yield batch
      }
    })(),
  }
}
