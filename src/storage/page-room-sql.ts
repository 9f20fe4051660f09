import { command, count } from './engine/statement.ts'
import type { Storage } from './engine/storage.ts'

export const vacuum = command`VACUUM sync_page`

/** After a run's pages were deleted: the embedded database has nobody else to give their room back. */
export async function giveRoomBack({ kind, pool }: Pick<Storage, 'kind' | 'pool'>): Promise<void> {
  if (kind === 'embedded') await count(pool, vacuum, [])
}
