import type { SyncProgress } from '../../workflows/sync/run-sync.ts'
import { progressMessage } from './view.ts'

const over: ReadonlySet<SyncProgress['phase']> = new Set(['done', 'failed', 'held', 'already'])

/** How the message about a sync lives. */
export const syncProgress = {
  message: progressMessage,
  isOver: ({ phase }: SyncProgress): boolean => over.has(phase),
}
