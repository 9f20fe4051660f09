import { bound } from '../workflows/bound.ts'
import { accountVerifier } from '../workflows/checks/verify-accounts.ts'
import { forSlack, type Workflows } from '../workflows/for-slack.ts'
import type { World } from '../workflows/world.ts'

/** The workflows behind commands, buttons and modals. */
export const workflowsForSlack = (world: World): Workflows => ({
  ...bound(world, forSlack),
  verifyAccounts: accountVerifier(world),
})
