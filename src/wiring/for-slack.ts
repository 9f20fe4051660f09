import type { Workflows } from '../slack/workflows.ts'
import { readAccountCard } from '../workflows/accounts/read-account-card.ts'
import { readAccounts } from '../workflows/accounts/read-accounts.ts'
import { readName } from '../workflows/accounts/read-name.ts'
import { readTeams } from '../workflows/accounts/read-teams.ts'
import { noteChannelJoined } from '../workflows/alerts/note-channel-joined.ts'
import { setAlertChannel } from '../workflows/alerts/set-alert-channel.ts'
import { bound } from '../workflows/bound.ts'
import { beginConnect, finishPasted } from '../workflows/connection/connect-miro.ts'
import { forSlack } from '../workflows/for-slack.ts'
import { decideHeldGroups } from '../workflows/people/held-groups.ts'
import { readPeopleNotices } from '../workflows/people/read-people-notices.ts'
import { decideHeld } from '../workflows/sync/decide-held.ts'
import { requestSync } from '../workflows/sync/request-sync.ts'
import { permission, standing } from '../workflows/workspace/permission.ts'
import { readHome } from '../workflows/workspace/read-home.ts'
import { readSetup } from '../workflows/workspace/read-setup.ts'
import { afterConnect } from './after-connect.ts'
import { findingsForSlack } from './findings-for-slack.ts'
import type { Needs, Parts } from './needs.ts'
import { ruleWorkflows } from './rule.ts'
import { settingsForSlack } from './settings-for-slack.ts'
import { staffListForSlack } from './staff-list-for-slack.ts'

/** The workflows behind commands, buttons and modals. */
export function workflowsForSlack(parts: Parts, needs: Needs): Workflows {
  const { clock, repositories: stored, slack, send } = parts
  const cards = {
    clock,
    accountCards: stored.accountCards,
    connections: stored.connections,
    joining: stored.joining,
    leaving: stored.leaving,
    people: stored.people,
    questions: stored.questions,
    suggestions: stored.suggestions,
    permission: (input: Parameters<typeof permission>[1]) => permission(needs.world, input),
  }
  const findings = findingsForSlack(needs.world)
  const home = {
    clock,
    standing: (who: Parameters<typeof standing>[1]) => standing(needs.world, who),
    readSetup: (workspaceId: string) => readSetup(needs.setup, workspaceId),
    readChecks: findings.readChecks,
    readPeopleNotices: (workspaceId: string) => readPeopleNotices({ ...stored, clock }, workspaceId),
    startedWith: parts.defaults,
    settings: stored.settings,
    people: needs.people,
    overview: stored.overview,
    runs: stored.runs,
    audit: stored.audit,
  }
  return {
    ...bound(needs.world, forSlack),
    readSetup: workspaceId => readSetup(needs.setup, workspaceId),
    readHome: (who, place) => readHome(home, who, place),
    beginConnect: input => beginConnect(needs.connecting, input),
    finishPasted: async pasted => afterConnect(parts, needs, await finishPasted(needs.connecting, pasted)),
    ...ruleWorkflows(needs.world),
    findAccounts: ({ key, text }) => stored.overview.findAccounts(key, text, 100),
    setAlertChannel: input =>
      setAlertChannel(
        {
          clock,
          channels: slack.channels,
          workspaces: stored.workspaces,
          connections: stored.connections,
          alerts: stored.alerts,
          audit: stored.audit,
          requestDelivery: async () => void (await send('deliver', 'all', {})),
        },
        input,
      ),
    ...settingsForSlack(parts, needs),
    ...findings,
    ...staffListForSlack(parts, needs),
    requestSync: input =>
      requestSync(
        {
          clock,
          connections: stored.connections,
          runs: stored.runs,
          // A key of its own: joining what the schedule or connecting asked for, it would have no end to show.
          enqueueSync: job =>
            send('sync', `${job.workspaceId}/asked`, { ...job, miroOrgIds: [...job.miroOrgIds] }),
        },
        input,
      ),
    readBehind: ({ key, ...input }) => stored.overview.behind(key, { ...input, limit: 25 }),
    accountWords: key => stored.accountList.words(key),
    readAccountCard: input => readAccountCard(cards, input),
    ...bound(needs.world, { readAccounts, readTeams, readName }),
    decideHeld: input =>
      decideHeld(
        {
          ...needs.notices,
          runs: stored.runs,
          audit: stored.audit,
          enqueueApply: job => send('apply-held', job.runId, job),
          enqueueRetry: async (workspaceId, by) =>
            needs.enqueueSync({
              workspaceId,
              miroOrgIds: (await needs.keysOf(workspaceId)).map(key => key.miroOrgId),
              staff: true,
              requestedBy: by,
              progress: null,
            }),
        },
        input,
      ),
    decideHeldGroups: input =>
      decideHeldGroups(
        {
          ...{ clock, audit: stored.audit, heldGroups: stored.heldGroups, userGroups: stored.userGroups },
          enqueueApply: job => send('apply-groups', job.id, job),
          enqueueRead: workspaceId => send('groups', workspaceId, { workspaceId }),
        },
        input,
      ),
    noteChannelJoined: async joined => {
      await noteChannelJoined(
        {
          clock,
          workspaces: stored.workspaces,
          alerts: stored.alerts,
          requestDelivery: async () => void (await send('deliver', 'all', {})),
        },
        joined,
      )
      slack.home.changed(joined.workspaceId)
    },
    uninstalled: async ({ workspaceId }) => {
      parts.log.warn({ workspace: workspaceId }, 'the bot was removed from the workspace')
    },
  }
}
