export const syncIds = {
  now: 'sync.now',
} as const

export const heldSyncIds = {
  /** value: the run's id. */
  apply: 'held_sync.apply',
  retry: 'held_sync.retry',
} as const
