import type { Workflows } from '../../../workflows/for-slack.ts'
import { action, type Listener } from '../../frame/listener.ts'
import { setupIds } from '../../ids/workspace.ts'
import { setupModal } from './view.ts'

/** How far the setup is, and its next step. */
export const setupListeners = (workflows: Pick<Workflows, 'readSetup'>): Listener[] => [
  action(setupIds.open, 'open', async ({ who, answer }) => {
    await answer.show(setupModal(await workflows.readSetup(who.workspaceId)))
  }),
]
