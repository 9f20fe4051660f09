import type { ConnectionKey } from '../../domain/connection-key.ts'
import type { Rule, SavedRule } from '../../domain/rule.ts'
import type { Workflows } from '../../workflows/for-slack.ts'
import type { RuleDrafted } from '../../workflows/rule/draft-rule.ts'
import type { SetupConnection } from '../../workflows/workspace/read-setup.ts'
import type { Asked } from '../frame/listener.ts'
import { draftGoneView, previewingView, previewView } from './preview/view.ts'
import { ruleView } from './view.ts'

type Filled = {
  readonly draftId?: string | null
  /** Absent: as the draft or the rule of today has it. */
  readonly way?: Rule['way'] | undefined
  readonly after?: string | null
  readonly refused?: Extract<RuleDrafted, { outcome: 'own_account' }>
}

/** Between two updates of a preview that takes long. */
const quiet = 2_000

export type LiveRule = ReturnType<typeof openLiveRule>

/** The form and the preview, each of which leads to the other. */
export function openLiveRule(
  workflows: Pick<Workflows, 'readSetup' | 'ruleOptions' | 'identifiedAccounts' | 'previewRule'>,
  clock: () => Date,
) {
  return {
    async form({ who, answer }: Asked, key: ConnectionKey, { draftId = null, way, ...more }: Filled = {}) {
      const options = await workflows.ruleOptions(key, { draftId, by: who.slackUserId })
      const chosen = way ?? options.current?.rule.way ?? null
      const known =
        chosen === 'by_approval'
          ? (await workflows.identifiedAccounts({ key, by: who.slackUserId })).length
          : 0
      await answer.show(ruleView(key.miroOrgId, options, chosen, { draftId, known, ...more }))
    },

    async preview(
      { who, answer }: Asked,
      connection: SetupConnection,
      draftId: string,
      overtakenBy: SavedRule | null = null,
    ) {
      const { key } = connection
      let told = clock().getTime()
      const preview = await workflows.previewRule({ key, draftId, by: who.slackUserId }, async looked => {
        if (clock().getTime() - told < quiet) return
        await answer.show(previewingView(looked))
        told = clock().getTime()
      })
      if (preview === null) return answer.show(draftGoneView(key.miroOrgId))
      const setup = await workflows.readSetup(who.workspaceId)
      const draft = { miroOrgId: key.miroOrgId, draftId }
      await answer.show(
        previewView(connection, { draft, preview, setup, overtakenBy, isOnTop: answer.isOnTop }),
      )
    },
  }
}
