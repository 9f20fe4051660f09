import type { Audit } from '../audit.ts'
import type { ConnectionKey } from '../connection-key.ts'

type Needs = {
  readonly clock: () => Date
  readonly connections: { addAsCritical(key: ConnectionKey, by: string, now: Date): Promise<boolean> }
  readonly audit: Audit
  readonly requestEvaluation: (key: ConnectionKey) => Promise<void>
}

/** Adds the Miro organisation as a critical system: from now on check 3 wants a rule. */
export async function addAsCritical(
  needs: Needs,
  input: { readonly key: ConnectionKey; readonly by: string },
): Promise<{ readonly outcome: 'added' | 'already' }> {
  const now = needs.clock()
  if (!(await needs.connections.addAsCritical(input.key, input.by, now))) return { outcome: 'already' }
  await needs.audit.append({
    workspaceId: input.key.workspaceId,
    at: now,
    actor: input.by,
    action: 'critical_system_added',
    subject: input.key.miroOrgId,
    details: {},
  })
  await needs.requestEvaluation(input.key)
  return { outcome: 'added' }
}
