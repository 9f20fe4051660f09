/** One Miro organisation in one Slack workspace. */
export type ConnectionKey = { readonly workspaceId: string; readonly miroOrgId: string }

/** Prisma: the connection with this key. A disconnected one is evidence, and no connection. */
export const connected = ({ workspaceId, miroOrgId }: ConnectionKey) => ({
  workspaceId,
  miroOrgId,
  state: { not: 'disconnected' },
})

/** SQL: the same, of $1 and $2. */
export const isConnected = `workspace_id = $1 AND miro_org_id = $2 AND state <> 'disconnected'`
