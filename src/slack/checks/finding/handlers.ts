import { isAboutSystem } from '../../../domain/check.ts'
import type { FindingSheet, GroupPage } from '../../../workflows/checks/read-finding.ts'
import type { Workflows } from '../../../workflows/for-slack.ts'
import { groupValue, readAsked } from '../../doors/finding.ts'
import { type ActionAsked, action, type Listener, type Who } from '../../frame/listener.ts'
import { refusal, saidView } from '../../frame/standard-views.ts'
import { findingIds } from '../../ids/checks.ts'
import { findingFixView, groupFixView } from '../fix-view.ts'
import { detailsView, perPage } from './details-view.ts'
import { closedView, isOpen, sheetValue, unknownView } from './sheet.ts'
import { notVerifiedView, severalVerifiedView, verifiedView } from './verify-view.ts'
import { whyView } from './why-view.ts'

/** Looked through for different ways to fix. */
const mostFixed = 50

/** How to fix, Why?, Verify now and Details, on alerts and in lists. */
export function findingListeners(
  workflows: Pick<Workflows, 'readFinding' | 'readGroup' | 'explainVerdict' | 'verifyAccounts'>,
  clock: () => Date,
): Listener[] {
  /** What the button is about, looked up among this workspace's own; null: it is not there any more. */
  const find = async ({ workspaceId }: Who, value: string, limit = perPage) => {
    const asked = readAsked(value)
    if (asked === null) return null
    if (asked.kind === 'group') return workflows.readGroup({ workspaceId, ...asked, limit })
    return workflows.readFinding({ workspaceId, ref: asked })
  }
  /** One finding, and how it came to that; or the list of several. */
  const details = async ({ who, answer, value }: ActionAsked) => {
    const found = await find(who, value)
    if (found === null) return answer.show(unknownView())
    await answer.show(isGroup(found) ? detailsView(found, clock()) : whyView(found, 'admin'))
  }
  const why = async ({ who, answer, value }: ActionAsked) => {
    const asked = readAsked(value)
    if (asked === null) return answer.show(unknownView())
    const explained = await workflows.explainVerdict({
      workspaceId: who.workspaceId,
      by: who.slackUserId,
      asked: asked.kind === 'group' ? { group: { ...asked, limit: perPage } } : { ref: asked },
    })
    switch (explained.outcome) {
      case 'finding':
        return answer.show(whyView(explained.sheet, explained.viewer))
      case 'group':
        return answer.show(detailsView(explained.group, clock()))
      case 'not_found':
        return answer.show(unknownView())
      case 'refused':
        return answer.show(saidView(refusal(explained.refused)))
    }
  }
  const fix = async ({ who, answer, value }: ActionAsked) => {
    const found = await find(who, value, mostFixed)
    if (found === null) return answer.show(unknownView())
    if (!isGroup(found)) return answer.show(isOpen(found) ? findingFixView(found) : closedView(found))
    await answer.show(found.open > 0 ? groupFixView(found) : detailsView(found, clock()))
  }
  /** `most`: of a larger group the person chooses first. */
  const verify = (most: number) => async (clicked: ActionAsked) => {
    const found = await find(clicked.who, clicked.value)
    if (found === null) return clicked.answer.show(unknownView())
    if (!isGroup(found)) return verifyOne(clicked, found)
    if (found.open === 0 || found.open > most || isAboutSystem(found.checkId))
      return clicked.answer.show(detailsView(found, clock()))
    await verifyPage(clicked, found)
  }
  const verifyOne = async ({ who, answer }: ActionAsked, sheet: FindingSheet) => {
    if (!isOpen(sheet)) return answer.show(closedView(sheet))
    if (isAboutSystem(sheet.checkId)) return answer.show(findingFixView(sheet))
    const verified = await ask(who, sheet.miroOrgId, [sheet.subjectId])
    if (verified.outcome !== 'asked')
      return answer.show(notVerifiedView(verified, sheet.miroOrgId, sheetValue(sheet)))
    const [after = sheet] = await again(who, [sheet.finding?.id ?? ''])
    await answer.show(verifiedView(after, verified))
  }
  const verifyPage = async ({ who, answer }: ActionAsked, group: GroupPage) => {
    const open = group.findings.filter(({ closedAt }) => closedAt === null)
    const accountIds = open.map(({ subjectId }) => subjectId)
    const same = groupValue(group.id, group.from)
    const verified = await ask(who, group.miroOrgId, accountIds)
    if (verified.outcome !== 'asked') return answer.show(notVerifiedView(verified, group.miroOrgId, same))
    const sheets = await again(
      who,
      open.map(({ id }) => id),
    )
    await answer.show(severalVerifiedView(sheets, verified, same))
  }
  const ask = ({ workspaceId, slackUserId }: Who, miroOrgId: string, accountIds: readonly string[]) =>
    workflows.verifyAccounts({ key: { workspaceId, miroOrgId }, accountIds, by: slackUserId })
  /** As they are after Miro was asked. */
  const again = async ({ workspaceId }: Who, findingIds: readonly string[]): Promise<FindingSheet[]> => {
    const read = (findingId: string) => workflows.readFinding({ workspaceId, ref: { findingId } })
    return (await Promise.all(findingIds.map(read))).flatMap(sheet => sheet ?? [])
  }
  return [
    action(findingIds.fix, 'open', fix),
    action(findingIds.why, 'open', why),
    action(findingIds.verify, 'open', verify(perPage)),
    action(findingIds.verifyPage, 'open', verify(Number.POSITIVE_INFINITY)),
    action(findingIds.verifyAgain, 'update', verify(Number.POSITIVE_INFINITY)),
    action(findingIds.details, 'open', details),
    action(findingIds.nextPage, 'update', details),
    action(findingIds.previousPage, 'update', details),
  ]
}

const isGroup = (found: FindingSheet | GroupPage): found is GroupPage => 'findings' in found
