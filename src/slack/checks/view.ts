import type { Button } from '@slack/types'
import {
  type CheckId,
  checkOf,
  inWords,
  isAboutLeaver,
  isAboutSystem,
  isIdentifiedFirst,
} from '../../domain/check.ts'
import { type Verdict, verdicts } from '../../domain/verdict.ts'
import type { CheckReport, ChecksReport } from '../../workflows/checks/read-checks.ts'
import type { PeopleNotices } from '../../workflows/people/read-people-notices.ts'
import type { OpenFindingFacts } from '../../workflows/workspace/read-home.ts'
import type { Setup } from '../../workflows/workspace/read-setup.ts'
import { identifySeveralButton } from '../doors/account.ts'
import { behindValue } from '../doors/finding.ts'
import { criticalPageButton, ruleButton } from '../doors/setup.ts'
import {
  actions,
  type Blocks,
  button,
  buttonRow,
  context,
  divider,
  header,
  type Message,
  message,
  notShown,
  section,
} from '../frame/blocks.ts'
import { page } from '../frame/paging.ts'
import {
  bold,
  code,
  commas,
  count,
  counted,
  date,
  dotted,
  join,
  type Markup,
  md,
  spaced,
  words,
} from '../frame/text.ts'
import { checksIds } from '../ids/checks.ts'
import { connectIds } from '../ids/connection.ts'
import { titleOf, verdictMark, verdictWord } from '../words/check.ts'
import { disconnectedBlocks } from '../words/connection.ts'
import { notCheckedSince, unknownSince } from '../words/gap.ts'
import { ruleInWords } from '../words/rule.ts'
import { dueInWords, pendingTasks, type Task } from './pending-tasks.ts'
import { fixValue } from './read.ts'

const accountsId: Readonly<Record<Verdict, string>> = {
  fail: checksIds.accountsFailing,
  unknown: checksIds.accountsUnknown,
  excepted: checksIds.accountsExcepted,
  pass: checksIds.accountsPassing,
  not_applicable: checksIds.accountsNotApplicable,
}

/** Two organizations and the tasks stay below the 50 blocks of a message. */
const perPage = 2
const mostTasks = 8

/** The checks of each organization, and before them what waits for a person. */
export function checksMessage(
  setup: Setup,
  reports: readonly ChecksReport[],
  people: PeopleNotices,
  now: Date,
  from = 0,
): Message {
  if (reports.length === 0) return notConnected(setup)
  const { shown, previous, next } = page(reports, from, perPage)
  const turns = [
    previous !== null && button('Previous organizations', checksIds.open, { value: String(previous) }),
    // Two buttons of one block cannot share an id, and only one of each way is ever there.
    next !== null && button('More organizations', checksIds.more, { value: String(next) }),
  ]
  // What fails stands with its check below, and is said once.
  const below = new Set(shown.map(({ key }) => key.miroOrgId))
  const tasks = pendingTasks(setup, reports, now, people).filter(
    ({ failing }) => failing === undefined || !below.has(failing),
  )
  return message(md`Miro checks: ${inShort(reports)}`, [
    ...taskBlocks(tasks),
    ...shown.flatMap(reportBlocks),
    buttonRow(turns),
  ])
}

const notConnected = (setup: Setup): Message =>
  message(md`No Miro organization is connected ${setup.disconnected.length === 0 ? 'yet' : 'any more'}.`, [
    ...(setup.disconnected.length === 0
      ? [section(md`No Miro organization is connected yet, so there is nothing to check. Connect one first.`)]
      : disconnectedBlocks(setup)),
    actions([button('Connect Miro', connectIds.open, { value: '', style: 'primary' })]),
  ])

/** "2 failing, 1 unknown, 1 passing", counted over all checks. */
function inShort(reports: readonly ChecksReport[]): Markup {
  const all = reports.flatMap(({ checks }) => checks.map(({ status }) => status))
  const parts = verdicts.flatMap(verdict => {
    const held = all.filter(status => status === verdict).length
    return held === 0 ? [] : [md`${held} ${verdictWord[verdict]}`]
  })
  return commas(parts)
}

export function taskBlocks(tasks: readonly Task[]): Blocks {
  if (tasks.length === 0) return []
  return [
    section(bold('Waiting for you')),
    ...tasks.slice(0, mostTasks).flatMap(({ text, buttons }): Blocks => {
      const [only, ...others] = buttons
      if (only === undefined) return [section(text)]
      if (others.length === 0) return [section(text, only)]
      return [section(text), actions(buttons)]
    }),
    notShown(tasks.length - mostTasks, 'task'),
    divider(),
  ]
}

const reportBlocks = (report: ChecksReport): Blocks => [
  header(report.organizationName),
  context(sources(report)),
  ...checksBlocks(report),
]

/** The checks of one organization, each with what is behind its counts. `first`: open findings that are named. */
export const checksBlocks = (report: ChecksReport, first: readonly OpenFindingFacts[] = []): Blocks =>
  report.checks.flatMap(check =>
    checkBlocks(
      report,
      check,
      first.filter(({ checkId }) => checkId === check.id),
    ),
  )

/** How many there are, and when they were last read. */
export function sources({ lastCompleteSyncAt, accounts, administering, people }: ChecksReport): Markup {
  if (lastCompleteSyncAt === null) return md`Miro’s accounts were not synced yet.`
  const read = md`last complete sync ${date(lastCompleteSyncAt)}`
  return dotted(
    md`${counted(accounts, 'active account')}`,
    administering === 0 ? null : md`⚠️ ${administering} with admin rights beside the role`,
    md`${counted(people, 'person', 'people')} on the staff`,
    read,
  )
}

function checkBlocks(report: ChecksReport, check: CheckReport, first: readonly OpenFindingFacts[]): Blocks {
  const title = md`${verdictMark[check.status]} *${titleOf(check.id)}*: ${verdictWord[check.status]}`
  const text = section(
    join([
      dotted(title, leftOut(report, check)),
      newRule(report, check) ?? outdated(report, check),
      named(check, first),
      detail(report, check),
      dotted(stillOpen(check), due(check, report.knownUntil), trend(report, check)),
      countsOf(report, check),
    ]),
  )
  const buttons = buttonsOf(report, check)
  return buttons.length === 0 ? [text] : [text, actions(buttons)]
}

/** Until the checks have run by a new rule nobody knows what it says. */
const newRule = ({ rule }: ChecksReport, { beforeRule }: CheckReport): Markup | null =>
  beforeRule && rule !== null ? md`Being checked by the rule saved ${date(rule.savedAt)}.` : null

/** Old data is never "all good": it is said since when nobody knows, and what was known then. */
function outdated(report: ChecksReport, { id, status }: CheckReport): Markup | null {
  if (status === 'off' || isAboutSystem(id) || (report.accountsFresh && report.staffFresh)) return null
  const { lastCompleteSyncAt, staffReadAt, lastEvaluatedAt } = report
  if (lastCompleteSyncAt === null) return md`Unknown until the first sync of the accounts is complete.`
  if (lastEvaluatedAt === null) return md`Unknown until the checks have run.`
  const said = status === 'fail' ? notCheckedSince(report.gaps) : unknownSince(report.gaps)
  if (staffReadAt === null) return md`Unknown until the first sync of the staff list is complete.`
  if (said !== null) return said
  const since = status === 'fail' ? md`Not checked since` : md`Unknown since`
  return md`${since} ${date(lastEvaluatedAt)}, the last complete run of the checks.`
}

function detail(report: ChecksReport, check: CheckReport): Markup | null {
  const { id, status, counts, why, sum } = check
  const { rule } = report
  if (status === 'off') return md`Nothing is checked. \`/miro settings\` switches it on.`
  if (isAboutSystem(id))
    return spaced(why === null ? null : words(inWords(why)), rule === null ? null : ruleInWords(rule.rule))
  const nobodyJudged = checkOf(id).byRule === true && status === 'not_applicable' ? notJudged(report) : null
  if (nobodyJudged !== null) return nobodyJudged
  if (verdicts.every(verdict => counts[verdict] === 0)) return md`No account has been checked yet.`
  return sum === null ? null : words(sum)
}

/** Before the counts, which stand on the buttons below: they may be older than what is true now. */
function countsOf(report: ChecksReport, { id, counts, status, beforeRule }: CheckReport): Markup | null {
  const { accountsFresh, staffFresh } = report
  const counted = verdicts.some(verdict => counts[verdict] > 0)
  if (!counted || isAboutSystem(id) || status === 'off') return null
  if (beforeRule) return md`Before that:`
  // The checks have run since the data grew old, and found that nobody knows: that is no older result.
  const nothingKnown = verdicts.every(verdict => verdict === 'unknown' || counts[verdict] === 0)
  return (accountsFresh && staffFresh) || nothingKnown ? null : md`When last checked:`
}

/** Nobody can say of them whether the rule allows them. That a check passes is no word about these. */
function leftOut(report: ChecksReport, { id, status }: CheckReport): Markup | null {
  const judges =
    checkOf(id).byRule === true && !isAboutSystem(id) && status !== 'off' && notJudged(report) === null
  return judges && report.unidentified > 0
    ? md`${report.unidentified} cannot be judged until identified`
    : null
}

/** Whom its findings are about, the soonest due first. */
function named({ id, open }: CheckReport, first: readonly OpenFindingFacts[]): Markup | null {
  const names = first.flatMap(finding => nameOf(id, finding) ?? [])
  if (names.length === 0) return null
  const more = open - names.length
  return join([commas(names), more > 0 ? md` and ${more} more` : null], '')
}

function nameOf(id: CheckId, { account, person }: OpenFindingFacts): Markup | null {
  const theirs = account?.class === 'staff' || isAboutLeaver(id)
  if (person !== null && theirs) return bold(person.name)
  return account === null ? null : code(account.email?.trim() || account.id, 60)
}

/** Said once and not only with each account: as long as there is no rule it is the same for all of them. */
function notJudged({ checks }: ChecksReport): Markup | null {
  const system = checks.find(({ id }) => isAboutSystem(id))
  if (system?.why === 'not_critical') return words(inWords('not_critical'))
  return system?.status === 'fail' ? words(inWords('not_configured')) : null
}

/** Where that is not the number on the button: a finding stays open while nobody knows. */
const stillOpen = ({ open, counts, id }: CheckReport): Markup | null =>
  open === 0 || open === counts.fail || isAboutSystem(id) ? null : md`${counted(open, 'finding')} open`

function due({ open, soonestDueAt }: CheckReport, now: Date): Markup | null {
  if (open === 0 || soonestDueAt === null) return null
  return dueInWords(soonestDueAt, now, open)
}

/** Nothing while old data may hide what is new, and nothing of before the bot knew anything. */
function trend(report: ChecksReport, { open, openAWeekAgo, beforeRule }: CheckReport): Markup | null {
  if (openAWeekAgo === null || beforeRule || !report.accountsFresh || !report.staffFresh) return null
  const more = open - openAWeekAgo
  const change =
    more === 0 ? md`same as a week ago` : md`${Math.abs(more)} ${more > 0 ? 'more' : 'fewer'} than a week ago`
  return open === 0 ? md`No open findings, ${change}` : change
}

function buttonsOf({ key }: ChecksReport, { id, counts }: CheckReport): Button[] {
  const { miroOrgId } = key
  const fix = button('How to fix', checksIds.howToFix, { value: fixValue({ miroOrgId, checkId: id }) })
  if (isAboutSystem(id))
    return [...(counts.fail === 0 ? [] : [ruleButton(miroOrgId), fix]), criticalPageButton(miroOrgId)]
  const behind = verdicts.flatMap(verdict =>
    counts[verdict] === 0
      ? []
      : [
          button(`${count(counts[verdict])} ${verdictWord[verdict]}`, accountsId[verdict], {
            value: behindValue({ miroOrgId, checkId: id, verdict }),
          }),
        ],
  )
  if (counts.fail === 0) return behind
  return [...(isIdentifiedFirst(id) ? [identifySeveralButton(miroOrgId)] : []), ...behind, fix]
}
