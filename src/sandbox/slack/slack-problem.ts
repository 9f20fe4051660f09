/** What Slack shows to a person when the bot did not do its part. */
export class SlackProblem extends Error {
  readonly code: string
  readonly status: number | null

  /** `code`: operation_timeout, dispatch_failed, or the error of what the bot answered. */
  constructor(code: string, doing: string, status: number | null = null) {
    super(`${doing}: ${code}${status === null ? '' : ` (the bot answered ${status})`}`)
    this.name = 'SlackProblem'
    this.code = code
    this.status = status
  }
}
