import type { Permission } from '../workflows/permission.ts'
import { type Identity, isFromHere } from './identity.ts'
import type { Who } from './listener.ts'
import { type Allow, policy } from './policy.ts'
import type { From } from './read.ts'

type Refused = Extract<Permission, { allowed: false }>

type Needs = {
  readonly identity: Identity
  readonly permission: (who: Who) => Promise<Permission>
}

/** Whether this person may use this listener: null when so. Asked at every command, click and submission. */
export async function refusedBy(needs: Needs, from: From, name: string): Promise<Refused | null> {
  if (!isFromHere(needs.identity, from)) return { allowed: false, because: 'stranger', admins: [] }
  const allow = policy.get(name)
  if (allow === 'anyone') return null
  const permission = await needs.permission({
    workspaceId: needs.identity.workspaceId,
    slackUserId: from.userId,
  })
  return verdict(allow, permission)
}

/** Default deny: without a row even an admin is refused. */
export function verdict(allow: Allow | undefined, permission: Permission): Refused | null {
  if (allow === undefined) return { allowed: false, because: 'not_admin', admins: [] }
  if (allow === 'anyone' || permission.allowed) return null
  return allow === 'member' && permission.because === 'not_admin' ? null : permission
}
