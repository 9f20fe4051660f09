/** The log of who did what, when. Only ever appended. */
export type Audit = {
  append(entry: {
    readonly workspaceId: string
    readonly at: Date
    /** A Slack user id, or "bot". */
    readonly actor: string
    readonly action: string
    readonly subject: string
    readonly details: object
  }): Promise<unknown>
}
