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
      md`Name a day as year, month and day: ${code(`/miro day ${read.yesterday}`)}. ${code('today')} and ${code('yesterday')} will do too.`,
    )
  if (read.outcome === 'in_future')
    return note(md`That day is still to come. Name today, or one that is over.`)
  if (read.organizations.length === 0)
    return note(md`No Miro organization is connected, so there is nothing to look back on.`)
  const title = md`Access to Miro on ${day(read.day)}`
  return message(title, [
    section(md`*${title}*`),
    ...read.organizations.flatMap(organizationBlocks),
    context(
      md`Worked out again from the journal, and not taken from what the bot said on that day: who had access, whose each account was, the rule in force, and what the checks say by it.`,
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
          ? md`No rule said who is a valid user.`
          : md`${ruleInWords(rule.rule)} Version ${count(rule.version)}, saved by ${mention(rule.savedBy)} ${date(rule.savedAt)}.`,
        critical ? null : md`Miro was not a critical system.`,
        unknownSince === null
          ? null
          : md`⚪ Not known for sure: a source had not been read since ${date(unknownSince)}. What follows is as of then.`,
      ]),
    ),
    section(join(past.checks.map(({ id, counts }) => dotted(md`${bold(titleOf(id))}`, ...numbers(counts))))),
    ...lineSections([
      ...failing.first.map(failingLine),
      ...(failing.all > failing.first.length
        ? [md`and ${count(failing.all - failing.first.length)} more that failed`]
        : []),
    ]),
    section(
      differing.all === 0
        ? md`The bot said the same of every account on that day.`
        : md`⚠️ On that day the bot said something else of ${counted(differing.all, 'account')}: ${commas([
            ...differing.first.map(called => md`${called}`),
            differing.all > differing.first.length && md`…`,
          ])}`,
    ),
  ]
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

const failingLine = ({ email, role, checkId, why }: FailingThen): Markup =>
  md`${verdictMark.fail} ${code(email ?? 'no e-mail address')} · ${titleOf(checkId)} · ${words(inWords(why, { role }))}`
