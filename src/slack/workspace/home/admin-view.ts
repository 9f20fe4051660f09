import type { Button, KnownBlock } from '@slack/types'
import type { AdminHome, ShownOrganization } from '../../../workflows/workspace/read-home.ts'
import type { Setup } from '../../../workflows/workspace/read-setup.ts'
import { pendingTasks } from '../../checks/pending-tasks.ts'
import { checksBlocks, sources, taskBlocks } from '../../checks/view.ts'
import { accountsValue } from '../../doors/account-filter.ts'
import { journalButton, leaversButton } from '../../doors/journal.ts'
import { peopleButton } from '../../doors/person.ts'
import { alertsButton, reconnectButton, ruleButton, syncButton } from '../../doors/setup.ts'
import {
  actions,
  type Blocks,
  button,
  context,
  divider,
  option,
  section,
  select,
} from '../../frame/blocks.ts'
import { bold, counted, date, join, type Markup, md } from '../../frame/text.ts'
import { accountsIds } from '../../ids/accounts.ts'
import { importIds } from '../../ids/people.ts'
import { homeIds, settingsIds } from '../../ids/workspace.ts'
import {
  disconnectedBlocks,
  firstSyncTime,
  lastFailureInWords,
  troubleInWords,
} from '../../words/connection.ts'
import { unknownSince } from '../../words/gap.ts'
import { isSetUp, setupBlocks } from '../setup/view.ts'
import { activityLines } from './activity.ts'

const mostActivity = 6

/** What can be opened, what has to be done, and how things are. */
export function adminBlocks({ setup, reports, shown, activity, people }: AdminHome, now: Date): Blocks {
  if (shown === null)
    return [
      ...(setup.disconnected.length === 0
        ? [section(md`Nothing is connected yet. Four steps, about ten minutes.`)]
        : disconnectedBlocks(setup)),
      ...setupBlocks(setup, 'elsewhere'),
    ]
  const { miroOrgId } = shown.report.key
  const steps = stepsFor(setup, miroOrgId)
  const tasks = pendingTasks(setup, reports, now, people).filter(
    ({ step, failing }) =>
      failing !== miroOrgId &&
      (step === undefined || steps === null || ![miroOrgId, null].includes(step.miroOrgId)),
  )
  const idle = tasks.length === 0 && steps === null && shown.report.checks.every(({ open }) => open === 0)
  return [
    context(md`As of ${date(now)}. \`/miro help\` lists every command.`),
    actions(doors(miroOrgId, steps !== null)),
    divider(),
    ...(steps === null ? [] : [...setupBlocks(steps, 'elsewhere'), divider()]),
    ...taskBlocks(tasks),
    ...(idle ? [section(nothingWaits(reports)), divider()] : []),
    ...choice(reports, miroOrgId),
    connectionBlock(shown),
    context(sources(shown.report)),
    ...checksBlocks(shown.report, shown.first),
    ...activityBlocks(activity),
  ]
}

/** While the steps are shown they have the rule and the channel. */
const doors = (miroOrgId: string, withSteps: boolean): Button[] => [
  button('Accounts', accountsIds.open, { value: accountsValue(miroOrgId) }),
  peopleButton(),
  leaversButton(),
  ...(withSteps ? [] : [ruleButton(miroOrgId), alertsButton()]),
  button('Import a staff list', importIds.open),
  button('Settings', settingsIds.open),
]

/** The setup of one organization, null when each of its steps was done. */
function stepsFor(setup: Setup, miroOrgId: string): Setup | null {
  const own = { ...setup, connections: setup.connections.filter(({ key }) => key.miroOrgId === miroOrgId) }
  return own.connections.length === 0 || isSetUp(own) ? null : own
}

/** No task is no proof that all is well: old or missing results are said to be just that. */
const nothingWaits = (reports: AdminHome['reports']): Markup => {
  const unknown = reports.some(({ checks }) => checks.some(({ status }) => status === 'unknown'))
  return unknown
    ? md`Nothing waits for you. Some results are unknown: see below.`
    : md`Nothing waits for you.`
}

function choice(reports: AdminHome['reports'], miroOrgId: string): Blocks {
  if (reports.length < 2) return []
  const options = reports.map(({ key, organizationName }) => option(organizationName, key.miroOrgId))
  const menu = select(homeIds.organization, 'Organization', { options, chosen: [miroOrgId] })
  return [section(md`${counted(reports.length, 'organization')} are connected. Shown below:`, menu)]
}

function connectionBlock({ report, syncing, nextSyncAt }: ShownOrganization): KnownBlock {
  const { connectionState, organizationName, key, accountsFresh, lastCompleteSyncAt, lastFailure } = report
  const name = bold(organizationName)
  if (connectionState !== 'connected')
    return section(md`⚠️ ${name}: ${troubleInWords(connectionState)}`, reconnectButton(key.miroOrgId))
  const state = accountsFresh
    ? md`✅ ${name} is connected`
    : md`⚠️ ${name} is connected, but the data is out of date`
  const unknown = lastCompleteSyncAt === null ? null : unknownSince(report.gaps)
  const unread = lastCompleteSyncAt === null ? md`⬜ ${name} is connected and was not synced yet` : state
  const running =
    syncing === null
      ? null
      : runningInWords(syncing.accountsRead, lastCompleteSyncAt === null ? null : report.accounts)
  const next = nextSyncAt === null ? null : md`Next sync: ${date(nextSyncAt)}.`
  const failed = lastFailure === null ? null : lastFailureInWords(lastFailure)
  return section(join([unread, unknown, failed, running ?? next]), syncing === null && syncButton('Sync now'))
}

/** Counted towards what is known; before the first sync nobody knows how many there are. */
const runningInWords = (read: number, known: number | null): Markup =>
  known === null
    ? md`A sync is running: ${counted(read, 'account')} so far. ${firstSyncTime}`
    : md`A sync is running: ${read} of about ${counted(known, 'account')} so far.`

function activityBlocks(activity: AdminHome['activity']): Blocks {
  const lines = activityLines(activity, mostActivity)
  return lines.length === 0
    ? []
    : [divider(), section(join([bold('Recent activity'), ...lines]), journalButton())]
}
