import type { ConnectionKey } from '../../../domain/connection-key.ts'
import type { Workflows } from '../../../workflows/for-slack.ts'
import { pendingTasks } from '../../checks/pending-tasks.ts'
import { connectionFinder } from '../../doors/connection-finder.ts'
import { connectionOf, type LiveSetup } from '../../doors/setup.ts'
import {
  type ActionAsked,
  type Asked,
  action,
  command,
  type Listener,
  type Who,
} from '../../frame/listener.ts'
import { readOrganization } from '../../frame/read-json.ts'
import { criticalIds } from '../../ids/rule.ts'
import { addedView, manageView, organizationsView, pageView, removedView } from './view.ts'

export function criticalListeners(
  workflows: Pick<
    Workflows,
    | 'readSetup'
    | 'readChecks'
    | 'readPeopleNotices'
    | 'addAsCritical'
    | 'readCritical'
    | 'removeFromCritical'
    | 'setCriticalOwner'
  >,
  liveSetup: LiveSetup,
  clock: () => Date,
): Listener[] {
  const meant = connectionFinder(workflows.readSetup, liveSetup)
  /** What waits for this person, of this organization and of people. */
  const tasksOf = async (who: Who, { miroOrgId }: ConnectionKey) => {
    const setup = await workflows.readSetup(who.workspaceId)
    const reports = await workflows.readChecks(who.workspaceId)
    const own = <T extends { readonly key: ConnectionKey }>(all: readonly T[]) =>
      all.filter(({ key }) => key.miroOrgId === miroOrgId)
    const here = { ...setup, connections: own(setup.connections) }
    return pendingTasks(here, own(reports), clock(), await workflows.readPeopleNotices(who))
  }
  const show = async ({ who, answer }: Asked, key: ConnectionKey | undefined) => {
    const system = key === undefined ? null : await workflows.readCritical(key)
    if (system !== null) await answer.show(pageView(system, await tasksOf(who, system.key)))
  }
  const page = async (asked: ActionAsked) => {
    liveSetup.clicked(asked)
    await show(asked, (await meant(asked, asked.value))?.key)
  }
  return [
    command(
      'critical',
      'open',
      'adds Miro as a critical system, and shows it with its owner, accounts and rule',
      async asked => {
        const { who, answer } = asked
        const setup = await workflows.readSetup(who.workspaceId)
        const [only, ...others] = setup.connections
        if (only === undefined) return answer.show(liveSetup.window(setup))
        if (others.length > 0) return answer.show(organizationsView(setup.connections))
        await show(asked, only.key)
      },
    ),
    action(criticalIds.page, 'open', page),
    action(criticalIds.back, 'update', page),
    action(criticalIds.manage, 'update', async asked => {
      const connection = await meant(asked, asked.value)
      const system = connection === null ? null : await workflows.readCritical(connection.key)
      if (system?.critical === null) return show(asked, system.key)
      if (system !== null) await asked.answer.show(manageView(system))
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
      if (system.critical === null) return show(asked, key)
      await asked.answer.show(manageView(system, refused))
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
