import type { Allow, Permission } from '../../workflows/workspace/permission.ts'
import { policy } from '../policy.ts'
import type { Who } from './listener.ts'
import { type Identity, isFromHere } from './own-workspace.ts'
import type { From } from './read.ts'

type Refused = Extract<Permission, { allowed: false }>

/** Whether somebody of this workspace is what `allow` says. */
export type Ask = (who: Who & { readonly allow: Allow }) => Promise<Permission>

type Needs = {
  readonly identity: Identity
  readonly permission: Ask
}

/** Whether this person may use this listener: null when so. Asked at every command, click and submission. */
export async function refusedBy(needs: Needs, from: From, name: string): Promise<Refused | null> {
  if (!isFromHere(needs.identity, from)) return { allowed: false, because: 'stranger', admins: [] }
  const allow = policy.get(name)
  // Default deny: without a row even an admin is refused.
  if (allow === undefined) return { allowed: false, because: 'not_admin', admins: [] }
  if (allow === 'anyone') return null
  const { workspaceId } = needs.identity
  const permission = await needs.permission({
    workspaceId,
    slackUserId: from.userId,
    allow: allow === 'own' ? 'member' : allow,
  })
  return permission.allowed ? null : permission
}
