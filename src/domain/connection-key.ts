/** One Miro organisation in one Slack workspace: the key of everything the bot knows about Miro. */
export type ConnectionKey = { readonly workspaceId: string; readonly miroOrgId: string }

/** The key as one word, for maps and job names. */
export const keyText = (key: ConnectionKey): string => `${key.workspaceId}/${key.miroOrgId}`

export type ConnectionState = 'connected' | 'reconnect_needed' | 'access_lost'
