import type { ChosenColumns } from '../../domain/staff-columns.ts'
import type { StaffListReading, StaffRecord } from '../../domain/staff-list.ts'
import type { Answer, Uses } from '../uses.ts'
import type { StaffFile } from './staff-file.ts'

type About = Pick<StaffFile, 'workspaceId' | 'by' | 'origin'> & {
  /** Addresses of whoever brings it. */
  readonly own: ReadonlySet<string>
  /** What is said of its columns now; without it, what was said of such columns before. */
  readonly chosen?: ChosenColumns
}

/** A list as it is read from bytes, which are kept beside it. Throws UnreadableList. */
export async function openList(
  world: Uses<'clock' | 'openStaffCsv' | 'staffList.chosenFor'>,
  bytes: AsyncIterable<Uint8Array>,
  { own, chosen, ...about }: About,
): Promise<StaffFile> {
  const copy = copied(bytes)
  const today = world.clock().toISOString().slice(0, 10)
  const read = await world.openStaffCsv(copy.bytes, today, async header =>
    chosen === undefined ? world.staffList.chosenFor(about.workspaceId, header) : chosen,
  )
  const watched = watch(read.records, own)
  return {
    ...{ ...about, keepIn: copy.keepIn, records: watched.records },
    setAside: () => read.found().mistakes.rows,
    reading: () => {
      const { rows: _, ...found } = read.found()
      return { ...found, separator: read.separator, chosen: read.chosen, own: watched.own() }
    },
  }
}

/** Bytes that are also kept: those that came before anybody said where, then the others as they come. */
function copied(bytes: AsyncIterable<Uint8Array>) {
  const early: Uint8Array[] = []
  let add = async (part: Uint8Array): Promise<void> => void early.push(part)
  return {
    bytes: (async function* () {
      for await (const part of bytes) {
        await add(part)
        yield part
      }
    })(),
    async keepIn(keeper: Answer<'staffFiles.keep'>): Promise<void> {
      for (const part of early.splice(0)) await keeper.add(part)
      add = keeper.add
    },
  }
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
