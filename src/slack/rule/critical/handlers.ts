import type { Workflows } from '../../../workflows/for-slack.ts'
import { connectionFinder } from '../../doors/connection-finder.ts'
import { connectionOf, type LiveSetup } from '../../doors/setup.ts'
import { type ActionAsked, action, command, type Listener } from '../../frame/listener.ts'
import { readOrganization } from '../../frame/read-json.ts'
import { criticalIds } from '../../ids/rule.ts'
import { addedView, manageView, organizationsView, pageView, removedView } from './view.ts'

export function criticalListeners(
  workflows: Pick<
    Workflows,
    'readSetup' | 'addAsCritical' | 'readCritical' | 'removeFromCritical' | 'setCriticalOwner'
  >,
  liveSetup: LiveSetup,
): Listener[] {
  const meant = connectionFinder(workflows.readSetup, liveSetup)
  const page = async (asked: ActionAsked) => {
    liveSetup.clicked(asked)
    const connection = await meant(asked, asked.value)
    const system = connection === null ? null : await workflows.readCritical(connection.key)
    if (system !== null) await asked.answer.show(pageView(system))
  }
  return [
    command(
      'critical',
      'open',
      'adds Miro as a critical system, and shows it with its owner, accounts and rule',
      async ({ who, answer }) => {
        const setup = await workflows.readSetup(who.workspaceId)
        const [only, ...others] = setup.connections
        if (only === undefined) return answer.show(liveSetup.window(setup))
        if (others.length > 0) return answer.show(organizationsView(setup.connections))
        const system = await workflows.readCritical(only.key)
        if (system !== null) await answer.show(pageView(system))
      },
    ),
    action(criticalIds.page, 'open', page),
    action(criticalIds.back, 'update', page),
    action(criticalIds.manage, 'update', async asked => {
      const connection = await meant(asked, asked.value)
      const system = connection === null ? null : await workflows.readCritical(connection.key)
      if (system !== null)
        await asked.answer.show(system.critical === null ? pageView(system) : manageView(system))
    }),
    action(criticalIds.owner, 'update', async asked => {
      const owner = readOwner(asked.chosen[0])
      const connection = await meant(asked, readOrganization(asked.metadata))
      if (owner === null || connection === null) return
      const { key } = connection
      const { outcome } = await workflows.setCriticalOwner({ key, owner, by: asked.who.slackUserId })
      const system = await workflows.readCritical(key)
      if (system === null) return
      const refused = outcome === 'not_staff' ? { notStaff: owner } : null
      await asked.answer.show(system.critical === null ? pageView(system) : manageView(system, refused))
    }),
    action(criticalIds.remove, 'update', async asked => {
      const connection = await meant(asked, asked.value)
      if (connection === null) return
      const { key, organizationName } = connection
      const { outcome } = await workflows.removeFromCritical({ key, by: asked.who.slackUserId })
      await liveSetup.refresh(asked.who.workspaceId)
      await asked.answer.show(removedView(organizationName, key.miroOrgId, outcome))
    }),
    action(criticalIds.add, 'update', async asked => {
      const { who, answer, value } = asked
      liveSetup.clicked(asked)
      const named = await meant(asked, value)
      if (named === null) return
      const { outcome } = await workflows.addAsCritical({ key: named.key, by: who.slackUserId })
      const setup = await liveSetup.refresh(who.workspaceId)
      const connection = connectionOf(value, setup) ?? named
      await answer.show(addedView(connection, outcome, setup))
    }),
  ]
}

/** Slack's id of the person chosen. */
export const readOwner = (chosen: string | undefined): string | null =>
  chosen !== undefined && /^[UW][A-Z0-9]{2,}$/.test(chosen) ? chosen : null
