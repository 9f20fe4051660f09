/** Something Slack told about a person. */
export type PersonEvent = {
  readonly workspaceId: string
  /** Slack's event id: the same in every delivery. */
  readonly id: string
  readonly type: string
  readonly slackUserId: string
  /** It says that somebody is gone. */
  readonly urgent: boolean
}

type Needs = {
  readonly clock: () => Date
  /** False: it was received before. */
  readonly events: { add(event: PersonEvent, now: Date): Promise<boolean> }
  readonly requestLook: (workspaceId: string) => Promise<unknown>
}

/** Writes an event down, then asks for a look at the person. What is lost in between is found by the schedule. */
export async function notePersonEvent(needs: Needs, event: PersonEvent): Promise<void> {
  if (await needs.events.add(event, needs.clock())) await needs.requestLook(event.workspaceId)
}
