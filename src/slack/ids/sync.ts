export const syncIds = {
  now: 'sync.now',
} as const

export const heldSyncIds = {
  /** value: the run's id. */
  apply: 'held_sync.apply',
  retry: 'held_sync.retry',
  /** Everybody who would go. value: `heldPageValue`. */
  showAll: 'held_sync.show_all',
  next: 'held_sync.next',
  previous: 'held_sync.previous',
  modal: 'held_sync.gone_modal',
} as const
