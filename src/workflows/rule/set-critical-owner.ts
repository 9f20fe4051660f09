import type { ConnectionKey } from '../connection-key.ts'
import type { Uses } from '../uses.ts'

/** Who answers for Miro as a critical system. Only a colleague of today can. */
export async function setCriticalOwner(
  world: Uses<'clock' | 'directory.user' | 'connections.setCriticalOwner' | 'audit.append'>,
  { key, owner, by }: { readonly key: ConnectionKey; readonly owner: string; readonly by: string },
): Promise<{ readonly outcome: 'set' | 'unchanged' | 'not_staff' }> {
  const { kind, deactivated } = await world.directory.user(owner)
  if (kind !== 'member' || deactivated) return { outcome: 'not_staff' }
  if (!(await world.connections.setCriticalOwner(key, owner))) return { outcome: 'unchanged' }
  await world.audit.append({
    workspaceId: key.workspaceId,
    at: world.clock(),
    actor: by,
    action: 'critical_owner_set',
    subject: key.miroOrgId,
    details: { owner },
  })
  return { outcome: 'set' }
}
