/**
 * Whether the bot may act in Slack. What the database says of that is known here, so that no call has to ask for it.
 * A process serves one workspace.
 */
export type Installation = {
  /** The app was removed, or its token taken back: Slack is not called. */
  isRemoved(): boolean
  setRemoved(removed: boolean): void
  /** Slack refuses the token, in its word for why. */
  refused(because: string): void
  /** Calls whenever Slack refuses the token. */
  onRefused(tell: (because: string) => void): void
}

export type TestedInstallation = Installation & {
  /** Asks Slack, at most once a minute; false where it does not say so. */
  tokenWorks(): Promise<boolean>
}

export function openInstallation(): Installation {
  let removed = false
  let tell: (because: string) => void = () => {}
  return {
    isRemoved: () => removed,
    setRemoved: now => {
      removed = now
    },
    refused: because => tell(because),
    onRefused: call => {
      tell = call
    },
  }
}
