import { checkOf } from '../../domain/check.ts'
import { grouped } from '../../domain/journal-facts.ts'
import type { NamedFinding, OverdueFacts, StillOpenFacts } from '../../domain/ladder.ts'
import { checksButton } from '../doors/finding.ts'
import { actions, lineSections, type Message, message, present } from '../frame/blocks.ts'
import type { Naming } from '../frame/mask.ts'
import { commas, counted, dateAgo, dotted, type Markup, md, mention } from '../frame/text.ts'
import { namedTitle } from '../words/check.ts'
import { marks, restLine } from '../words/finding.ts'

/** People mentioned at once; where administrators share the findings, others are told in their own list. */
const mostMentioned = 5

/** Under the message of the findings, and in the channel. */
export function overdueMessage({ findings, all }: OverdueFacts, naming: Naming): Message {
  const lines = [...grouped(findings, ({ checkId }) => checkId)].map(([, of]) => lateLine(of, naming))
  const title = all === 1 ? md`Overdue` : md`${counted(all, 'finding')} overdue`
  const [first] = lines
  return message(dotted(title, first ?? null), [
    ...lineSections([
      md`${marks.overdue} *${title}*`,
      ...lines,
      ...present([restLine(all - findings.length), responsibleLine(findings)]),
    ]),
  ])
}

/** What is wrong, with names, and since when it should not be any more: the longest. */
function lateLine(findings: readonly NamedFinding[], naming: Naming): Markup {
  const [first, ...others] = findings
  if (first === undefined) return md``
  const { checkId } = first
  const since = new Date(Math.min(...[first, ...others].map(({ dueAt }) => dueAt.getTime())))
  return md`${namedTitle({ checkId, open: findings.length, findings }, naming)}. Due ${dateAgo(since)}.`
}

function responsibleLine(findings: readonly NamedFinding[]): Markup | null {
  const people = [...new Set(findings.flatMap(({ to }) => to))]
  if (people.length === 0) return null
  const shown = people.slice(0, mostMentioned).map(mention)
  return md`For ${commas(present([...shown, restOf(people.length)]))}.`
}

const restOf = (all: number): Markup | null =>
  all > mostMentioned ? md`${counted(all - mostMentioned, 'other')}` : null

/** The list of a working day. */
export function stillOpenMessage({ findings, all }: StillOpenFacts, naming: Naming): Message {
  if (all === 0)
    return message(md`Nothing is overdue any more`, [
      ...lineSections([md`${marks.closed} *Nothing is overdue any more.*`]),
    ])
  const title = md`Still open: ${counted(all, 'finding')} overdue`
  const lines = byUrgency(findings).map(finding => md`• ${lineOf(finding, naming)}`)
  return message(title, [
    ...lineSections([
      md`${marks.overdue} *${title}*`,
      ...lines,
      ...present([restLine(all - findings.length)]),
    ]),
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
