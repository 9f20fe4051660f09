import type { ModalView } from '@slack/types'
import type { LeaversInNumbers } from '../../../domain/leavers.ts'
import { type PeriodName, periods } from '../../../domain/period.ts'
import type { LeaversReport, NamedLeaver } from '../../../workflows/journal/read-leavers.ts'
import { personButton } from '../../doors/person.ts'
import {
  actions,
  type Blocks,
  button,
  buttonRow,
  context,
  divider,
  modal,
  option,
  section,
  select,
} from '../../frame/blocks.ts'
import { page } from '../../frame/paging.ts'
import { datePicker } from '../../frame/pickers.ts'
import { bold, counted, date, day, dotted, join, type Markup, md, mention, spaced } from '../../frame/text.ts'
import { leaversIds } from '../../ids/journal.ts'
import { durationInWords } from '../../words/duration.ts'
import { type LeaversAsked, leaversMetadata } from './read.ts'

const leaversPerPage = 10

const periodNames: Readonly<Record<PeriodName, string>> = {
  last_90_days: 'Last 90 days',
  this_month: 'This month',
  last_month: 'Last month',
  this_quarter: 'This quarter',
  last_quarter: 'Last quarter',
  this_year: 'This year',
  last_year: 'Last year',
  days: 'From … to …',
}

/** Who left in a period, when each one’s access ended, and how fast. */
export function leaversView(asked: LeaversAsked, report: LeaversReport): ModalView {
  const { leavers, numbers, days } = report
  const { shown, previous, next, total } = page(leavers, asked.from, leaversPerPage)
  const first = previous === null ? 1 : previous + leaversPerPage + 1
  return modal(
    leaversIds.modal,
    'Leavers',
    [
      ...choice(asked, days),
      section(report.unwatched ? unwatchedLine(report) : summary(numbers, days)),
      !report.unwatched &&
        report.watchedSince !== null &&
        context(md`Known since ${date(report.watchedSince)}: before that the bot did not watch.`),
      divider(),
      ...shown.map(leaver => section(leaverInWords(leaver), leaver.there && personButton(leaver.personId))),
      total > shown.length && context(md`Leavers ${first} to ${first + shown.length - 1} of ${total}.`),
      buttonRow([
        previous !== null && button('Back', leaversIds.previous, { value: `${previous}` }),
        next !== null && button('Next', leaversIds.next, { value: `${next}` }),
      ]),
      numbers.leavers > 0 && context(explained),
    ],
    { metadata: leaversMetadata(asked.period) },
  )
}

const explained = md`Time to revoke starts at the end of the last day, or when the bot learned of it if that was later. Between two syncs the later one counts.`

function choice({ period }: LeaversAsked, days: LeaversReport['days']): Blocks {
  const options = periods.map(name => option(periodNames[name], name))
  const menu = select(leaversIds.period, 'Period', { options, chosen: [period.name] })
  if (period.name !== 'days') return [actions([menu], leaversIds.filters)]
  return [
    actions([menu], leaversIds.filters),
    actions([datePicker(leaversIds.from, days.from), datePicker(leaversIds.to, days.to)], leaversIds.days),
  ]
}

const unwatchedLine = ({ watchedSince, days: { from, to } }: LeaversReport): Markup =>
  join([
    bold('Not known.'),
    md`${day(from)} to ${day(to)}`,
    watchedSince === null ? null : md`The bot has watched since ${date(watchedSince)}.`,
  ])

function summary(numbers: LeaversInNumbers, { from, to }: LeaversReport['days']): Markup {
  const { leavers, revoked, active, notFound, median, inTime, judged } = numbers
  const span = md`${day(from)} to ${day(to)}`
  if (leavers === 0) return join([bold('Nobody left.'), span])
  return join([
    dotted(bold(counted(leavers, 'leaver')), span),
    dotted(md`Revoked: ${revoked}`, md`Still active: ${active}`, notFound > 0 && md`Not found: ${notFound}`),
    dotted(
      median === null
        ? md`Median time to revoke: not known yet`
        : md`Median time to revoke: *${durationInWords(median)}*`,
      judged > 0 && md`In time: *${inTime} of ${judged}* (${Math.round((100 * inTime) / judged)} %)`,
    ),
  ])
}

function leaverInWords(leaver: NamedLeaver): Markup {
  const { name, slackUserId, backAt } = leaver
  const who = name === null ? md`(personal data deleted)` : bold(name)
  return join([
    dotted(spaced(who, slackUserId === null ? null : mention(slackUserId)), statusInWords(leaver)),
    ...lastDayInWords(leaver),
    ...accessInWords(leaver),
    backAt === null ? null : md`Works here again, since ${date(backAt)}.`,
  ])
}

function statusInWords({ status, inTime, backAt, accounts }: NamedLeaver): Markup {
  const several = accounts > 1 ? md`${counted(accounts, 'account')}` : null
  const time = inTime === null ? null : md`${inTime ? 'in time' : 'not in time'}`
  switch (status) {
    case 'revoked':
      return dotted(md`✅ Revoked`, time, several)
    case 'active':
      return dotted(md`${backAt === null ? '🔴 Active' : '⚪ Never revoked'}`, time, several)
    case 'not_found':
      return md`➖ Not found: no identified Miro account is theirs`
  }
}

/** Each date in a line of its own. */
function lastDayInWords({ lastDay, leftAt, endKnown, knownAt }: NamedLeaver): Markup[] {
  if (!endKnown) return [md`Left, seen ${date(knownAt)}. No last day is known.`]
  const end = lastDay === null ? md`Left ${date(leftAt)}.` : md`Last day ${day(lastDay)}.`
  return [end, md`Known since ${date(knownAt)}.`]
}

function accessInWords({ status, ended, clockAt, dueAt, toRevoke, inTime, backAt }: NamedLeaver): Markup[] {
  if (status === 'not_found') return []
  if (ended === null)
    return backAt === null
      ? [md`${inTime === false ? 'Overdue since' : 'Fix by'} ${date(dueAt)}.`]
      : [md`Had access until they came back.`]
  const { lastSeenAt, at } = ended
  if (lastSeenAt === null) return [md`Had no access when first seen ${date(at)}.`]
  const when =
    lastSeenAt.getTime() === at.getTime()
      ? md`Access ended ${date(at)}.`
      : md`Access ended between ${date(lastSeenAt)} (last seen active) and ${date(at)}.`
  if (at <= clockAt) return [when, md`Before it was due.`]
  return [
    when,
    md`Time to revoke: *${durationInWords(toRevoke ?? 0)}*, allowed ${durationInWords(dueAt.getTime() - clockAt.getTime())}.`,
  ]
}

/** Nothing can be said of a workspace the bot does not serve. */
export const noLeaversView = (): ModalView =>
  modal(leaversIds.modal, 'Leavers', [section(md`Nothing is known of this workspace yet.`)])
