import type { Permission, Allow as Standing } from '../../workflows/workspace/permission.ts'
import type { Who } from './listener.ts'
import { type Identity, isFromHere } from './own-workspace.ts'
import type { From } from './read.ts'

/**
 * Who may. admin, keeper, member: see permission.ts. own: members about themselves, about others only admins. reader:
 * members about an alert that they read, and that is not about them, about everything else only admins. Of both the
 * workflow behind it asks, once it knows who or what is meant. anyone: nothing is read or changed (a link was opened, a command
 * is typed again), so nobody needs to be asked.
 */
export type Allow = Standing | 'own' | 'reader' | 'anyone'

/** Commands are named as they are typed, everything else by its id. */
export type Policy = ReadonlyMap<string, Allow>

type Refused = Extract<Permission, { allowed: false }>

/** Whether somebody of this workspace is what `allow` says. */
export type Ask = (who: Who & { readonly allow: Standing }) => Promise<Permission>

type Parts = {
  readonly identity: Identity
  readonly policy: Policy
  readonly permission: Ask
}

/** Whether this person may use this listener: null when so. Asked at every command, click and submission. */
export async function refusedBy(parts: Parts, from: From, name: string): Promise<Refused | null> {
  if (!isFromHere(parts.identity, from)) return { allowed: false, because: 'stranger', admins: [] }
  const allow = parts.policy.get(name)
  // Default deny: without a row even an admin is refused.
  if (allow === undefined) return { allowed: false, because: 'not_admin', admins: [] }
  if (allow === 'anyone') return null
  const { workspaceId } = parts.identity
  const permission = await parts.permission({
    workspaceId,
    slackUserId: from.userId,
    allow: allow === 'own' || allow === 'reader' ? 'member' : allow,
  })
  return permission.allowed ? null : permission
}
