export const journalIds = {
  /** Opens the window. value: `journalValue`. */
  open: 'journal.open',
  modal: 'journal.modal',
  person: 'journal.person',
  account: 'journal.account',
  topic: 'journal.topic',
  filters: 'journal.filters',
  clear: 'journal.clear',
  /** Opens what was told as one line, in the same window. value: `journalValue`. */
  batch: 'journal.batch',
  /** Turn the pages. value: `turnValue`. */
  older: 'journal.older',
  newer: 'journal.newer',
} as const

export const leaversIds = {
  open: 'leavers.open',
  modal: 'leavers.modal',
  period: 'leavers.period',
  from: 'leavers.from',
  to: 'leavers.to',
  days: 'leavers.days',
  filters: 'leavers.filters',
  /** Turn the pages. value: the place of the first. */
  next: 'leavers.next',
  previous: 'leavers.previous',
} as const
