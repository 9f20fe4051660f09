export const checksIds = {
  /** Shows the checks. */
  open: 'checks.open',
  /** The same, further down the list of organizations. value: the first to show. */
  more: 'checks.more',
  /** Opens the accounts behind one count. value: `behindValue`. */
  accounts: 'checks.accounts',
  /** The same, one per verdict: buttons that stand side by side may not share an id. */
  accountsFailing: 'checks.accounts_failing',
  accountsUnknown: 'checks.accounts_unknown',
  accountsExcepted: 'checks.accounts_excepted',
  accountsPassing: 'checks.accounts_passing',
  accountsNotApplicable: 'checks.accounts_not_applicable',
  accountsModal: 'checks.accounts_modal',
  nextPage: 'checks.next_page',
  previousPage: 'checks.previous_page',
  howToFix: 'checks.how_to_fix',
  howToFixModal: 'checks.how_to_fix_modal',
} as const

export const findingIds = {
  /** How to put it right. value of each: `findingValue` or `groupValue`. */
  fix: 'finding.fix',
  /** What led to the verdict, step by step. */
  why: 'finding.why',
  /** Asks Miro about the account now. */
  verify: 'finding.verify',
  /** About all accounts of the page on screen. */
  verifyPage: 'finding.verify_page',
  /** The same, in the modal that shows the answer. */
  verifyAgain: 'finding.verify_again',
  /** All there is about it: the window behind an alert. */
  more: 'finding.more',
  moreModal: 'finding.more_modal',
  /** The menu beside one of several findings. The option's value: `menuValue`. */
  menu: 'finding.menu',
  /** The findings of one message. */
  details: 'finding.details',
  nextPage: 'finding.next_page',
  previousPage: 'finding.previous_page',
  fixModal: 'finding.fix_modal',
  whyModal: 'finding.why_modal',
  verifyModal: 'finding.verify_modal',
  detailsModal: 'finding.details_modal',
  outdatedModal: 'finding.outdated_modal',
} as const
