import type { ConnectionKey } from '../connection-key.ts'
import type { Uses } from '../uses.ts'

/** Adds the Miro organisation as a critical system: from now on check 3 wants a rule. */
export async function addAsCritical(
  world: Uses<'clock' | 'connections.addAsCritical' | 'audit.append' | 'requestEvaluation'>,
  input: { readonly key: ConnectionKey; readonly by: string },
): Promise<{ readonly outcome: 'added' | 'already' }> {
  const now = world.clock()
  if (!(await world.connections.addAsCritical(input.key, input.by, now))) return { outcome: 'already' }
  await world.audit.append({
    workspaceId: input.key.workspaceId,
    at: now,
    actor: input.by,
    action: 'critical_system_added',
    subject: input.key.miroOrgId,
    details: {},
  })
  await world.requestEvaluation(input.key)
  return { outcome: 'added' }
}
