import { randomBytes } from 'node:crypto'
import type { Config } from './config.ts'
import type { Jobs, Work } from './jobs/queue.ts'
import type { Log } from './log.ts'
import type { Miro } from './miro/open-miro.ts'
import type { SlackPorts } from './slack/ports.ts'
import type { Workflows } from './slack/workflows.ts'
import type { Repositories } from './storage/open-repositories.ts'
import { addAsCritical } from './workflows/add-as-critical.ts'
import {
  beginConnect,
  type Connected,
  finishConnect,
  openConsent,
  type Returned,
} from './workflows/connect-miro.ts'
import type { ConnectionKey } from './workflows/connection-key.ts'
import { applyHeld, decideHeld } from './workflows/decide-held.ts'
import { deliverAlerts } from './workflows/deliver-alerts.ts'
import { evaluateAccess } from './workflows/evaluate-access.ts'
import { foreignError } from './workflows/foreign-error.ts'
import { miroAccess } from './workflows/miro-access.ts'
import { permission } from './workflows/permission.ts'
import { readChecks } from './workflows/read-checks.ts'
import { readSetup } from './workflows/read-setup.ts'
import { requestSync } from './workflows/request-sync.ts'
import { ruleOptions } from './workflows/rule-options.ts'
import { runStaffSync, runSync } from './workflows/run-sync.ts'
import { saveRule } from './workflows/save-rule.ts'
import { setAlertChannel } from './workflows/set-alert-channel.ts'
import { applyHeldAccounts, syncAccounts } from './workflows/sync-accounts.ts'
import { applyHeldStaff, syncStaff } from './workflows/sync-staff.ts'
import { watchFreshness } from './workflows/watch-freshness.ts'

/** What the workflows are supplied with. Each takes from it what its own file declares. */
export type Parts = {
  readonly config: Config
  readonly clock: () => Date
  readonly pause: (milliseconds: number) => Promise<void>
  readonly log: Log
  readonly intervals: { readonly accounts: number; readonly staff: number }
  readonly repositories: Repositories
  readonly miro: Miro
  readonly slack: SlackPorts
  readonly send: <N extends keyof Jobs>(name: N, key: string, data: Jobs[N]) => Promise<boolean>
}

export type Bound = {
  /** For handlers in Slack. */
  readonly slack: Workflows
  /** For the browser. */
  readonly web: {
    openConsent(startToken: string): ReturnType<typeof openConsent>
    finishConnect(returned: Returned): Promise<Connected>
  }
  /** For the queue. */
  readonly work: Work
  readonly watchFreshness: () => Promise<void>
}

/** Supplies every workflow with what it declares to need. The only place that knows both sides. */
export function bindWorkflows(parts: Parts): Bound {
  const { clock, config, repositories: stored, miro, slack, send } = parts
  const audit = stored.audit
  const every = (milliseconds: number, beat: () => void) => {
    const timer = setInterval(beat, milliseconds)
    return () => clearInterval(timer)
  }
  const token = () => randomBytes(32).toString('base64url')
  const callMiro = miroAccess({
    clock,
    pause: parts.pause,
    connections: stored.connections,
    oauth: miro.oauth,
  })
  const people = {
    admins: stored.overview.admins,
    isCurrent: stored.overview.isCurrent,
  }
  const notices = {
    clock,
    connections: stored.connections,
    workspaces: stored.workspaces,
    people,
    alerts: stored.alerts,
  }
  const running = { clock, every, runs: stored.runs }
  const accountNeeds = {
    ...running,
    callMiro,
    retrying: miro.retrying,
    members: miro.members,
    accounts: stored.accountSync,
  }
  const staffNeeds = { ...running, directory: slack.directory, staff: stored.staffSync }
  const evaluationNeeds = {
    clock,
    intervals: parts.intervals,
    evaluation: stored.evaluation,
    alerts: stored.alerts,
  }
  const evaluate = (key: ConnectionKey, evaluationId: string) =>
    evaluateAccess(evaluationNeeds, key, evaluationId)
  const deliver = () =>
    deliverAlerts({
      clock,
      alerts: stored.alerts,
      workspaces: stored.workspaces,
      slack: slack.alerts,
      onFailure: (alert, error) =>
        parts.log.warn(
          { alert: alert.id, kind: error.kind, code: error.code },
          'an alert could not be sent yet',
        ),
    })
  const requestEvaluation = async (key: ConnectionKey) => {
    const evaluationId = `decision-${token()}`
    await send('evaluate', `${key.workspaceId}/${key.miroOrgId}`, { ...key, evaluationId })
  }
  const enqueueSync = (job: Jobs['sync']) =>
    send('sync', `${job.workspaceId}/${job.miroOrgIds.join('+')}/${job.staff}`, job)
  const keysOf = async (workspaceId: string) =>
    (await stored.connections.list(workspaceId)).map(({ key }) => key)
  const connecting = {
    clock,
    token,
    publicUrl: config.publicUrl,
    attempts: stored.attempts,
    oauth: miro.oauth,
    members: miro.members,
    connections: stored.connections,
    audit,
  }
  const syncNeeds = {
    ...notices,
    syncStaff: (workspaceId: string, input: Parameters<typeof syncStaff>[2]) =>
      syncStaff(staffNeeds, workspaceId, input),
    syncAccounts: (key: ConnectionKey, input: Parameters<typeof syncAccounts>[2]) =>
      syncAccounts(accountNeeds, key, input),
    evaluate,
    openFindings: async (key: ConnectionKey) =>
      (await stored.overview.checks(key)).open.map(({ checkId, count }) => ({ checkId, count })),
    deliver,
  }
  const setupNeeds = {
    publicUrl: config.publicUrl,
    workspaces: stored.workspaces,
    people,
    connections: stored.connections,
    rules: stored.rules,
    runs: stored.runs,
  }

  return {
    slack: {
      permission: input => permission({ clock, directory: slack.directory, people, audit }, input),
      readSetup: workspaceId => readSetup(setupNeeds, workspaceId),
      beginConnect: input => beginConnect(connecting, input),
      addAsCritical: input =>
        addAsCritical({ clock, connections: stored.connections, audit, requestEvaluation }, input),
      ruleOptions: key =>
        ruleOptions({ connections: stored.connections, overview: stored.overview, rules: stored.rules }, key),
      saveRule: input =>
        saveRule({ clock, rules: stored.rules, overview: stored.overview, audit, requestEvaluation }, input),
      findAccounts: ({ key, text }) => stored.overview.findAccounts(key, text, 100),
      setAlertChannel: input =>
        setAlertChannel(
          {
            clock,
            channels: slack.channels,
            workspaces: stored.workspaces,
            audit,
            requestDelivery: async () => void (await send('deliver', 'all', {})),
          },
          input,
        ),
      requestSync: input =>
        requestSync(
          {
            clock,
            connections: stored.connections,
            runs: stored.runs,
            enqueueSync: job => enqueueSync({ ...job, miroOrgIds: [...job.miroOrgIds] }),
          },
          input,
        ),
      readChecks: workspaceId =>
        readChecks(
          {
            clock,
            intervals: parts.intervals,
            connections: stored.connections,
            evaluation: stored.evaluation,
            overview: stored.overview,
            runs: stored.runs,
          },
          workspaceId,
        ),
      readBehind: ({ key, ...input }) => stored.overview.behind(key, { ...input, limit: 25 }),
      decideHeld: input =>
        decideHeld(
          {
            ...notices,
            runs: stored.runs,
            audit,
            enqueueApply: job => send('apply-held', job.runId, job),
            enqueueRetry: async (workspaceId, by) =>
              enqueueSync({
                workspaceId,
                miroOrgIds: (await keysOf(workspaceId)).map(key => key.miroOrgId),
                staff: true,
                requestedBy: by,
                progress: null,
              }),
          },
          input,
        ),
      uninstalled: async ({ workspaceId }) => {
        parts.log.warn({ workspace: workspaceId }, 'the bot was removed from the workspace')
      },
    },
    web: {
      openConsent: startToken => openConsent(connecting, startToken),
      finishConnect: async returned => {
        const connected = await finishConnect(connecting, returned)
        await tellSlack(connected)
        return connected
      },
    },
    work: {
      sync: async ({ progress, ...job }) => {
        const ended = await runSync(syncNeeds, {
          ...job,
          keys: job.miroOrgIds.map(miroOrgId => ({ workspaceId: job.workspaceId, miroOrgId })),
          onProgress: facts => {
            if (progress !== null) void slack.progress.update(progress, facts)
          },
        })
        if (progress !== null) await slack.progress.update(progress, ended)
        // The sync that connecting asked for: the setup message says that it is done.
        if (job.staff && job.requestedBy === null) await slack.setupMessages.refresh(job.workspaceId)
      },
      staff: async ({ workspaceId }) => runStaffSync(syncNeeds, workspaceId, await keysOf(workspaceId)),
      evaluate: async ({ evaluationId, ...key }) => {
        await evaluate(key, evaluationId)
        await deliver()
      },
      'apply-held': job =>
        applyHeld(
          {
            ...notices,
            runs: stored.runs,
            applyAccounts: (key, run) => applyHeldAccounts(accountNeeds, key, run),
            applyStaff: run => applyHeldStaff(staffNeeds, run),
            keys: keysOf,
            evaluate,
            deliver,
          },
          job,
        ),
      deliver: async () => {
        await deliver()
      },
    },
    watchFreshness: () =>
      watchFreshness({ ...notices, intervals: parts.intervals, connections: stored.connections }),
  }

  /** The modal and a message in Slack follow by themselves. The browser's page does not wait for Slack's troubles. */
  async function tellSlack(connected: Connected): Promise<void> {
    if (connected.attempt === null) return
    const { workspaceId, slackUserId, viewId } = connected.attempt
    if (connected.outcome === 'connected') {
      await enqueueSync({
        workspaceId,
        miroOrgIds: [connected.key.miroOrgId],
        staff: true,
        requestedBy: null,
        progress: null,
      })
    }
    try {
      if (connected.outcome === 'problem')
        await slack.connectScreen.failed({ slackUserId, viewId, problem: connected.problem })
      else
        await slack.connectScreen.connected({
          workspaceId,
          slackUserId,
          viewId,
          setup: await readSetup(setupNeeds, workspaceId),
        })
    } catch (error) {
      if (foreignError(error) === null) throw error
      parts.log.warn(
        { code: foreignError(error)?.code },
        'the outcome of a connection could not be shown in Slack',
      )
    }
  }
}
