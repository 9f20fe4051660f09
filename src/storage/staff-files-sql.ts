import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { UnreadableList } from '../domain/staff-list.ts'
import { bytes, flag } from './engine/columns.ts'
import { command, count, row, statement } from './engine/statement.ts'
import type { Storage } from './engine/storage.ts'
import type { RunKey } from './run-lock-sql.ts'

const compressed = promisify(gzip)
const decompressed = promisify(gunzip)

/** Bytes of a file that are compressed and stored at once. */
const partBytes = 512 * 1024

/** The files behind staged staff lists, in parts: however large one is, no more than a part of it is in memory. */
export function staffFilesRepository({ pool, room }: Pick<Storage, 'pool' | 'room'>) {
  return {
    /** Takes the bytes that a run reads, in their order. What comes when the run is no longer ours is not kept. */
    keep({ workspaceId, id, fence }: RunKey) {
      let held: Uint8Array[] = []
      let size = 0
      let number = 0
      const store = async (isLast: boolean): Promise<void> => {
        const part = Buffer.concat(held)
        held = []
        size = 0
        number += 1
        await room()
        await count(pool, keepPart, [workspaceId, id, fence, number, await compressed(part), isLast])
      }
      return {
        async add(some: Uint8Array): Promise<void> {
          held.push(some)
          size += some.byteLength
          if (size >= partBytes) await store(false)
        },
        end: (): Promise<void> => store(true),
      }
    },

    /** The same bytes again. Throws UnreadableList (broken_off) where the run was applied or given up meanwhile. */
    async *read(workspaceId: string, runId: string): AsyncGenerator<Uint8Array> {
      for (let number = 1; ; number += 1) {
        const part = await row(pool, partOf, [workspaceId, runId, number])
        if (part === null) throw new UnreadableList({ kind: 'broken_off' })
        yield await decompressed(part.bytes)
        if (part.isLast) return
      }
    },
  }
}

export const keepPart = command`
  INSERT INTO staff_file_part (workspace_id, run_id, number, bytes, is_last)
  SELECT $1, id, $4, $5, $6 FROM sync_run WHERE workspace_id = $1 AND id = $2 AND fence = $3 AND state = 'running'`

export const partOf = statement({ bytes: bytes(), isLast: flag() })`
  SELECT bytes, is_last AS "isLast" FROM staff_file_part WHERE workspace_id = $1 AND run_id = $2 AND number = $3`
