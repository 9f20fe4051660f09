export const connectIds = {
  /** Opens modal 1. value: the organization to reconnect, or empty. */
  open: 'connect.open',
  before: 'connect.before',
  details: 'connect.details',
  openMiro: 'connect.open_miro',
  /** The link for a browser that does not reach the bot. */
  openElsewhere: 'connect.open_elsewhere',
  /** Shows what somebody does whose browser is on another machine than the bot. */
  elsewhere: 'connect.elsewhere',
  /** Back to the keys, with what was typed. */
  keys: 'connect.keys',
  /** The modal that takes the address such a browser ended on. */
  pasted: 'connect.pasted',
  address: 'connect.address',
  again: 'connect.again',
  result: 'connect.result',
  acknowledged: 'connect.acknowledged',
  clientId: 'connect.client_id',
  clientSecret: 'connect.client_secret',
} as const

export const disconnectIds = {
  /** Asks before disconnecting the organization in value. */
  open: 'disconnect.open',
  modal: 'disconnect.modal',
  done: 'disconnect.done',
  /** The list of organizations, where there are several. */
  choose: 'disconnect.choose',
  name: 'disconnect.name',
} as const
