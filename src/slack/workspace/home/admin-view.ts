import type { ActionsBlock, Button, KnownBlock } from '@slack/types'
import { isIdentifiedFirst } from '../../../domain/check.ts'
import { severity } from '../../../domain/deadline.ts'
import {
  type AdminHome,
  findingsPerPage,
  type OpenFindingFacts,
  type ShownOrganization,
} from '../../../workflows/workspace/read-home.ts'
import type { Setup } from '../../../workflows/workspace/read-setup.ts'
import { pendingTasks } from '../../checks/pending-tasks.ts'
import { checksBlocks, sources, taskBlocks } from '../../checks/view.ts'
import { identifyButton } from '../../doors/account.ts'
import { accountsValue } from '../../doors/account-filter.ts'
import { findingValue, fixButton } from '../../doors/finding.ts'
import { journalButton, leaversButton } from '../../doors/journal.ts'
import { alertsButton, reconnectButton, ruleButton, syncButton } from '../../doors/setup.ts'
import {
  actions,
  type Blocks,
  button,
  buttonRow,
  context,
  divider,
  option,
  section,
  select,
} from '../../frame/blocks.ts'
import { naming } from '../../frame/mask.ts'
import { bold, counted, date, join, type Markup, md } from '../../frame/text.ts'
import { accountsIds } from '../../ids/accounts.ts'
import { importIds } from '../../ids/people.ts'
import { homeIds, settingsIds } from '../../ids/workspace.ts'
import { titleOf } from '../../words/check.ts'
import { disconnectedBlocks, lastFailureInWords, troubleInWords } from '../../words/connection.ts'
import { deadlineLine, findingLine, marks } from '../../words/finding.ts'
import { notCheckedSince, unknownSince } from '../../words/gap.ts'
import { isSetUp, setupBlocks } from '../setup/view.ts'
import { activityLines } from './activity.ts'
import { placeValue } from './read.ts'

const mostActivity = 6

/** From what has to be done to what can be looked up. */
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
    ({ step }) => step === undefined || steps === null || ![miroOrgId, null].includes(step.miroOrgId),
  )
  return [
    ...(steps === null ? [] : [...setupBlocks(steps, 'elsewhere'), divider()]),
    ...taskBlocks(tasks),
    ...(tasks.length === 0 && steps === null ? [section(nothingWaits(reports)), divider()] : []),
    ...choice(reports, miroOrgId),
    connectionBlock(shown),
    context(sources(shown.report)),
    ...checksBlocks(shown.report),
    ...findingBlocks(shown),
    ...activityBlocks(activity),
    divider(),
    actions([
      button('Accounts', accountsIds.open, { value: accountsValue(miroOrgId) }),
      // While the steps are shown they have these two.
      ...(steps === null ? [ruleButton(miroOrgId), alertsButton()] : []),
      leaversButton(),
      button('Import a staff list', importIds.open),
      button('Settings', settingsIds.open),
    ]),
    context(md`\`/miro help\` lists every command.`),
  ]
}

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
    : md`⚠️ ${name} is connected, but what is known is out of date`
  const unknown = lastCompleteSyncAt === null ? null : unknownSince(report.gaps)
  const unread = lastCompleteSyncAt === null ? md`⬜ ${name} is connected and has not been read yet` : state
  const running =
    syncing === null ? null : md`A sync is running, ${counted(syncing.accountsRead, 'account')} read so far.`
  const next = nextSyncAt === null ? null : md`Next sync by itself ${date(nextSyncAt)}.`
  const failed = lastFailure === null ? null : lastFailureInWords(lastFailure)
  return section(join([unread, unknown, failed, running ?? next]), syncing === null && syncButton('Sync now'))
}

function activityBlocks(activity: AdminHome['activity']): Blocks {
  const lines = activityLines(activity, mostActivity)
  return lines.length === 0
    ? []
    : [divider(), section(join([bold('Recent activity'), ...lines]), journalButton())]
}

/** One page of what is open, the soonest due first. */
export function findingBlocks({ report, findings }: ShownOrganization): Blocks {
  const { rows, from, total } = findings
  if (total === 0 || rows.length === 0) return []
  const { gaps, key } = report
  const { miroOrgId } = key
  return [
    divider(),
    section(join([bold('Open findings'), notCheckedSince(gaps)])),
    ...rows.map(finding => findingBlock(finding, report)),
    context(
      rows.length === 1
        ? md`Finding ${from + 1} of ${total}, the soonest due first.`
        : md`Findings ${from + 1} to ${from + rows.length} of ${total}, the soonest due first.`,
    ),
    turns(miroOrgId, from, total),
  ]
}

function findingBlock(
  finding: OpenFindingFacts,
  { key, gaps, knownUntil: now }: ShownOrganization['report'],
): KnownBlock {
  const { checkId } = finding
  return section(
    join([
      md`${marks[severity(finding, now)]} *${titleOf(checkId)}*`,
      findingLine({ checkId, findings: [finding] }, finding, now, naming(false)),
      deadlineLine(finding, { checkId, gaps, now }),
    ]),
    actOn(finding, key.miroOrgId),
  )
}

/** Whose an account is can be said at once; what has to be done in Miro is explained. */
const actOn = ({ id, checkId, subjectId }: OpenFindingFacts, miroOrgId: string): Button =>
  isIdentifiedFirst(checkId) ? identifyButton(miroOrgId, subjectId) : fixButton(findingValue(id))

function turns(miroOrgId: string, from: number, total: number): ActionsBlock | null {
  const to = (start: number) => ({ value: placeValue({ miroOrgId, from: start }) })
  const next = from + findingsPerPage
  return buttonRow([
    from > 0 && button('Previous', homeIds.previous, to(Math.max(0, from - findingsPerPage))),
    next < total && button('Next', homeIds.next, to(next)),
  ])
}
