import type { SealedRow } from './journal.ts'

/** A block as it is stored, with its rows, and the hashes that are made anew of what is there. */
export type FoundBlock = {
  readonly number: number
  readonly sealedAt: number
  /** How many rows were sealed. */
  readonly rows: number
  readonly rowsHash: string
  readonly hash: string
  readonly found: readonly Pick<SealedRow, 'id' | 'at' | 'partHash'>[]
  /** The hash of each personal part that is there, by the row's id. */
  readonly parts: ReadonlyMap<string, string>
  readonly made: { readonly rowsHash: string; readonly hash: string }
}

/** What was told outside of the database about a block, on a day. */
export type Witnessed = {
  /** YYYY-MM-DD */
  readonly day: string
  readonly number: number
  readonly hash: string
  /** Exactly as it was told. */
  readonly words: string
  /** Where it stands in Slack; null: that is not known. */
  readonly ts: string | null
  readonly link: string | null
  /** It was told by a file with this id. */
  readonly fileId: string | null
}

/** Something that is not as it was sealed. */
export type Difference =
  | { readonly what: 'block_missing'; readonly block: number }
  /** Its hash is not that of what it says and of the block before. */
  | { readonly what: 'block_changed'; readonly block: number }
  | {
      readonly what: 'rows_missing' | 'rows_added'
      readonly block: number
      readonly sealed: number
      readonly found: number
    }
  | { readonly what: 'rows_changed'; readonly block: number }
  | {
      readonly what: 'part_changed' | 'part_added' | 'part_missing'
      readonly block: number
      readonly row: string
    }
  /** A personal part whose row is not there. */
  | { readonly what: 'part_alone'; readonly row: string }
  | { readonly what: 'row_without_block'; readonly block: number; readonly row: string }
  | {
      readonly what: 'witness_differs' | 'witness_without_block'
      readonly block: number
      readonly day: string
      readonly words: string
    }
  /** Of an export of the channel: the reply of that day is not in it, or does not say what was told. */
  | { readonly what: 'reply_missing' | 'reply_edited'; readonly day: string; readonly words: string }

/** How much was looked at. Instants in milliseconds. */
export type Figures = {
  readonly blocks: number
  readonly rows: number
  readonly partsKept: number
  readonly partsDeleted: number
  /** Rows that no block holds yet: nothing can be said of them. */
  readonly unsealed: number
  /** When the first and the last block were sealed; null while there is none. */
  readonly from: number | null
  readonly to: number | null
  readonly differences: number
}

export const nothingSeen: Figures = {
  ...{ blocks: 0, rows: 0, partsKept: 0, partsDeleted: 0, unsealed: 0 },
  ...{ from: null, to: null, differences: 0 },
}

/**
 * Holds a block against its hashes and the number of the one before (0: it is the first). `deletable`: personal parts
 * of rows before then (in milliseconds) may have been deleted. Where blocks are missing before it, nobody can say what
 * its own hash should be.
 */
export function checkBlock(block: FoundBlock, previous: number, deletable: number): Difference[] {
  const { number, found, parts, made } = block
  return [
    ...missingBetween(previous, number),
    ...(previous === number - 1 && made.hash !== block.hash
      ? [{ what: 'block_changed' as const, block: number }]
      : []),
    ...rowDifference(block),
    ...found.flatMap(({ id, at, partHash }) => {
      const what = partDifference(parts.get(id) ?? null, partHash, at < deletable)
      return what === null ? [] : [{ what, block: number, row: id }]
    }),
  ]
}

/** Blocks before `number` that are not there. A wrong number may be far away: then the first ones stand for all. */
const missingBetween = (previous: number, number: number): Difference[] =>
  Array.from({ length: Math.min(100, Math.max(0, number - previous - 1)) }, (_, index) => ({
    what: 'block_missing',
    block: previous + 1 + index,
  }))

function rowDifference({ number, rows, rowsHash, found, made }: FoundBlock): Difference[] {
  if (found.length !== rows)
    return [
      {
        what: found.length < rows ? 'rows_missing' : 'rows_added',
        block: number,
        sealed: rows,
        found: found.length,
      },
    ]
  return made.rowsHash === rowsHash ? [] : [{ what: 'rows_changed', block: number }]
}

function partDifference(
  part: string | null,
  sealed: string | null,
  isDeletable: boolean,
): 'part_changed' | 'part_added' | 'part_missing' | null {
  if (part === sealed) return null
  if (sealed === null) return 'part_added'
  if (part !== null) return 'part_changed'
  return isDeletable ? null : 'part_missing'
}

/** Adds a block to the figures. */
export function withBlock(figures: Figures, { sealedAt, found, parts }: FoundBlock): Figures {
  const hashed = found.filter(({ partHash }) => partHash !== null)
  const kept = hashed.filter(({ id }) => parts.has(id)).length
  return {
    ...figures,
    blocks: figures.blocks + 1,
    rows: figures.rows + found.length,
    partsKept: figures.partsKept + kept,
    partsDeleted: figures.partsDeleted + hashed.length - kept,
    from: figures.from ?? sealedAt,
    to: sealedAt,
  }
}

/** Holds what was told of a block against it. `hash` null: there is no such block. */
export const checkWitnessed = (witnessed: readonly Witnessed[], hash: string | null): Difference[] =>
  witnessed.flatMap(({ day, number, words, hash: told }) =>
    told === hash
      ? []
      : [
          {
            what: hash === null ? ('witness_without_block' as const) : ('witness_differs' as const),
            ...{ block: number, day, words },
          },
        ],
  )

/** A message as an export of a channel has it. */
export type ExportedMessage = {
  readonly ts: string
  /** As Slack keeps it: with &amp;, &lt; and &gt;. */
  readonly text: string
  readonly edited: boolean
  readonly fileIds: readonly string[]
}

/**
 * Holds what was told each day against an export of the channel. Of a file an export has the id alone, so its words are
 * compared by whoever opens the link. What is older than its oldest message is not in it.
 */
export function checkExport(
  witnessed: readonly Witnessed[],
  messages: readonly ExportedMessage[],
): Difference[] {
  const oldest = Math.min(...messages.map(({ ts }) => Number(ts)))
  const byTs = new Map(messages.map(message => [message.ts, message]))
  const byFile = new Map(messages.flatMap(message => message.fileIds.map(id => [id, message] as const)))
  return witnessed.flatMap(({ day, words, ts, fileId }): Difference[] => {
    const reply =
      (ts === null ? undefined : byTs.get(ts)) ?? (fileId === null ? undefined : byFile.get(fileId))
    if (reply === undefined)
      return ts === null || Number(ts) < oldest ? [] : [{ what: 'reply_missing', day, words }]
    const says = fileId === null ? plainText(reply.text) === words : reply.fileIds.includes(fileId)
    return says && !reply.edited ? [] : [{ what: 'reply_edited', day, words }]
  })
}

const plainText = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&').trim()
