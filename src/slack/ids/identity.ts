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
  /** Takes a suggestion. value: `takeValue`. */
  take: 'identify.take',
  /** Forgets the decision. value: `seenValue`. */
  unlink: 'identify.unlink',
} as const

/** The ids of the window that identifies several accounts at once. */
export const severalIds = {
  /** Opens it. value: `severalValue`. */
  open: 'several.open',
  modal: 'several.modal',
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

/** The ids of suggestions whose an account is. */
export const suggestionsIds = {
  /** Opens the kinds of suggestions of the organization in value. */
  open: 'suggestions.open',
  kinds: 'suggestions.kinds',
  /** Back to the kinds, in the same window. value: as that of open. */
  back: 'suggestions.back',
  /** Shows what accepting one kind would do. value: `kindValue`. */
  preview: 'suggestions.preview',
  modal: 'suggestions.modal',
  /** Shows the preview with names. */
  names: 'suggestions.names',
  except: 'suggestions.except',
  sponsor: 'suggestions.sponsor',
  owner: 'suggestions.owner',
  reason: 'suggestions.reason',
  review: 'suggestions.review',
  accepted: 'suggestions.accepted',
} as const
