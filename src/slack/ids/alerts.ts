export const alertChannelIds = {
  /** Opens "Where do alerts go?". */
  open: 'alert_channel.open',
  modal: 'alert_channel.modal',
  saved: 'alert_channel.saved',
  channel: 'alert_channel.channel',
} as const
