import type { Audit } from '../audit.ts'
import type { ConnectionKey } from '../connection-key.ts'

type Needs = {
  readonly clock: () => Date
  readonly connections: { removeFromCritical(key: ConnectionKey): Promise<boolean> }
  readonly audit: Audit
  readonly requestEvaluation: (key: ConnectionKey) => Promise<void>
}

/**
 * Takes the Miro organisation out of the critical systems: checks 3 and 4 do not apply any more, and what they found
 * closes as not applicable. The rule stays, for when it is added again.
 */
export async function removeFromCritical(
  needs: Needs,
  { key, by }: { readonly key: ConnectionKey; readonly by: string },
): Promise<{ readonly outcome: 'removed' | 'already' }> {
  if (!(await needs.connections.removeFromCritical(key))) return { outcome: 'already' }
  await needs.audit.append({
    workspaceId: key.workspaceId,
    at: needs.clock(),
    actor: by,
    action: 'critical_system_removed',
    subject: key.miroOrgId,
    details: {},
  })
  await needs.requestEvaluation(key)
  return { outcome: 'removed' }
}
