export const commonIds = {
  /** Types the command again: a click brings a fresh trigger. value: the words after /miro. */
  typeAgain: 'common.type_again',
  /** A link: the click needs no answer. */
  openLink: 'common.open_link',
  loading: 'common.loading',
  said: 'common.said',
} as const
