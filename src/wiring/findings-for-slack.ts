import { bound } from '../workflows/bound.ts'
import { explainVerdict } from '../workflows/checks/explain-verdict.ts'
import { readChecks } from '../workflows/checks/read-checks.ts'
import { readFinding, readGroup } from '../workflows/checks/read-finding.ts'
import { accountVerifier } from '../workflows/checks/verify-accounts.ts'
import type { World } from '../workflows/world.ts'

/** The workflows behind the checks and the buttons of findings. */
export const findingsForSlack = (world: World) => ({
  ...bound(world, { readChecks, readFinding, readGroup, explainVerdict }),
  verifyAccounts: accountVerifier(world),
})
