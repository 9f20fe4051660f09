import { bound } from '../workflows/bound.ts'
import { finishConnect, openConsent } from '../workflows/connection/connect-miro.ts'
import type { World } from '../workflows/world.ts'

/** The workflows behind the link to Miro and the way back. */
export const workflowsForBrowser = (world: World) => bound(world, { openConsent, finishConnect })
