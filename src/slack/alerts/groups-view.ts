import type { Button } from '@slack/types'
import { alertState, type FindingsFacts, type GroupFacts } from '../../domain/alert.ts'
import { checkOf, isAboutSystem, isIdentifiedFirst } from '../../domain/check.ts'
import { knownUntil } from '../../domain/gap.ts'
import { isUnwatched } from '../../domain/verdict.ts'
import { identifyButton } from '../doors/account.ts'
import {
  detailsButton,
  findingValue,
  fixButton,
  groupValue,
  verifyButton,
  whyButton,
} from '../doors/finding.ts'
import {
  actions,
  type Blocks,
  button,
  context,
  divider,
  lineSections,
  type Maybe,
  type Message,
  message,
  section,
} from '../frame/blocks.ts'
import type { Part } from '../frame/forms.ts'
import type { Naming } from '../frame/mask.ts'
import { capital, counted, dotted, type Markup, md, words } from '../frame/text.ts'
import { ruleIds } from '../ids/rule.ts'
import { closedTitle, openTitle } from '../words/check.ts'
import { disconnectedLine, findingLine, marks, notJudged, restLine, stepLine } from '../words/finding.ts'
import { fixSteps } from '../words/fix-steps.ts'
import { staffAsOf } from '../words/gap.ts'

/** What matters most comes first; what is put right already stands below what is not. */
const order = (group: GroupFacts): number => checkOf(group.checkId).place + (group.open > 0 ? 0 : 100)

const lines = { findings: 10, summary: 5 } as const

/** The living message of one group, or the summary of the first checks. */
export function groupsMessage(facts: FindingsFacts, at: Date, naming: Naming): Message {
  const now = knownUntil(facts.gaps, at)
  const groups = facts.groups
    .filter(group => group.open + group.closed > 0)
    .toSorted((one, other) => order(one) - order(other))
  const title = titleOf(facts, groups)
  const mark = markOf(facts, groups, now)
  const blocks: Maybe<Part>[] = [section(md`${mark} *${title}* · ${facts.organizationName}`)]
  const disconnected = disconnectedLine(
    facts.organizationName,
    groups.flatMap(group => group.findings),
  )
  if (disconnected !== null)
    blocks.push(section(md`${disconnected}. What was open then stays as it is in Miro.`))
  else if (facts.kind === 'summary') blocks.push(...summaryIntro(facts, groups))
  for (const group of groups) blocks.push(...groupBlocks(facts, group, now, naming))
  const staff = groups.some(restsOnStaff) ? staffAsOf(facts.gaps) : null
  if (staff !== null) blocks.push(context(staff))
  return message(dotted(title, words(facts.organizationName), noticeSeverity(facts, now)), blocks)
}

/** What is open of accounts is judged by whose they are. */
const restsOnStaff = ({ checkId, open }: GroupFacts): boolean => open > 0 && !isAboutSystem(checkId)

function titleOf({ kind, accounts, unknown }: FindingsFacts, groups: readonly GroupFacts[]): Markup {
  const open = groups.reduce((sum, group) => sum + group.open, 0)
  const [most] = groups.filter(group => group.open > 0)
  if (kind === 'findings' || groups.length === 1) return groupTitle(groups[0])
  if (groups.length === 0)
    return words(
      `First checks of ${counted(accounts, 'account')}: ${unknown === 0 ? 'nothing' : 'nothing so far'} to put right`,
    )
  if (most === undefined && groups.some(nobodyWatches)) return md`Closed · no longer watched`
  if (most === undefined) return words(`Closed · all that the first checks found is put right`)
  return words(`${counted(open, 'thing')} to put right. First: ${openTitle(most)}`)
}

const groupTitle = (group: GroupFacts | undefined): Markup =>
  group === undefined
    ? md`Closed · nothing left to do`
    : words(group.open > 0 ? openTitle(group) : `Closed · ${closedTitle(group)}`)

function markOf(facts: FindingsFacts, groups: readonly GroupFacts[], now: Date): Markup {
  const { closed, severity } = alertState(facts, now)
  // Nothing found is good news only when everybody could be judged.
  if (groups.length === 0 && facts.unknown > 0) return { markup: marks.trouble }
  if (closed && groups.some(nobodyWatches)) return { markup: marks.unwatched }
  return { markup: closed || severity === null ? marks.closed : marks[severity] }
}

/** Closed without being put right. */
const nobodyWatches = ({ unwatched }: GroupFacts): boolean => unwatched > 0

function noticeSeverity(facts: FindingsFacts, now: Date): Markup | null {
  const { closed, severity } = alertState(facts, now)
  return closed || severity === null || facts.gaps.accounts !== null ? null : words(capital(severity))
}

const summaryIntro = ({ accounts, unknown }: FindingsFacts, groups: readonly GroupFacts[]): Blocks => [
  unknown > 0 && section(notJudged(unknown)),
  context(
    groups.length === 0
      ? md`New findings get a message of their own, which closes by itself when they are put right.`
      : md`Found by the first checks, of ${counted(accounts, 'account')}. What comes later gets a message of its own.`,
  ),
]

function groupBlocks(facts: FindingsFacts, group: GroupFacts, now: Date, naming: Naming): Blocks {
  const many = facts.groups.length > 1
  const heading = many ? [divider(), section(md`*${groupTitle(group)}*`)] : []
  const open = group.findings.filter(finding => finding.closedAt === null)
  // Of the system there is one finding, and the title says it all.
  const named = !isAboutSystem(group.checkId) || group.open === 0
  const told = toldOf(group)
  const shown = told.findings.slice(0, lines[facts.kind])
  const listed = shown.map(finding => findingLine(group, finding, now, naming))
  const rest = restLine(told.count - shown.length)
  const list = lineSections(rest === null ? listed : [...listed, rest])
  if (group.open === 0) return [...heading, ...list, actions(closedButtons(group))]
  const [first] = open
  return [
    ...heading,
    first !== undefined &&
      section(stepLine(soonest(open, first), { checkId: group.checkId, gaps: facts.gaps, now })),
    ...(named ? list : []),
    section(fixSteps(group, facts.kind === 'summary')),
    actions(buttons(facts, group)),
    group.closed > 0 && context(md`${group.closed} of ${group.open + group.closed} closed so far.`),
  ]
}

/** What the title counts: what is open, else what nobody watches any more, else what is closed. */
function toldOf({ open, unwatched, closed, findings }: GroupFacts) {
  if (open > 0) return { count: open, findings: findings.filter(({ closedAt }) => closedAt === null) }
  if (unwatched === 0) return { count: closed, findings }
  return { count: unwatched, findings: findings.filter(({ closedAs }) => isUnwatched(closedAs)) }
}

const soonest = <T extends { dueAt: Date }>(findings: readonly T[], first: T): T =>
  findings.reduce((one, other) => (other.dueAt < one.dueAt ? other : one), first)

/** About one account everything is on the message; of several each has its own inside Details. */
function buttons(facts: FindingsFacts, group: GroupFacts): Maybe<Button>[] {
  const { checkId, id, open } = group
  const [only] = group.findings
  if (isAboutSystem(checkId))
    return [
      button('Who is a valid user?', ruleIds.open, { value: facts.miroOrgId, style: 'primary' }),
      only !== undefined && whyButton(findingValue(only.id)),
    ]
  // The list says why of each account.
  const value = open + group.closed === 1 && only !== undefined ? findingValue(only.id) : groupValue(id)
  return [
    ...identify(facts, group),
    fixButton(value),
    whyButton(value),
    verifyButton(value),
    detailsButton(groupValue(id)),
  ]
}

/** What is left of them once nothing is to be done. */
function closedButtons({ id, closed, findings }: GroupFacts): Button[] {
  const [only] = findings
  const value = closed === 1 && only !== undefined ? findingValue(only.id) : groupValue(id)
  return [whyButton(value), detailsButton(groupValue(id))]
}

/** One account that nobody was found for can be answered from here. */
function identify({ miroOrgId, kind }: FindingsFacts, { checkId, findings, open }: GroupFacts) {
  const [only] = findings.filter(finding => finding.closedAt === null)
  if (!isIdentifiedFirst(checkId) || kind !== 'findings' || open !== 1 || only === undefined) return []
  return [identifyButton(miroOrgId, only.subjectId, 'primary')]
}
