/** Where a message stands in Slack. */
export type MessagePlace = { readonly channel: string; readonly ts: string }

/** Every job there is, with what it is given. All may be repeated; a second one of the same name and key joins the first. */
export type Jobs = {
  sync: {
    workspaceId: string
    miroOrgIds: string[]
    staff: boolean
    requestedBy: string | null
    progress: MessagePlace | null
  }
  staff: { workspaceId: string }
  people: { workspaceId: string }
  groups: { workspaceId: string }
  leaving: { workspaceId: string }
  evaluate: { workspaceId: string; miroOrgId: string; evaluationId: string }
  /** `message`: the one that tells whoever brought the list what came of it. */
  import: {
    workspaceId: string
    id: string
    by: string
    anyway: boolean
    message: MessagePlace
  }
  'apply-held': { workspaceId: string; runId: string; by: string }
  deliver: Record<string, never>
  names: { workspaceId: string; miroOrgId: string; news: boolean }
  suggest: { workspaceId: string; miroOrgId: string }
  questions: { workspaceId: string }
  reviews: { workspaceId: string }
  steps: { workspaceId: string }
  witness: { workspaceId: string }
  seal: { workspaceId: string }
  retention: { workspaceId: string }
}

/** Asks for a job. False when the same one waits already; `key` tells what is "the same". */
export type Send = <N extends keyof Jobs>(name: N, key: string, data: Jobs[N]) => Promise<boolean>
