import type { Button } from '@slack/types'
import { alertState, type FindingsFacts, type GroupFacts } from '../../domain/alert.ts'
import { checkOf, isAboutSystem, isIdentifiedFirst } from '../../domain/check.ts'
import { knownUntil } from '../../domain/gap.ts'
import { usersPage } from '../../domain/miro-pages.ts'
import { isUnwatched } from '../../domain/verdict.ts'
import { identifyButton, identifySeveralButton } from '../doors/account.ts'
import { findingValue, groupValue, moreButton, openInMiroButton, verifyButton } from '../doors/finding.ts'
import { validUsersButton } from '../doors/setup.ts'
import {
  actions,
  type Blocks,
  context,
  divider,
  lineSections,
  type Maybe,
  type Message,
  message,
  present,
  section,
} from '../frame/blocks.ts'
import type { Part } from '../frame/forms.ts'
import type { Naming } from '../frame/mask.ts'
import { folded } from '../frame/newer-blocks.ts'
import { counted, dotted, type Markup, md, spaced, words } from '../frame/text.ts'
import { namedClosedTitle, namedTitle } from '../words/check.ts'
import {
  closedLine,
  deadlineLine,
  disconnectedLine,
  findingLine,
  marks,
  notJudged,
  restLine,
  sharedReason,
} from '../words/finding.ts'
import { firstSteps, sameSteps } from '../words/fix-steps.ts'
import { staffAsOf } from '../words/gap.ts'

/** What a message is drawn with. */
type Drawing = { readonly now: Date; readonly naming: Naming; readonly miroUrl: string }

/** What matters most comes first; what is over stands below what is not. */
const order = (group: GroupFacts): number => checkOf(group.checkId).place + (group.open > 0 ? 0 : 100)

/** As many accounts as get a line. */
const mostLines = 5

/** The living message of one group, or the summary of the first check. */
export function groupsMessage(facts: FindingsFacts, at: Date, draw: Omit<Drawing, 'now'>): Message {
  const drawing = { ...draw, now: knownUntil(facts.gaps, at) }
  const groups = facts.groups
    .filter(group => group.open + group.closed > 0)
    .toSorted((one, other) => order(one) - order(other))
  const title = titleOf(facts, groups, drawing.naming)
  const mark = markOf(facts, groups, drawing.now)
  const blocks: Maybe<Part>[] = []
  const disconnected = disconnectedLine(
    facts.organizationName,
    groups.flatMap(group => group.findings),
  )
  const head = md`${mark} *${title}* · ${facts.organizationName}`
  const [only] = groups
  if (disconnected !== null)
    blocks.push(section(head), section(md`${disconnected}. What was open then stays as it is in Miro.`))
  else if (facts.kind === 'summary') blocks.push(section(head), ...summaryIntro(facts, groups))
  if (groups.length === 1 && only !== undefined && blocks.length === 0)
    blocks.push(...groupBlocks(facts, only, drawing, head))
  else if (blocks.length === 0) blocks.push(section(head))
  else
    for (const group of groups)
      blocks.push(...groupBlocks(facts, group, drawing, headingOf(groups, group, drawing.naming)))
  const staff = groups.some(restsOnStaff) ? staffAsOf(facts.gaps) : null
  if (staff !== null) blocks.push(context(staff))
  return message(dotted(title, words(facts.organizationName)), blocks)
}

/** In a message of several each has its title; the title of the only one stands above already. */
const headingOf = (groups: readonly GroupFacts[], group: GroupFacts, naming: Naming): Markup | null =>
  groups.length > 1 ? md`*${groupTitle(group, naming)}*` : null

/** What is open of accounts is judged by whose they are. */
const restsOnStaff = ({ checkId, open }: GroupFacts): boolean => open > 0 && !isAboutSystem(checkId)

function titleOf(facts: FindingsFacts, groups: readonly GroupFacts[], naming: Naming): Markup {
  const { kind, organizationName, unknown } = facts
  const [most] = groups.filter(group => group.open > 0)
  if (kind === 'findings') return groupTitle(groups[0], naming)
  const check = md`First check of ${organizationName}`
  if (groups.length === 0) return md`${check}: ${unknown === 0 ? 'no findings' : 'no findings so far'}`
  const all = groups.reduce((sum, { open, closed }) => sum + open + closed, 0)
  const open = groups.reduce((sum, group) => sum + group.open, 0)
  const findings = counted(all, 'finding')
  if (most === undefined) {
    const over = groups.some(nobodyWatches) ? 'no longer watched' : 'none left'
    return md`Closed · ${check}: ${findings}, ${over}`
  }
  const still = open === all ? findings : `${findings}, ${open} still open`
  return md`${check}: ${still}. Most urgent: ${groupTitle(most, naming)}`
}

const groupTitle = (group: GroupFacts | undefined, naming: Naming): Markup =>
  group === undefined
    ? md`Closed · nothing left to do`
    : group.open > 0
      ? namedTitle(group, naming)
      : md`Closed · ${namedClosedTitle(group, naming)}`

function markOf(facts: FindingsFacts, groups: readonly GroupFacts[], now: Date): Markup {
  const { closed, severity } = alertState(facts, now)
  // Nothing found is good news only when everybody could be judged.
  if (groups.length === 0 && facts.unknown > 0) return { markup: marks.trouble }
  if (closed && groups.some(nobodyWatches)) return { markup: marks.unwatched }
  return { markup: closed || severity === null ? marks.closed : marks[severity] }
}

/** Closed while it was still wrong. */
const nobodyWatches = ({ unwatched }: GroupFacts): boolean => unwatched > 0

/** How many accounts there were then; how many are not judged is as it is now. */
const summaryIntro = ({ firstAccounts, unknown }: FindingsFacts, groups: readonly GroupFacts[]): Blocks => [
  context(
    spaced(
      groups.length === 0
        ? md`${counted(firstAccounts, 'account')} checked.`
        : md`These come from the first check (${counted(firstAccounts, 'account')}).`,
      md`New findings get their own message.`,
      unknown > 0 && notJudged(unknown),
    ),
  ),
]

/** `head`: what stands above, in the same section, so that it takes no room of its own. */
function groupBlocks(facts: FindingsFacts, group: GroupFacts, drawing: Drawing, head: Markup | null): Blocks {
  const { now, naming } = drawing
  const several = facts.groups.length > 1
  const told = toldOf(group)
  const shown = told.findings.slice(0, mostLines)
  const single = told.count === 1
  const reason = group.open > 0 ? sharedReason(group, told.findings, naming) : null
  const said = { name: single, why: reason !== null, how: single }
  const listed = shown.map(finding => findingLine(group, finding, now, naming, said))
  // Of the system there is one finding, and the title says it all.
  const named = !isAboutSystem(group.checkId) || group.open === 0
  const lines = [
    head,
    group.open > 0 ? deadlineOf(facts, group, now) : isWhole(told) && closedLine(told.findings),
    reason,
    ...(named ? listed : []),
    ...(named ? [restLine(told.count - shown.length)] : []),
  ]
  return [
    several && divider(),
    ...lineSections(present(lines)),
    group.open > 0 && !several && stepsToFold(group, told),
    actions(group.open > 0 ? openButtons(facts, group, drawing) : [moreButton(aboutValue(group))]),
    group.open > 0 && smallPrint(group, several),
  ]
}

function deadlineOf({ gaps }: FindingsFacts, { checkId, findings }: GroupFacts, now: Date): Markup | null {
  const [first, ...others] = findings.filter(({ closedAt }) => closedAt === null)
  if (first === undefined) return null
  const soonest = others.reduce((one, other) => (other.dueAt < one.dueAt ? other : one), first)
  return deadlineLine(soonest, { checkId, gaps, now })
}

/** Every step behind a press, where there is one way for all; the first of them in sight where nothing can be folded. */
function stepsToFold(group: GroupFacts, { count, findings }: ReturnType<typeof toldOf>): Maybe<Part> {
  const steps = sameSteps(group, findings)
  const [only] = findings
  if (steps === null || only === undefined) return null
  return folded('How to fix', lineSections(steps), count === 1 ? lineSections(firstSteps(group, only)) : [])
}

/** In a message about several checks only what is over already. */
function smallPrint({ checkId, open, closed }: GroupFacts, several: boolean): Maybe<Part> {
  const so = closed > 0 ? md`${closed} of ${open + closed} closed so far.` : null
  if (several) return so && context(so)
  const how = isAboutSystem(checkId)
    ? md`Closes once you have chosen.`
    : md`Closes once fixed. Done already? Press Verify now.`
  return context(spaced(so, how))
}

/** What the title counts: what is open, else what nobody watches any more, else what is closed. */
function toldOf({ open, unwatched, closed, findings }: GroupFacts) {
  if (open > 0) return { count: open, findings: findings.filter(({ closedAt }) => closedAt === null) }
  if (unwatched === 0) return { count: closed, findings }
  return { count: unwatched, findings: findings.filter(({ closedAs }) => isUnwatched(closedAs)) }
}

/** Of more than are known here nobody can say how long all took. */
const isWhole = ({ count, findings }: ReturnType<typeof toldOf>): boolean => findings.length === count

/** The act first, then the look; everything else is behind *More*. */
function openButtons(facts: FindingsFacts, group: GroupFacts, drawing: Drawing): Maybe<Button>[] {
  const value = aboutValue(group)
  if (isAboutSystem(group.checkId)) return [validUsersButton(facts.miroOrgId, 'primary'), moreButton(value)]
  return [actButton(facts, group, drawing), verifyButton(value), moreButton(value)]
}

/** Whose accounts they are is said here, what has to be taken away is taken away in Miro. */
function actButton({ miroOrgId }: FindingsFacts, group: GroupFacts, { miroUrl }: Drawing): Button {
  if (!isIdentifiedFirst(group.checkId)) return openInMiroButton(usersPage(miroUrl, miroOrgId))
  const [only] = group.findings.filter(({ closedAt }) => closedAt === null)
  if (group.open > 1 || only === undefined) return identifySeveralButton(miroOrgId, group.id, 'primary')
  return identifyButton(miroOrgId, only.subjectId, 'primary')
}

/** The one finding, or all of them. */
function aboutValue({ id, open, closed, findings }: GroupFacts): string {
  const [only] = findings
  return open + closed === 1 && only !== undefined ? findingValue(only.id) : groupValue(id)
}
