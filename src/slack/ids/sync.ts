export const syncIds = {
  now: 'sync.now',
} as const

export const heldSyncIds = {
  /** value: the run's id. */
  apply: 'held_sync.apply',
  retry: 'held_sync.retry',
} as const

export const heldGroupsIds = {
  /** value: the id of what is held. */
  apply: 'held_groups.apply',
  retry: 'held_groups.retry',
} as const
