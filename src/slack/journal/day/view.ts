import { inWords } from '../../../domain/check.ts'
import { verdicts } from '../../../domain/verdict.ts'
import type { FailingThen, OrganizationThen, PastDay } from '../../../workflows/journal/read-past-day.ts'
import {
  type Blocks,
  context,
  lineSections,
  type Message,
  message,
  note,
  section,
} from '../../frame/blocks.ts'
import { table } from '../../frame/newer-blocks.ts'
import {
  bold,
  code,
  commas,
  count,
  counted,
  date,
  day,
  dotted,
  join,
  type Markup,
  md,
  mention,
  words,
} from '../../frame/text.ts'
import { titleOf, verdictMark, verdictWord } from '../../words/check.ts'
import { ruleInWords } from '../../words/rule.ts'

/** A past day, in numbers, with what was wrong then. */
export function pastDayMessage(read: PastDay): Message {
  if (read.outcome === 'no_day')
    return note(
      md`Type a day like this: ${code(`/miro day ${read.yesterday}`)}. ${code('today')} and ${code('yesterday')} work too.`,
    )
  if (read.outcome === 'in_future')
    return note(md`That day has not come yet. Choose today or an earlier day.`)
  if (read.organizations.length === 0)
    return note(md`No Miro organization is connected, so there is nothing to show.`)
  const title = md`Access to Miro on ${day(read.day)}`
  return message(title, [
    section(md`*${title}*`),
    ...read.organizations.flatMap(organizationBlocks),
    context(
      md`Worked out from the journal, not from what the bot said on that day: who had access, the rule then, and the results.`,
    ),
  ])
}

function organizationBlocks({ organizationName, past }: OrganizationThen): Blocks {
  if (past === null) return [section(md`${bold(organizationName)}: not connected on that day.`)]
  const { at, rule, critical, live, unknownSince, failing, differing } = past
  return [
    section(
      join([
        md`${bold(organizationName)} · as of ${date(at)}`,
        md`${counted(live, 'account')} with access${live === 0 ? md`` : md`: ${whose(past)}`}`,
        rule === null
          ? md`There was no rule for valid users.`
          : md`${ruleInWords(rule.rule)} Version ${count(rule.version)}, saved by ${mention(rule.savedBy)} ${date(rule.savedAt)}.`,
        critical ? null : md`Miro was not a critical system.`,
        unknownSince === null
          ? null
          : md`⚪ Not sure: no complete sync since ${date(unknownSince)}. What follows is as of then.`,
      ]),
    ),
    section(join(past.checks.map(({ id, counts }) => dotted(md`${bold(titleOf(id))}`, ...numbers(counts))))),
    ...failingBlocks(organizationName, failing),
    section(
      differing.all === 0
        ? md`The bot said the same about every account on that day.`
        : md`⚠️ On that day the bot said something else about ${counted(differing.all, 'account')}: ${commas([
            ...differing.first.map(called => md`${called}`),
            differing.all > differing.first.length && md`…`,
          ])}`,
    ),
  ]
}

/** A few stand as lines; more are a table. */
function failingBlocks(organizationName: string, { all, first }: Failing): Blocks {
  const named = first.slice(0, mostLines)
  const more = all - named.length
  const lines = lineSections([
    ...named.map(failingLine),
    ...(more > 0 ? [md`and ${count(more)} more that failed`] : []),
  ])
  if (first.length <= fewLines) return lines
  const caption = `Failing in ${organizationName}${all > first.length ? `, ${count(first.length)} of ${count(all)}` : ''}`
  const rows = first.map(one => [emailOf(one), titleOf(one.checkId), reasonOf(one)])
  return [table({ caption, columns: ['Account', 'Check', 'Why'], rows }, lines)]
}

const fewLines = 5
const mostLines = 10

type Failing = NonNullable<OrganizationThen['past']>['failing']

const emailOf = ({ email }: FailingThen): string => email ?? 'no e-mail address'

function reasonOf({ why, role }: FailingThen): string {
  const said = inWords(why, { role })
  return typeof said === 'string' ? said : said.says
}

/** Classes nobody is of are left out. */
const whose = ({ classes }: NonNullable<OrganizationThen['past']>): Markup =>
  commas(
    classNames.flatMap(([kind, what]) => (classes[kind] === 0 ? [] : [md`${count(classes[kind])} ${what}`])),
  )

const classNames = [
  ['staff', 'of staff'],
  ['left', 'of people who had left'],
  ['external', 'of external people'],
  ['service', 'of services'],
  ['shared', 'shared'],
  ['unidentified', 'not identified'],
] as const

const numbers = (counts: NonNullable<OrganizationThen['past']>['checks'][number]['counts']): Markup[] =>
  verdicts.flatMap(verdict =>
    counts[verdict] === 0 ? [] : [md`${count(counts[verdict])} ${verdictWord[verdict]}`],
  )

const failingLine = (one: FailingThen): Markup =>
  md`${verdictMark.fail} ${code(emailOf(one))} · ${titleOf(one.checkId)} · ${words(inWords(one.why, { role: one.role }))}`
