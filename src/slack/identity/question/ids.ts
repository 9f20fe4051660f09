/** The ids of questions to people about accounts, by the rules of ../ids.ts. */
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
