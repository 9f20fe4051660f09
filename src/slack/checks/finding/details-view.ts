import type { ActionsBlock, ModalView } from '@slack/types'
import type { FindingFacts } from '../../../domain/alert.ts'
import { isAboutSystem, isIdentifiedFirst } from '../../../domain/check.ts'
import { knownUntil } from '../../../domain/gap.ts'
import type { GroupPage } from '../../../workflows/checks/read-finding.ts'
import { cardButton, identifyButton } from '../../doors/account.ts'
import { findingValue, fixButton, groupValue, verifyButton, whyButton } from '../../doors/finding.ts'
import { ruleButton } from '../../doors/setup.ts'
import {
  actions,
  type Blocks,
  button,
  buttonRow,
  context,
  divider,
  modal,
  section,
} from '../../frame/blocks.ts'
import { naming } from '../../frame/mask.ts'
import { bold, counted, date, join, md } from '../../frame/text.ts'
import { findingIds } from '../../ids/checks.ts'
import { titleOf } from '../../words/check.ts'
import { disconnectedLine, findingLine, stepLine } from '../../words/finding.ts'

/** Findings to a page: as many as Miro can be asked about at once. */
export const perPage = 10

/** The findings one message is about: each with its account, since when, how urgent, and what can be done. */
export function detailsView(group: GroupPage, now: Date): ModalView {
  const { id, checkId, organizationName, open, closed, from, findings } = group
  const total = open + closed
  const openHere = findings.filter(({ closedAt }) => closedAt === null).length
  const disconnected = disconnectedLine(organizationName, findings)
  return modal(findingIds.detailsModal, 'Details', [
    section(md`*${titleOf(checkId)}* · ${bold(organizationName)}\n${inNumbers(group)}`),
    disconnected !== null && section(md`${disconnected}. What was open then is no longer watched.`),
    openHere > 1 && !isAboutSystem(checkId) && actions([verifyThese(groupValue(id, from), openHere)]),
    ...findings.flatMap(finding => findingBlocks(group, finding, now)),
    ...(total > perPage
      ? [context(md`${from + 1} to ${from + findings.length} of ${total}.`), pages(group)]
      : []),
  ])
}

const inNumbers = ({ open, closed }: GroupPage) =>
  closed === 0
    ? md`${counted(open, 'finding')}, open.`
    : md`${counted(open + closed, 'finding')}: ${open} open, ${closed} closed.`

const verifyThese = (value: string, many: number) =>
  button(`Verify these ${many} now`, findingIds.verifyPage, { value })

function findingBlocks(group: GroupPage, finding: FindingFacts, now: Date): Blocks {
  const value = findingValue(finding.id)
  const line = findingLine(group, finding, knownUntil(group.gaps, now), naming(false))
  const card = finding.account === null ? [] : [cardButton(group.miroOrgId, finding.account.id)]
  if (finding.closedAt !== null) return [divider(), section(line), actions([whyButton(value), ...card])]
  const since = md`Open since ${date(finding.openedAt)}. ${stepLine(finding, { checkId: group.checkId, gaps: group.gaps, now })}`
  const identify = isIdentifiedFirst(group.checkId)
    ? [identifyButton(group.miroOrgId, finding.subjectId, 'primary')]
    : []
  const act = isAboutSystem(group.checkId)
    ? [ruleButton(group.miroOrgId), whyButton(value)]
    : [...identify, fixButton(value), whyButton(value), verifyButton(value), ...card]
  return [divider(), section(join([line, since])), actions(act)]
}

function pages({ id, from, open, closed }: GroupPage): ActionsBlock | null {
  return buttonRow([
    from > 0 &&
      button('Back', findingIds.previousPage, { value: groupValue(id, Math.max(0, from - perPage)) }),
    from + perPage < open + closed &&
      button('Next', findingIds.nextPage, { value: groupValue(id, from + perPage) }),
  ])
}
