import type { ModalView } from '@slack/types'
import { isAboutSystem } from '../../../domain/check.ts'
import type { TraceLine, TracePart } from '../../../domain/trace.ts'
import type { FindingSheet } from '../../../workflows/checks/read-finding.ts'
import { cardButton } from '../../doors/account.ts'
import { type Blocks, buttonRow, context, modal, section } from '../../frame/blocks.ts'
import { date, day, join, type Markup, md, mention, spaced, words } from '../../frame/text.ts'
import { findingIds } from '../../ids/checks.ts'
import { closedWords } from '../../words/check.ts'
import { unknownSince } from '../../words/gap.ts'
import { ruleInWords } from '../../words/rule.ts'
import { actButtons, heading } from './sheet.ts'
import { type For, placeIn } from './viewer.ts'

const parts: readonly (readonly [TracePart, string])[] = [
  ['verdict', 'Result'],
  ['identity', 'Who uses it'],
  ['staff', 'Staff status'],
  ['account', 'Account in Miro'],
  ['rule', 'Rule for valid users'],
  ['exception', 'Exception'],
]

/** The decision trace: what was found, from which source, decided by whom, and when. */
export function whyView(sheet: FindingSheet, to: For): ModalView {
  const buttons =
    to.may === 'own' ? [cardButton(sheet.miroOrgId, sheet.subjectId)] : actButtons(sheet, 'why', to)
  const unknown = isAboutSystem(sheet.checkId) ? null : unknownSince(sheet.gaps)
  return modal(
    findingIds.whyModal,
    'Why?',
    [
      section(heading(sheet)),
      unknown !== null && section(md`⚪ ${unknown} When last checked:`),
      ...parts.flatMap(([part, title]) => partBlocks(sheet, part, title)),
      buttonRow(buttons),
      to.may === 'own' && context(md`This is your own account. Others decide about it.`),
    ],
    placeIn(to),
  )
}

function partBlocks(sheet: FindingSheet, part: TracePart, title: string): Blocks {
  const lines = sheet.trace.filter(line => line.part === part).map(lineInWords)
  if (lines.length === 0) return []
  return [section(join([md`*${title}*`, ...lines, ...more(sheet, part)]))]
}

function more({ rule, finding, checkId, organizationName }: FindingSheet, part: TracePart): Markup[] {
  if (part === 'rule' && rule !== null) return [md`• ${ruleInWords(rule.rule)}`]
  if (part === 'verdict' && finding !== null && finding.closedAt !== null)
    return [
      finding.closedAs === 'disconnected'
        ? md`• Nothing was fixed: ${organizationName} was disconnected, and this is no longer watched.`
        : md`• Closed as: ${closedWords(checkId, finding.closedAs)}.`,
    ]
  return []
}

const lineInWords = ({ says, by, when }: TraceLine): Markup =>
  md`• ${spaced(
    words(says),
    by === null ? null : md`by ${by === 'bot' ? words('the bot') : mention(by)}`,
    when === null ? null : whenInWords(when),
  )}.`

function whenInWords(when: NonNullable<TraceLine['when']>): Markup {
  if (when.word === 'day') return md`${day(when.day)}`
  // A date may read "today at 9:00", which no "on" goes with.
  return when.word === 'on' ? date(when.at) : md`${when.word} ${date(when.at)}`
}
