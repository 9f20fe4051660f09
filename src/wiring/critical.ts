import type { Workflows } from '../slack/workflows.ts'
import { addAsCritical } from '../workflows/rule/add-as-critical.ts'
import { readCritical } from '../workflows/rule/read-critical.ts'
import { removeFromCritical } from '../workflows/rule/remove-from-critical.ts'
import { setCriticalOwner } from '../workflows/rule/set-critical-owner.ts'
import type { Needs, Parts } from './needs.ts'

type Critical = Pick<Workflows, 'addAsCritical' | 'readCritical' | 'removeFromCritical' | 'setCriticalOwner'>

/** The workflows about Miro as a critical system. */
export function criticalWorkflows(
  { clock, repositories, slack }: Parts,
  { people, requestEvaluation }: Needs,
): Critical {
  const { audit, connections, overview, rules } = repositories
  const deciding = { clock, connections, audit, requestEvaluation }
  return {
    addAsCritical: input => addAsCritical(deciding, input),
    removeFromCritical: input => removeFromCritical(deciding, input),
    setCriticalOwner: input => setCriticalOwner({ ...deciding, directory: slack.directory }, input),
    readCritical: key => readCritical({ connections, overview, rules, people }, key),
  }
}
