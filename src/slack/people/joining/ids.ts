export const joiningIds = {
  /** Asks who somebody else is too. value: the person. */
  open: 'joining.open',
  modal: 'joining.modal',
  other: 'joining.other',
  /** Opens what would come of joining two people. value: `pairValue`. */
  pair: 'joining.pair',
  /** The same, a modal whose submission joins them. */
  preview: 'joining.preview',
  rehired: 'joining.rehired',
  /** They are two. value: `pairValue`. */
  apart: 'joining.apart',
  /** Takes a joining back. value: its id. */
  part: 'joining.part',
  result: 'joining.result',
} as const
