import type { ActionsBlock, ModalView } from '@slack/types'
import { isAboutSystem, isIdentifiedFirst } from '../../../domain/check.ts'
import type { FindingFacts } from '../../../domain/finding-facts.ts'
import { knownUntil } from '../../../domain/gap.ts'
import type { GroupPage } from '../../../workflows/checks/read-finding.ts'
import { identifyButton, identifySeveralButton } from '../../doors/account.ts'
import { findingMenu, fixButton, groupValue, openInMiroButton } from '../../doors/finding.ts'
import { validUsersButton } from '../../doors/setup.ts'
import { type Blocks, button, buttonRow, context, divider, modal, section } from '../../frame/blocks.ts'
import { naming } from '../../frame/mask.ts'
import { bold, counted, join, type Markup, md } from '../../frame/text.ts'
import { findingIds } from '../../ids/checks.ts'
import { titleOf } from '../../words/check.ts'
import { deadlineLine, disconnectedLine, findingLine, sharedReason } from '../../words/finding.ts'
import { type For, placeIn } from './viewer.ts'

/** Findings to a page: as many as Miro can be asked about at once. */
export const perPage = 10

/** The findings one message is about: each with its account, how urgent, and what can be done. */
export function detailsView(group: GroupPage, now: Date, to: For): ModalView {
  const { checkId, organizationName, open, closed, from, findings } = group
  const total = open + closed
  const disconnected = disconnectedLine(organizationName, findings)
  const reason = sharedReason(group, stillOpen(findings), naming(false))
  const shared = stillOpen(findings).length > 1 ? reason : null
  const deadline = sharedDeadline(group, now)
  return modal(
    findingIds.detailsModal,
    'Findings',
    [
      section(
        join([md`*${titleOf(checkId)}* · ${bold(organizationName)}`, inNumbers(group), deadline, shared]),
      ),
      disconnected !== null && section(md`${disconnected}. What was open then is no longer watched.`),
      open > 0 && aboutAll(group, to),
      ...findings.flatMap(finding =>
        findingBlocks(group, finding, { now, to, isSaid: shared !== null, isDated: deadline !== null }),
      ),
      ...(total > perPage
        ? [context(md`${from + 1} to ${from + findings.length} of ${total}.`), pages(group)]
        : []),
    ],
    placeIn(to),
  )
}

/** The deadline, where it is the same for several: said once, above. */
function sharedDeadline({ checkId, gaps, findings }: GroupPage, now: Date): Markup | null {
  const [first, ...others] = stillOpen(findings).map(each => deadlineLine(each, { checkId, gaps, now }))
  if (first === undefined || others.length === 0) return null
  return others.every(({ markup }) => markup === first.markup) ? first : null
}

const stillOpen = (findings: readonly FindingFacts[]) => findings.filter(({ closedAt }) => closedAt === null)

const inNumbers = ({ open, closed }: GroupPage) =>
  closed === 0
    ? md`${counted(open, 'finding')}, open.`
    : md`${counted(open + closed, 'finding')}: ${open} open, ${closed} closed.`

/** What is done about all of them at once. */
function aboutAll({ id, checkId, miroOrgId, consoleUrl, from, findings }: GroupPage, to: For) {
  if (isAboutSystem(checkId))
    return buttonRow([to.may === 'decide' && validUsersButton(miroOrgId, 'primary')])
  const here = stillOpen(findings).length
  const act = isIdentifiedFirst(checkId)
    ? to.may === 'decide' && identifySeveralButton(miroOrgId, id, 'primary')
    : openInMiroButton(consoleUrl)
  return buttonRow([act, here > 0 && verifyThese(groupValue(id, from), here), fixButton(groupValue(id))])
}

const verifyThese = (value: string, many: number) =>
  button(many === 1 ? 'Verify now' : `Verify these ${many} now`, findingIds.verifyPage, { value })

type Row = { readonly now: Date; readonly to: For; readonly isSaid: boolean; readonly isDated: boolean }

function findingBlocks(group: GroupPage, finding: FindingFacts, { now, to, isSaid, isDated }: Row): Blocks {
  const { checkId, gaps, miroOrgId } = group
  const line = findingLine(group, finding, knownUntil(gaps, now), naming(false), { why: isSaid })
  const isOpen = finding.closedAt === null
  const deadline = isOpen && !isDated ? deadlineLine(finding, { checkId, gaps, now }) : null
  const menu = findingMenu(finding.id, isOpen && !isAboutSystem(checkId) ? ['fix', 'why', 'verify'] : ['why'])
  const identify = isOpen && isIdentifiedFirst(checkId) && to.may === 'decide'
  return [
    divider(),
    section(join([line, deadline]), menu),
    identify && buttonRow([identifyButton(miroOrgId, finding.subjectId)]),
  ]
}

function pages({ id, from, open, closed }: GroupPage): ActionsBlock | null {
  return buttonRow([
    from > 0 &&
      button('Back', findingIds.previousPage, { value: groupValue(id, Math.max(0, from - perPage)) }),
    from + perPage < open + closed &&
      button('Next', findingIds.nextPage, { value: groupValue(id, from + perPage) }),
  ])
}
