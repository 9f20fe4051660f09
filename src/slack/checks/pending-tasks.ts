import type { Button } from '@slack/types'
import { isAboutSystem } from '../../domain/check.ts'
import type { Question } from '../../domain/question.ts'
import type { HeldFacts } from '../../domain/source-notice.ts'
import type { StaffListSource } from '../../workflows/alerts/notices.ts'
import type { CheckReport, ChecksReport } from '../../workflows/checks/read-checks.ts'
import type { UnlistedAsked } from '../../workflows/people/answer-unlisted.ts'
import type {
  DisputedPerson,
  NoticedPerson,
  PeopleNotices,
} from '../../workflows/people/read-people-notices.ts'
import type { Setup } from '../../workflows/workspace/read-setup.ts'
import { cardButton, checkGuessesButton, decideButtons } from '../doors/account.ts'
import { behindValue } from '../doors/finding.ts'
import { questionOf } from '../doors/held.ts'
import { answerButton, apartButton, joinButton, leavingButton, pairButton } from '../doors/person.ts'
import {
  alertsButton,
  criticalButton,
  criticalPageButton,
  reconnectButton,
  ruleButton,
  syncButton,
} from '../doors/setup.ts'
import { button, confirm, type Maybe, present } from '../frame/blocks.ts'
import { bold, channelLink, counted, date, day, type Markup, md, mention, spaced } from '../frame/text.ts'
import { checksIds } from '../ids/checks.ts'
import { heldSyncIds } from '../ids/sync.ts'
import { titleOf } from '../words/check.ts'
import { troubleInWords } from '../words/connection.ts'
import { unknownSince } from '../words/gap.ts'
import { likeInWords } from '../words/joining.ts'
import { countdown, earlyInWords } from '../words/person.ts'
import { saidOf } from '../words/question.ts'
import { listAt } from '../words/sources.ts'
import { answerBy, unlistedTitle } from '../words/unlisted.ts'
import { unreadTask, withoutAddressTask } from './left-out-tasks.ts'

/** Something that waits for a person, with what does it. Derived each time, never stored. */
export type Task = {
  readonly text: Markup
  readonly buttons: readonly Button[]
  /** A step of the setup: of this organization, or (null) of all together. Needs no word where the steps are shown. */
  readonly step?: { readonly miroOrgId: string | null }
  /** Findings of a check of this organization. Needs no word where its checks are shown. */
  readonly failing?: string
}

type Connection = Setup['connections'][number]

/** The most urgent first: what stops the bot, what waits for a decision, what fails, what is not set up. */
export const pendingTasks = (
  setup: Setup,
  reports: readonly ChecksReport[],
  now: Date,
  people: PeopleNotices,
): Task[] =>
  present([
    ...setup.connections.map(connectionTrouble),
    ...reports.map(heldSync),
    ...heldTasks(people.held),
    channelTrouble(setup),
    ...failing(reports),
    ...questionTasks(people.questions),
    ...unlistedTask(people.unlisted, now),
    ...peopleTasks(people, now),
    ...reports.map(unreadTask),
    ...reports.map(toAccept),
    ...reports.map(report => outdated(setup, report)),
    ...setup.connections.map(notCritical),
    ...setup.connections.map(ownerLeft),
    noChannel(setup),
    ...reports.map(turnsNobodyAway),
  ])

const connectionTrouble = ({ state, stateSince, organizationName, key }: Connection): Maybe<Task> =>
  state !== 'connected' && {
    text: md`${bold(organizationName)}: ${troubleInWords(state)} Since ${date(stateSince)}.`,
    buttons: [reconnectButton(key.miroOrgId)],
  }

function heldSync({ held, organizationName }: ChecksReport): Maybe<Task> {
  if (held === null) return null
  const { before, after, gone } = held.change
  const what =
    gone > 0
      ? md`${gone} of ${before} Miro accounts disappeared at once`
      : md`Miro’s list grew from ${before} to ${counted(after, 'account')} at once`
  const sure = confirm(
    'Apply this sync?',
    md`Do this only if you know why ${what}. The data from before is replaced.`,
    'Apply anyway',
    'Cancel',
    'danger',
  )
  return {
    text: md`${bold(organizationName)}: decision needed. ${what}. Did you change that in Miro? Yes: press *Apply anyway*. No: press *Try again* once Miro’s list is right.`,
    buttons: [
      button('Apply anyway', heldSyncIds.apply, { value: held.runId, style: 'danger', confirm: sure }),
      button('Try again', heldSyncIds.retry, { value: held.runId }),
    ],
  }
}

/** What of people and user groups waits for a person's word. */
export const heldTasks = (held: readonly HeldFacts[]): Task[] =>
  held.map(questionOf).map(({ title, was, buttons }) => ({ text: md`${title}. ${was}`, buttons }))

const channelTrouble = ({ alertChannel }: Setup): Maybe<Task> =>
  alertChannel !== null &&
  alertChannel.trouble !== null && {
    text: md`Alerts cannot be posted to ${channelLink(alertChannel.id)}. They wait until the bot is invited there, or another channel is chosen.`,
    buttons: [alertsButton()],
  }

type Failing = { readonly report: ChecksReport; readonly check: CheckReport }

function failing(reports: readonly ChecksReport[]): Task[] {
  return reports
    .flatMap(report => report.checks.map(check => ({ report, check })))
    .filter(({ check }) => check.open > 0)
    .sort((one, other) => dueTime(one) - dueTime(other))
    .map(({ report, check }) => ({
      text: spaced(
        md`${bold(report.organizationName)}: ${counted(check.open, 'open finding')} of “${titleOf(check.id)}”.`,
        check.soonestDueAt && md`${dueInWords(check.soonestDueAt, report.knownUntil, check.open)}.`,
      ),
      buttons: [actOn(report, check)],
      failing: report.key.miroOrgId,
      ...(isAboutSystem(check.id) && { step: { miroOrgId: report.key.miroOrgId } }),
    }))
}

const dueTime = ({ check }: Failing): number => check.soonestDueAt?.getTime() ?? Number.MAX_SAFE_INTEGER

const actOn = ({ key }: ChecksReport, { id }: CheckReport): Button =>
  isAboutSystem(id)
    ? ruleButton(key.miroOrgId)
    : button('Show all', checksIds.accounts, {
        value: behindValue({ miroOrgId: key.miroOrgId, checkId: id, verdict: 'fail' }),
      })

/** "Fix by …" or "Overdue since …"; of several findings the first one. */
export function dueInWords(dueAt: Date, now: Date, findings: number): Markup {
  if (now >= dueAt)
    return findings > 1 ? md`The first is overdue since ${date(dueAt)}` : md`Overdue since ${date(dueAt)}`
  return findings > 1 ? md`Fix the first by ${date(dueAt)}` : md`Fix by ${date(dueAt)}`
}

/** Answers that wait for an administrator, and reviews that nobody answers. */
export const questionTasks = (waiting: readonly Question[]): Task[] =>
  told('answers', waiting, question => ({
    text:
      question.about === 'whose'
        ? saidOf(question)
        : md`${saidOf(question)} Remove the access in Miro, say who answers for it now, or keep it as it is.`,
    buttons: decideButtons(question),
  }))

/** Whether those left whom the staff list no longer names: one task, as it is one question. */
export function unlistedTask(people: readonly UnlistedAsked[], now: Date): Task[] {
  const [first] = people
  if (first === undefined) return []
  return [
    {
      text: spaced(
        md`${unlistedTitle(people, people.length)}.`,
        answerBy({ dueAt: first.dueAt, overdue: first.dueAt <= now }),
      ),
      buttons: [answerButton()],
    },
  ]
}

/**
 * A staff list that cannot be used, people about whom the sources disagree, who may be one person, who begin later and
 * have access already, and contracts that end soon.
 */
export const peopleTasks = (
  { stillActive, contracts, disputed, brokenList, early, alike, withoutAddress }: PeopleNotices,
  now: Date,
): Task[] => [
  ...brokenListTask(brokenList),
  ...told('people', stillActive, person => ({
    text: md`${bold(person.name)}’s last day was ${lastDayOf(person)}, but Slack still shows them as active. We count them as gone. Deactivate them in Slack, or say that they came back.`,
    buttons: [leavingButton(person.id)],
  })),
  ...told('people', disputed, person => ({
    text: disputedInWords(person),
    buttons: [leavingButton(person.id), joinButton(person.id)],
  })),
  ...told('people', alike, pair => ({
    text: likeInWords(pair),
    buttons: [pairButton(pair.slack.id, pair.other.id), apartButton(pair.slack.id, pair.other.id)],
  })),
  ...present([withoutAddressTask(withoutAddress)]),
  ...told('people', early, person => ({
    text: md`${bold(person.name)} ${earlyInWords(person.startAt, person.accounts)}`,
    buttons: [cardButton(person.miroOrgId, person.accountId, 'Open the account'), leavingButton(person.id)],
  })),
  ...told('people', contracts, person => ({
    text: md`The contract of ${bold(person.name)} ends ${countdown(person.endAt, now)}, on ${lastDayOf(person)}. Move the last day if they stay.`,
    buttons: [leavingButton(person.id)],
  })),
]

const most = 3

/** One by one; where there are many, the rest in one line. */
function told<T>(what: 'people' | 'answers', all: readonly T[], task: (one: T) => Task): Task[] {
  const shown = all.slice(0, most).map(task)
  if (all.length <= most) return shown
  return [...shown, { text: md`And more ${what} like this, once these are done.`, buttons: [] }]
}

function brokenListTask(broken: StaffListSource | null): Task[] {
  if (broken === null || broken.trouble === null) return []
  const { origin, trouble, troubleSince, readAt } = broken
  const how = trouble === 'unreadable' ? md`cannot be read` : md`is not a staff list`
  const known =
    readAt === null
      ? md`Nothing was read from it so far.`
      : md`Everybody stays as in the list of ${date(readAt)}.`
  return [
    {
      text: md`${listAt(origin)} ${how}${troubleSince === null ? md`` : md`, since ${date(troubleSince)}`}. ${known}`,
      buttons: [syncButton('Try again')],
    },
  ]
}

function disputedInWords({ name, conflict, since }: DisputedPerson): Markup {
  const from = since === null ? md`` : md` since ${date(since)}`
  return conflict === 'slack_gone'
    ? md`${bold(name)}: deactivated in Slack${from}, but active in the staff list. The list counts. If they left, take them off the list or enter their last day.`
    : md`${bold(name)}: active in Slack, but gone from the staff list${from}. The list counts, so they have left. Deactivate them in Slack, or say that they came back.`
}

const lastDayOf = ({ lastDay, endAt }: NoticedPerson) =>
  lastDay === null ? date(endAt) : md`${day(lastDay)}`

const toAccept = ({ suggestions, organizationName, key }: ChecksReport): Maybe<Task> =>
  suggestions > 0 && {
    text: md`${bold(organizationName)}: we have a good guess for ${counted(suggestions, 'account')}. Check and accept.`,
    buttons: [checkGuessesButton(key.miroOrgId)],
  }

function outdated(setup: Setup, report: ChecksReport): Maybe<Task> {
  const { key, organizationName, accountsFresh, staffFresh, lastCompleteSyncAt } = report
  const known = setup.connections.find(each => each.key.miroOrgId === key.miroOrgId)
  const cannot = report.connectionState !== 'connected' || report.held !== null
  if ((accountsFresh && staffFresh) || cannot || known?.firstSyncRunning === true) return null
  const unknown = unknownSince(report.gaps) ?? md`The data is out of date, so results are unknown.`
  const text =
    lastCompleteSyncAt === null
      ? md`${bold(organizationName)} was not synced yet, so nothing is known.`
      : md`${bold(organizationName)}: ${unknown}`
  return { text, buttons: [syncButton('Sync now')] }
}

const notCritical = ({ critical, organizationName, key }: Connection): Maybe<Task> =>
  !critical && {
    text: md`${bold(organizationName)} is connected, but Miro is not a critical system yet.`,
    buttons: [criticalButton(key.miroOrgId)],
    step: { miroOrgId: key.miroOrgId },
  }

const ownerLeft = ({ ownerLeft: owner, organizationName, key }: Connection): Maybe<Task> =>
  owner !== null && {
    text: md`${bold(organizationName)}: the owner of this critical system, ${mention(owner)}, is no longer on the staff.`,
    buttons: [criticalPageButton(key.miroOrgId)],
  }

const noChannel = ({ alertChannel, connections }: Setup): Maybe<Task> =>
  alertChannel === null &&
  connections.length > 0 && {
    text: md`Alerts start once you choose a channel.`,
    buttons: [alertsButton()],
    step: { miroOrgId: null },
  }

const turnsNobodyAway = ({ checks, organizationName, key }: ChecksReport): Maybe<Task> =>
  checks.some(({ why }) => why === 'every_role_valid') && {
    text: md`${bold(organizationName)}: the rule allows every role, so it turns nobody away.`,
    buttons: [ruleButton(key.miroOrgId)],
  }
