import type { ConnectionKey } from '../connection-key.ts'
import type { Uses } from '../uses.ts'

/**
 * Takes the Miro organisation out of the critical systems: checks 3 and 4 do not apply any more, and what they found
 * closes as not applicable. The rule stays, for when it is added again.
 */
export async function removeFromCritical(
  world: Uses<'clock' | 'connections.removeFromCritical' | 'audit.append' | 'requestEvaluation'>,
  { key, by }: { readonly key: ConnectionKey; readonly by: string },
): Promise<{ readonly outcome: 'removed' | 'already' }> {
  if (!(await world.connections.removeFromCritical(key))) return { outcome: 'already' }
  await world.audit.append({
    workspaceId: key.workspaceId,
    at: world.clock(),
    actor: by,
    action: 'critical_system_removed',
    subject: key.miroOrgId,
    details: {},
  })
  await world.requestEvaluation(key)
  return { outcome: 'removed' }
}
