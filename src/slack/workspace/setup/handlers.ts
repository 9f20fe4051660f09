import type { Workflows } from '../../../workflows/for-slack.ts'
import type { Listener } from '../../frame/listener.ts'
import { setupIds } from '../../ids/workspace.ts'
import { setupModal } from './view.ts'

/** How far the setup is, and its next step. */
export const setupListeners = (workflows: Pick<Workflows, 'readSetup'>): Listener[] => [
  {
    kind: 'action',
    id: setupIds.open,
    screen: 'open',
    async handle({ who, answer }) {
      await answer.show(setupModal(await workflows.readSetup(who.workspaceId)))
    },
  },
]
