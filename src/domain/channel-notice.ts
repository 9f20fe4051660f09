// What messages say about the channel that alerts go to.

/** Alerts cannot be posted where they should go: told once to whoever chose it, closed when they can be. */
export type ChannelFacts = {
  readonly kind: 'channel'
  readonly channelId: string
  /** The kind of what Slack refuses with; `shared`: with another company. */
  readonly trouble: string
  readonly since: Date
  readonly fixedAt: Date | null
  /** Where alerts go since then: there again, or to another channel. */
  readonly goTo: string | null
}

/** Another channel was chosen: told once in each. What stands in the old one stays there. */
export type ChannelMovedFacts =
  | {
      readonly kind: 'channel_here'
      readonly channelId: string
      readonly before: string
      /** Findings that are open, and how many of them are overdue. */
      readonly open: number
      readonly overdue: number
    }
  | { readonly kind: 'channel_away'; readonly channelId: string; readonly goTo: string }
