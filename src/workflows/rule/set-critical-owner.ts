import type { Audit } from '../audit.ts'
import type { ConnectionKey } from '../connection-key.ts'

type Needs = {
  readonly clock: () => Date
  readonly directory: {
    user(slackUserId: string): Promise<{
      readonly kind: 'member' | 'guest' | 'invited' | 'bot' | 'stranger'
      readonly deactivated: boolean
    }>
  }
  readonly connections: { setCriticalOwner(key: ConnectionKey, slackUserId: string): Promise<boolean> }
  readonly audit: Audit
}

/** Who answers for Miro as a critical system. Only a colleague of today can. */
export async function setCriticalOwner(
  needs: Needs,
  { key, owner, by }: { readonly key: ConnectionKey; readonly owner: string; readonly by: string },
): Promise<{ readonly outcome: 'set' | 'unchanged' | 'not_staff' }> {
  const { kind, deactivated } = await needs.directory.user(owner)
  if (kind !== 'member' || deactivated) return { outcome: 'not_staff' }
  if (!(await needs.connections.setCriticalOwner(key, owner))) return { outcome: 'unchanged' }
  await needs.audit.append({
    workspaceId: key.workspaceId,
    at: needs.clock(),
    actor: by,
    action: 'critical_owner_set',
    subject: key.miroOrgId,
    details: { owner },
  })
  return { outcome: 'set' }
}
