import type { Button } from '@slack/types'
import { isAboutSystem } from '../../../domain/check.ts'
import type { CheckReport, ChecksReport } from '../../../workflows/checks/read-checks.ts'
import type { PeopleNotices } from '../../../workflows/people/read-people-notices.ts'
import type { Setup } from '../../../workflows/workspace/read-setup.ts'
import { behindValue } from '../../doors/check.ts'
import type { Task } from '../../doors/pending-task.ts'
import {
  alertsButton,
  criticalButton,
  criticalPageButton,
  reconnectButton,
  ruleButton,
} from '../../doors/setup.ts'
import { button, confirm } from '../../frame/blocks.ts'
import { bold, channelLink, count, counted, date, join, type Markup, md, mention } from '../../frame/text.ts'
import { checksIds } from '../../ids/checks.ts'
import { suggestionsIds } from '../../ids/identity.ts'
import { heldSyncIds, syncIds } from '../../ids/sync.ts'
import { titleOf } from '../../words/check.ts'
import { troubleInWords } from '../../words/setup.ts'
import { peopleTasks } from './people.ts'
import { heldTasks, questionTasks } from './waiting.ts'

/** The most urgent first: what stops the bot, what waits for a decision, what fails, what is not set up. */
export function pendingTasks(
  setup: Setup,
  reports: readonly ChecksReport[],
  now: Date,
  people: PeopleNotices,
): Task[] {
  return [
    ...setup.connections.flatMap(connectionTrouble),
    ...reports.flatMap(heldSync),
    ...heldTasks(people.held),
    ...channelTrouble(setup),
    ...failing(reports),
    ...questionTasks(people.questions),
    ...peopleTasks(people, now),
    ...reports.flatMap(toAccept),
    ...reports.flatMap(report => outdated(setup, report)),
    ...setup.connections.flatMap(notCritical),
    ...setup.connections.flatMap(ownerLeft),
    ...noChannel(setup),
    ...reports.flatMap(turnsNobodyAway),
  ]
}

const connectionTrouble = (connection: Setup['connections'][number]): Task[] => {
  const { state, stateSince, organizationName, key } = connection
  if (state === 'connected') return []
  return [
    {
      text: md`${bold(organizationName)}: ${troubleInWords(state)} Since ${date(stateSince)}.`,
      buttons: [reconnectButton(key.miroOrgId)],
    },
  ]
}

function heldSync({ held, organizationName }: ChecksReport): Task[] {
  if (held === null) return []
  const { before, after, gone } = held.change
  const what =
    gone > 0
      ? md`${count(gone)} of ${counted(before, 'account')} would be gone or deactivated at once`
      : md`the list grew from ${before} to ${counted(after, 'account')}`
  const sure = confirm(
    'Apply this sync?',
    md`Do this only if the change is real: ${what}. Yesterday’s data is replaced.`,
    'Apply anyway',
    'Cancel',
    'danger',
  )
  return [
    {
      text: md`${bold(organizationName)}: a sync waits for your decision, because ${what}.`,
      buttons: [
        button('Apply anyway', heldSyncIds.apply, { value: held.runId, style: 'danger', confirm: sure }),
        button('Read again', heldSyncIds.retry, { value: held.runId }),
      ],
    },
  ]
}

function channelTrouble({ alertChannel }: Setup): Task[] {
  if (alertChannel === null || alertChannel.trouble === null) return []
  return [
    {
      text: md`Alerts cannot be posted to ${channelLink(alertChannel.id)}. They wait until the bot is invited there, or another channel is chosen.`,
      buttons: [alertsButton()],
    },
  ]
}

type Failing = { readonly report: ChecksReport; readonly check: CheckReport }

function failing(reports: readonly ChecksReport[]): Task[] {
  return reports
    .flatMap(report => report.checks.map(check => ({ report, check })))
    .filter(({ check }) => check.open > 0)
    .sort((one, other) => dueTime(one) - dueTime(other))
    .map(({ report, check }) => ({
      text: join(
        [
          md`${bold(report.organizationName)}: ${counted(check.open, 'open finding')} of “${titleOf(check.id)}”`,
          check.soonestDueAt === null
            ? null
            : md`, ${dueInWords(check.soonestDueAt, report.knownUntil, check.open)}`,
          md`.`,
        ],
        '',
      ),
      buttons: [actOn(report, check)],
      ...(isAboutSystem(check.id) && { step: { miroOrgId: report.key.miroOrgId } }),
    }))
}

const toAccept = ({ suggestions, organizationName, key }: ChecksReport): Task[] =>
  suggestions === 0
    ? []
    : [
        {
          text: md`${bold(organizationName)}: ${counted(suggestions, 'account has', 'accounts have')} a suggestion whose it is. Look at them and accept what is right.`,
          buttons: [button('See suggestions', suggestionsIds.open, { value: key.miroOrgId })],
        },
      ]

const dueTime = ({ check }: Failing): number => check.soonestDueAt?.getTime() ?? Number.MAX_SAFE_INTEGER

const actOn = ({ key }: ChecksReport, { id }: CheckReport): Button =>
  isAboutSystem(id)
    ? ruleButton(key.miroOrgId)
    : button('Show the accounts', checksIds.accounts, {
        value: behindValue({ miroOrgId: key.miroOrgId, checkId: id, verdict: 'fail' }),
      })

/** "due …" or "overdue since …"; of several findings the first one. */
export function dueInWords(dueAt: Date, now: Date, findings: number): Markup {
  const first = findings > 1 ? md`the first ` : md``
  return now >= dueAt ? md`${first}overdue since ${date(dueAt)}` : md`${first}due ${date(dueAt)}`
}

function outdated(setup: Setup, report: ChecksReport): Task[] {
  const { key, organizationName, accountsFresh, staffFresh, lastCompleteSyncAt } = report
  const known = setup.connections.find(each => each.key.miroOrgId === key.miroOrgId)
  const cannot = report.connectionState !== 'connected' || report.held !== null
  if ((accountsFresh && staffFresh) || cannot || known?.firstSyncRunning === true) return []
  const text =
    lastCompleteSyncAt === null
      ? md`${bold(organizationName)} has not been read yet, so nothing is known.`
      : md`${bold(organizationName)}: what is known is out of date, so results are unknown.`
  return [{ text, buttons: [button('Sync now', syncIds.now)] }]
}

const notCritical = ({ critical, organizationName, key }: Setup['connections'][number]): Task[] =>
  critical
    ? []
    : [
        {
          text: md`${bold(organizationName)} is connected, but Miro is not a critical system yet.`,
          buttons: [criticalButton(key.miroOrgId)],
          step: { miroOrgId: key.miroOrgId },
        },
      ]

const ownerLeft = ({ ownerLeft: owner, organizationName, key }: Setup['connections'][number]): Task[] =>
  owner === null
    ? []
    : [
        {
          text: md`${bold(organizationName)}: the owner of this critical system, ${mention(owner)}, is no longer on the staff.`,
          buttons: [criticalPageButton(key.miroOrgId)],
        },
      ]

const noChannel = ({ alertChannel, connections }: Setup): Task[] =>
  alertChannel !== null || connections.length === 0
    ? []
    : [
        {
          text: md`Nobody has said where alerts go, so they wait.`,
          buttons: [alertsButton()],
          step: { miroOrgId: null },
        },
      ]

const turnsNobodyAway = ({ checks, organizationName, key }: ChecksReport): Task[] =>
  checks.some(({ why }) => why === 'every_role_valid')
    ? [
        {
          text: md`${bold(organizationName)}: every role is valid, so the rule turns nobody away.`,
          buttons: [ruleButton(key.miroOrgId)],
        },
      ]
    : []
