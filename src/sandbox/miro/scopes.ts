/** The permissions that the guide to the Miro app names; other scopes of Miro are of no use to the bot. */
export const namedScopes = ['organizations:read', 'boards:read', 'organizations:teams:read'] as const

export type NamedScope = (typeof namedScopes)[number]
