import type { ActionsBlock, Button, KnownBlock } from '@slack/types'
import { isIdentifiedFirst } from '../../../domain/check.ts'
import { severity } from '../../../domain/severity.ts'
import {
  findingsPerPage,
  type OpenFindingFacts,
  type ShownOrganization,
} from '../../../workflows/workspace/read-home.ts'
import { identifyButton } from '../../doors/account.ts'
import { findingValue, fixButton } from '../../doors/finding.ts'
import { type Blocks, button, buttonRow, context, divider, section } from '../../frame/blocks.ts'
import { naming } from '../../frame/mask.ts'
import { bold, date, join, md } from '../../frame/text.ts'
import { homeIds } from '../../ids/workspace.ts'
import { titleOf } from '../../words/check.ts'
import { marks, severityLine } from '../../words/finding.ts'
import { findingLine } from '../../words/finding-lines.ts'
import { placeValue } from './read.ts'

/** One page of what is open, the soonest due first. */
export function findingBlocks({ report, findings }: ShownOrganization): Blocks {
  const { rows, from, total } = findings
  if (total === 0 || rows.length === 0) return []
  const { accountsFresh, knownUntil } = report
  const { miroOrgId } = report.key
  return [
    divider(),
    section(
      join([
        bold('Open findings'),
        accountsFresh ? null : md`Not looked at again since ${date(knownUntil)}.`,
      ]),
    ),
    ...rows.map(finding => findingBlock(finding, miroOrgId, knownUntil)),
    context(
      rows.length === 1
        ? md`Finding ${from + 1} of ${total}, the soonest due first.`
        : md`Findings ${from + 1} to ${from + rows.length} of ${total}, the soonest due first.`,
    ),
    turns(miroOrgId, from, total),
  ]
}

function findingBlock(finding: OpenFindingFacts, miroOrgId: string, now: Date): KnownBlock {
  const { checkId } = finding
  return section(
    join([
      md`${marks[severity(finding, now)]} *${titleOf(checkId)}*`,
      findingLine({ checkId, findings: [finding] }, finding, now, naming(false)),
      severityLine(finding, now),
    ]),
    { accessory: actOn(finding, miroOrgId) },
  )
}

/** Whose an account is can be said at once; what has to be done in Miro is explained. */
const actOn = ({ id, checkId, subjectId }: OpenFindingFacts, miroOrgId: string): Button =>
  isIdentifiedFirst(checkId) ? identifyButton(miroOrgId, subjectId) : fixButton(findingValue(id))

function turns(miroOrgId: string, from: number, total: number): ActionsBlock | null {
  const to = (start: number) => ({ value: placeValue({ miroOrgId, from: start }) })
  const next = from + findingsPerPage
  return buttonRow([
    from > 0 && button('Previous', homeIds.previous, to(Math.max(0, from - findingsPerPage))),
    next < total && button('Next', homeIds.next, to(next)),
  ])
}
