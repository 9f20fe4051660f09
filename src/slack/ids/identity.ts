export const domainsIds = {
  /** Opens the domains that are the same company. */
  open: 'domains.open',
  modal: 'domains.modal',
  list: 'domains.list',
  /** What they would do, a modal whose submission saves. */
  preview: 'domains.preview',
  saved: 'domains.saved',
} as const

export const identifyIds = {
  /** Opens Identify for one account. value: `accountValue`. */
  open: 'identify.open',
  modal: 'identify.modal',
  saved: 'identify.saved',
  refused: 'identify.refused',
  choice: 'identify.choice',
  user: 'identify.user',
  person: 'identify.person',
  name: 'identify.name',
  email: 'identify.email',
  title: 'identify.title',
  start: 'identify.start',
  sponsor: 'identify.sponsor',
  note: 'identify.note',
  owner: 'identify.owner',
  reason: 'identify.reason',
  review: 'identify.review',
  /** Takes a guess, or says that it is wrong. value: `takeValue`. */
  take: 'identify.take',
  deny: 'identify.deny',
  /** The same two of a likely account of a person, beside the window that is open. */
  takeLikely: 'identify.take_likely',
  denyLikely: 'identify.deny_likely',
  /** Forgets the decision. value: `seenValue`. */
  unlink: 'identify.unlink',
} as const

/** The ids of the window that identifies several accounts at once. */
export const severalIds = {
  /** Opens it. value: `severalValue`. */
  open: 'several.open',
  /** A modal whose submission says what the chosen accounts are. */
  modal: 'several.modal',
  done: 'several.done',
  /** Ten accounts to a block, which has a number after it. */
  accounts: 'several.accounts',
  chooseAll: 'several.choose_all',
  choice: 'several.choice',
  /** Takes a guess, or all that are shown, or says that one is wrong. value: `guessesValue`. */
  accept: 'several.accept',
  acceptAll: 'several.accept_all',
  refuse: 'several.refuse',
  /** More guesses at once, and back to the accounts. value of these: `pageValue`. */
  allGuesses: 'several.all_guesses',
  back: 'several.back',
  next: 'several.next',
  previous: 'several.previous',
} as const

/** The ids of questions to people about accounts. */
export const questionIds = {
  /** Asks a likely owner whether an account is theirs. value: `takeValue`. */
  ask: 'question.ask',
  /** The answers. value of each: the question's id. */
  mine: 'question.mine',
  notMine: 'question.not_mine',
  shared: 'question.shared',
  still: 'question.still',
  noLonger: 'question.no_longer',
  /** Makes an answer a decision, or leaves the account as it is. value of each: the question's id. */
  confirm: 'question.confirm',
  dismiss: 'question.dismiss',
  said: 'question.said',
} as const
