/** What can be made to go wrong on purpose, in the order it is offered. */
export const faultNames = [
  'miro-down',
  'miro-rate-limit',
  'slack-rate-limit',
  'slack-lost-answer',
  'slack-classic',
] as const

export type FaultName = (typeof faultNames)[number]
