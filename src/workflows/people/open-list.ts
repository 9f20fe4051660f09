import type { ChosenColumns } from '../../domain/staff-columns.ts'
import type { StaffListReading, StaffRecord } from '../../domain/staff-list.ts'
import type { SettledRow } from '../../domain/tenures.ts'
import type { Answer, Uses } from '../uses.ts'
import type { StaffFile } from './staff-file.ts'

type About = Pick<StaffFile, 'workspaceId' | 'by' | 'origin'> & {
  /** Addresses of whoever brings it. */
  readonly own: ReadonlySet<string>
  /** What is said of its columns now; without it, what was said of such columns before. */
  readonly chosen?: ChosenColumns
}

/** Rows whose place another one takes that are named; the rest is counted. */
const replacedToldOf = 10

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
    settled: () => read.found().settled,
    reading: () => {
      const { rows: _, settled, ...found } = read.found()
      const replaced = replacedRows(settled)
      const { separator, chosen } = read
      return { ...found, separator, chosen, replaced: told(replaced), own: watched.own(replaced) }
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
