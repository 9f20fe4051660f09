import { criticalIds } from '../ids.ts'
import type { ActionAsked, Listener } from '../listener.ts'
import type { SetupMessages } from '../setup/living-message.ts'
import { connectionOf } from '../setup/target.ts'
import { setupModal } from '../setup/view.ts'
import type { Workflows } from '../workflows.ts'

import { addedView } from './view.ts'

type Needs = Pick<Workflows, 'readSetup' | 'addAsCritical'>

export const criticalListeners = (workflows: Needs, setupMessages: SetupMessages): Listener[] => [
  {
    kind: 'action',
    id: criticalIds.add,
    screen: 'update',
    async handle(asked: ActionAsked) {
      const { who, answer, value } = asked
      setupMessages.clicked(asked)
      const named = connectionOf(value, await workflows.readSetup(who.workspaceId))
      if (named === null) return answer.show(setupModal(await workflows.readSetup(who.workspaceId)))
      const { outcome } = await workflows.addAsCritical({ key: named.key, by: who.slackUserId })
      const setup = await setupMessages.refresh(who.workspaceId)
      const connection = connectionOf(value, setup) ?? named
      await answer.show(addedView(connection, outcome, setup))
    },
  },
]
