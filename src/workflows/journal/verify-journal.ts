import {
  checkBlock,
  checkWitnessed,
  type Difference,
  type Figures,
  nothingSeen,
  type Witnessed,
  withBlock,
} from '../../domain/journal-check.ts'
import { deletableBefore } from '../../domain/retention.ts'
import type { Uses } from '../uses.ts'

export type Verifying = Uses<
  | 'clock'
  | 'makeWay'
  | 'journal.blocksAfter'
  | 'journal.contents'
  | 'journal.hashOf'
  | 'journal.rowsWithoutBlock'
  | 'journal.partsWithoutRow'
  | 'journal.unsealed'
  | 'journal.retentionHistory'
>

type Asked = {
  readonly workspaceId: string
  /** What was told outside of the database. */
  readonly witnessed?: readonly Witnessed[]
}

const blocksAtOnce = 50

/**
 * Goes through the whole chain of a workspace, a block at a time, and tells each difference as it is found. Rows that
 * are sealed meanwhile are looked at too.
 */
export async function verifyJournal(
  world: Verifying,
  { workspaceId, witnessed = [] }: Asked,
  tell: (difference: Difference) => Promise<void> | void,
): Promise<Figures> {
  const { journal } = world
  const deletable = deletableBefore(await journal.retentionHistory(workspaceId), world.clock()).getTime()
  const waiting = new Map<number, Witnessed[]>()
  for (const each of witnessed) waiting.set(each.number, [...(waiting.get(each.number) ?? []), each])
  let figures = nothingSeen
  const tellAll = async (differences: readonly Difference[]): Promise<void> => {
    for (const difference of differences) await tell(difference)
    figures = { ...figures, differences: figures.differences + differences.length }
  }
  let last: { readonly number: number; readonly hash: string } | null = null
  for (;;) {
    const blocks = await journal.blocksAfter(workspaceId, last?.number ?? 0, blocksAtOnce)
    if (blocks.length === 0) break
    for (const block of blocks) {
      const { rows, rowsHash, parts } = await journal.contents(workspaceId, block.number)
      const hash = journal.hashOf({ ...block, workspaceId, previous: last?.hash ?? null })
      const found = { ...block, found: rows, parts, made: { rowsHash, hash } }
      await tellAll(checkBlock(found, last?.number ?? 0, deletable))
      await tellAll(checkWitnessed(waiting.get(block.number) ?? [], block.hash))
      waiting.delete(block.number)
      figures = withBlock(figures, found)
      last = block
      await world.makeWay()
    }
  }
  for (const left of waiting.values()) await tellAll(checkWitnessed(left, null))
  const lost = await journal.rowsWithoutBlock(workspaceId)
  await tellAll(lost.map(({ id, block }) => ({ what: 'row_without_block', block, row: id })))
  const alone = await journal.partsWithoutRow(workspaceId)
  await tellAll(alone.map(row => ({ what: 'part_alone', row })))
  return { ...figures, unsealed: await journal.unsealed(workspaceId) }
}
