export const alertChannelIds = {
  /** Opens "Choose a channel". */
  open: 'alert_channel.open',
  modal: 'alert_channel.modal',
  saved: 'alert_channel.saved',
  channel: 'alert_channel.channel',
} as const
