/** One Miro organisation in one Slack workspace. */
export type ConnectionKey = { readonly workspaceId: string; readonly miroOrgId: string }
