import type { Workflows } from '../../../workflows/for-slack.ts'
import { connectionOf, type LiveSetup } from '../../doors/setup.ts'
import { type ActionAsked, type Asked, action, type Listener, submission } from '../../frame/listener.ts'
import { ruleIds } from '../../ids/rule.ts'
import type { LiveRule } from '../live-rule.ts'
import { type DraftRef, readDraft, readNamesPage } from './read.ts'
import { draftGoneView, namesPerPage, namesView, previewingView, savedView } from './view.ts'

/** The preview of a rule: who would fail, back to the form, save. */
export function previewListeners(
  workflows: Pick<Workflows, 'readSetup' | 'draftAgain' | 'namesUnderRule' | 'saveRule' | 'waitForChecks'>,
  liveSetup: LiveSetup,
  live: LiveRule,
): Listener[] {
  /** The connection a draft is of; null when it is another workspace's. */
  const meant = async ({ who }: Asked, draft: DraftRef | null) => {
    const setup = await workflows.readSetup(who.workspaceId)
    return draft === null ? null : connectionOf(draft.miroOrgId, setup)
  }
  const names = async (asked: ActionAsked) => {
    const page = readNamesPage(asked.value)
    const connection = await meant(asked, page)
    if (page === null || connection === null) return
    await asked.answer.show(previewingView(0))
    const found = await workflows.namesUnderRule({
      key: connection.key,
      draftId: page.draftId,
      by: asked.who.slackUserId,
      afterId: page.after.at(-1) ?? null,
      limit: namesPerPage,
    })
    // Three windows may have been open already: then they stand in the place of the preview.
    const shown = { ...page, isOnTop: page.isOnTop || asked.answer.isOnTop }
    await asked.answer.show(found === null ? draftGoneView(page.miroOrgId) : namesView(shown, found))
  }
  const save = async (asked: Asked, draft: DraftRef): Promise<void> => {
    const { who, answer } = asked
    const connection = await meant(asked, draft)
    if (connection === null) return answer.show(liveSetup.window(await workflows.readSetup(who.workspaceId)))
    const { key } = connection
    const saved = await workflows.saveRule({ key, draftId: draft.draftId, by: who.slackUserId })
    if (saved.outcome === 'gone') return answer.show(draftGoneView(key.miroOrgId))
    if (saved.outcome !== 'saved') {
      const again = await workflows.draftAgain({ key, draftId: draft.draftId, by: who.slackUserId })
      if (again === null || again.outcome === 'empty') return answer.show(draftGoneView(key.miroOrgId))
      if (again.outcome === 'own_account')
        return live.form(asked, key, { draftId: again.draftId, refused: again })
      return live.preview(asked, connection, again.draftId, saved.outcome === 'overtaken' ? saved.by : null)
    }
    const setup = await liveSetup.refresh(who.workspaceId)
    const { rule, everyRole, version } = saved
    if (connectionOf(key.miroOrgId, setup)?.critical === false)
      return answer.show(savedView(setup, rule, everyRole, 'not_critical'))
    await answer.show(savedView(setup, rule, everyRole, 'running'))
    const checked = await workflows.waitForChecks({ key, version })
    await answer.showMore(savedView(setup, rule, everyRole, checked ?? 'later'))
  }
  return [
    submission(
      ruleIds.preview,
      ({ metadata }) => ({ input: readDraft(metadata) ?? { miroOrgId: '', draftId: '' } }),
      save,
    ),
    action(ruleIds.change, 'update', async asked => {
      const draft = readDraft(asked.value)
      const connection = await meant(asked, draft)
      if (draft === null || connection === null) return
      await live.form(asked, connection.key, { draftId: draft.draftId })
    }),
    action(ruleIds.previewAgain, 'update', async asked => {
      const draft = readDraft(asked.value)
      const connection = await meant(asked, draft)
      if (draft !== null && connection !== null) await live.preview(asked, connection, draft.draftId)
    }),
    action(ruleIds.names, 'open', names),
    action(ruleIds.namesNext, 'update', names),
    action(ruleIds.namesBack, 'update', names),
  ]
}
