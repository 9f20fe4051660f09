/**
 * An id names a button, menu, modal or block; those of the wings are in slack/ids. Slack sends them back, so a released
 * id keeps its meaning. Form: `feature.what`. Who is meant travels beside them, as opaque ids in `value` or
 * `private_metadata`, and is parsed again by a door or a read.ts. These belong to no wing.
 */
export const commonIds = {
  /** Types the command again: a click brings a fresh trigger. value: the words after /miro. */
  typeAgain: 'common.type_again',
  /** A link: the click needs no answer. */
  openLink: 'common.open_link',
  loading: 'common.loading',
  said: 'common.said',
} as const
