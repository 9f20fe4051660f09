import type { Block } from '../domain/journal.ts'
import { usualRetention } from '../domain/retention.ts'
import { one, row, rows } from './engine/statement.ts'
import type { Storage } from './engine/storage.ts'
import {
  blocksAfter,
  countUnsealed,
  journals,
  lastBlock,
  partsOfBlock,
  partsWithoutRow,
  retentionHistory,
  rowsOfBlock,
  rowsWithoutBlock,
  sealBlock,
  unsealedRows,
  unsealedWorkspaces,
} from './journal-blocks-sql.ts'
import { hashOfBlock, hashOfPart, hashOfRows } from './journal-hash.ts'

/** Rows sealed together at most: hashed without keeping anybody waiting for long. */
const rowsAtOnce = 1_000

/** The journal: rows are appended by the database itself, sealed here and read to be verified. */
export function journalRepository({ pool }: Pick<Storage, 'pool'>) {
  return {
    /** Ids of the workspaces with rows that no block holds yet. */
    async unsealedWorkspaces(): Promise<string[]> {
      return (await rows(pool, unsealedWorkspaces, [])).map(({ id }) => id)
    },

    /** Ids of the workspaces with a journal, also of those that are stored no more. */
    async workspaces(): Promise<string[]> {
      return (await rows(pool, journals, [])).map(({ id }) => id)
    },

    /**
     * Seals the oldest rows that no block holds into the next one. False when there was nothing to seal. Where another
     * copy of the bot made that block meanwhile, these rows are taken again with the next call.
     */
    async seal(workspaceId: string, now: Date): Promise<boolean> {
      // The head first: rows that somebody sealed after that are no longer among those read.
      const last = await row(pool, lastBlock, [workspaceId])
      const sealing = await rows(pool, unsealedRows, [workspaceId, rowsAtOnce])
      if (sealing.length === 0) return false
      const block = {
        workspaceId,
        number: (last?.number ?? 0) + 1,
        sealedAt: now.getTime(),
        rows: sealing.length,
        rowsHash: hashOfRows(sealing),
        previous: last?.hash ?? null,
      }
      const ids = sealing.map(({ id }) => id)
      const values = [block.number, block.sealedAt, ids, block.rowsHash, hashOfBlock(block)]
      await one(pool, sealBlock, [workspaceId, ...values])
      return true
    },

    /** The newest block; null while there is none. `hash`: in hexadecimal digits. */
    async head(workspaceId: string): Promise<{ readonly number: number; readonly hash: string } | null> {
      const last = await row(pool, lastBlock, [workspaceId])
      return last === null ? null : { number: last.number, hash: last.hash }
    },

    /** Blocks in order, after this one. */
    blocksAfter: (workspaceId: string, number: number, limit: number) =>
      rows(pool, blocksAfter, [workspaceId, number, limit]),

    /** The rows of a block, in order, with their hash, and that of each personal part that is still there, by the row's id. */
    async contents(workspaceId: string, number: number) {
      const parts = await rows(pool, partsOfBlock, [workspaceId, number])
      const found = await rows(pool, rowsOfBlock, [workspaceId, number])
      return {
        rows: found,
        rowsHash: hashOfRows(found),
        parts: new Map(parts.map(part => [part.id, hashOfPart(part)])),
      }
    },

    hashOf: (block: Block): string => hashOfBlock(block),

    /** Rows said to be in a block that is not there, up to 100. */
    rowsWithoutBlock: (workspaceId: string) => rows(pool, rowsWithoutBlock, [workspaceId]),

    /** Ids of the rows of personal parts that are not there, up to 100. */
    async partsWithoutRow(workspaceId: string): Promise<string[]> {
      return (await rows(pool, partsWithoutRow, [workspaceId])).map(({ id }) => id)
    },

    /** How many rows no block holds yet. */
    async unsealed(workspaceId: string): Promise<number> {
      return (await one(pool, countUnsealed, [workspaceId])).rows
    },

    /** For how long personal parts were to be kept: each change of it, in order. */
    retentionHistory: (workspaceId: string) => rows(pool, retentionHistory, [workspaceId, usualRetention]),
  }
}
