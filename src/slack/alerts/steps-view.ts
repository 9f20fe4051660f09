import { checkOf } from '../../domain/check.ts'
import { grouped } from '../../domain/journal-facts.ts'
import type { NamedFinding, OverdueFacts, StillOpenFacts } from '../../domain/ladder.ts'
import { checksButton } from '../doors/finding.ts'
import { actions, lineSections, type Message, message, present, section } from '../frame/blocks.ts'
import type { Naming } from '../frame/mask.ts'
import { commas, counted, dateAgo, dotted, type Markup, md, mention } from '../frame/text.ts'
import { namedTitle } from '../words/check.ts'
import { marks, restLine } from '../words/finding.ts'

/** People mentioned at once; where administrators share the findings, others are told in their own list. */
const mostMentioned = 5

/** Under the message of the findings, and in the channel. */
export function overdueMessage({ findings, all }: OverdueFacts, naming: Naming): Message {
  const groups = [...grouped(byUrgency(findings), ({ checkId }) => checkId).values()]
  const [most = []] = groups
  const title = all === 1 ? md`${titleOf(most, naming)}` : md`${counted(all, 'finding')} overdue`
  return message(all === 1 ? md`${title}, overdue` : md`${title}. Most urgent: ${titleOf(most, naming)}`, [
    ...lineSections(
      present([
        all === 1 ? md`${marks.overdue} *${title}* · overdue` : md`${marks.overdue} *${title}*`,
        ...groups.map(of =>
          all === 1 ? md`Was due ${dueOf(of)}.` : dotted(titleOf(of, naming), md`due ${dueOf(of)}`),
        ),
        restLine(all - findings.length),
        responsibleLine(findings),
      ]),
    ),
  ])
}

/** What is wrong with findings of one check, names first. */
const titleOf = (findings: readonly NamedFinding[], naming: Naming): Markup =>
  namedTitle({ checkId: findings[0]?.checkId ?? 'removed', open: findings.length, findings }, naming)

/** Since when they should not be any more: the longest. */
const dueOf = (findings: readonly NamedFinding[]): Markup =>
  dateAgo(new Date(Math.min(...findings.map(({ dueAt }) => dueAt.getTime()))))

function responsibleLine(findings: readonly NamedFinding[]): Markup | null {
  const people = [...new Set(findings.flatMap(({ to }) => to))]
  if (people.length === 0) return null
  const rest = people.length - mostMentioned
  const shown = commas(people.slice(0, mostMentioned).map(mention))
  return rest > 0 ? md`For ${shown} and ${rest} more.` : md`For ${shown}.`
}

/** The list of a working day. */
export function stillOpenMessage({ findings, all }: StillOpenFacts, naming: Naming): Message {
  if (all === 0)
    return message(md`Nothing is overdue any more`, [
      section(md`${marks.closed} *Nothing is overdue any more.*`),
    ])
  const title = md`Still open: ${counted(all, 'finding')} overdue`
  const urgent = byUrgency(findings)
  const lines = urgent.map(finding => md`• ${lineOf(finding, naming)}`)
  return message(md`${title}. Most urgent: ${titleOf(urgent.slice(0, 1), naming)}`, [
    ...lineSections(present([md`${marks.overdue} *${title}*`, ...lines, restLine(all - findings.length)])),
    actions([checksButton()]),
  ])
}

/** About people who left first, then the longest overdue. */
const byUrgency = (findings: readonly NamedFinding[]): NamedFinding[] =>
  findings.toSorted(
    (one, other) =>
      checkOf(one.checkId).place - checkOf(other.checkId).place ||
      one.dueAt.getTime() - other.dueAt.getTime(),
  )

const lineOf = (finding: NamedFinding, naming: Naming): Markup =>
  dotted(
    namedTitle({ checkId: finding.checkId, open: 1, findings: [finding] }, naming),
    md`due ${dateAgo(finding.dueAt)}`,
    finding.to.length === 1 ? mention(finding.to[0] ?? '') : null,
  )
