import { isAboutSystem } from '../../../domain/check.ts'
import type { Looked, Viewer } from '../../../workflows/checks/look-at-findings.ts'
import type { FindingSheet, GroupPage } from '../../../workflows/checks/read-finding.ts'
import type { Workflows } from '../../../workflows/for-slack.ts'
import { groupValue, readAsked, readMenu } from '../../doors/finding.ts'
import { type ActionAsked, action, type Listener, type Who } from '../../frame/listener.ts'
import { refusal, saidView } from '../../frame/standard-views.ts'
import { findingIds } from '../../ids/checks.ts'
import { findingFixView, groupFixView, moreView } from '../fix-view.ts'
import { detailsView, perPage } from './details-view.ts'
import { closedView, isOpen, sheetValue, unknownView } from './sheet.ts'
import { notVerifiedView, severalVerifiedView, verifiedView } from './verify-view.ts'
import { type For, groupFor, placeOf, sheetFor } from './viewer.ts'
import { whyView } from './why-view.ts'

/** Looked through for different ways to fix. */
const mostFixed = 50

/** What is shown of what was found, and to whom. */
type Show = {
  readonly sheet: (sheet: FindingSheet, to: For, viewer: Viewer) => Promise<void>
  readonly group: (group: GroupPage, to: For, viewer: Viewer) => Promise<void>
}

type More = { readonly limit?: number; readonly ownToo?: true }

/** How to fix, Why?, Verify now and More, on alerts and in lists. */
export function findingListeners(
  workflows: Pick<Workflows, 'readFinding' | 'lookAtFindings' | 'verifyAccounts'>,
  clock: () => Date,
): Listener[] {
  /** Looks up what a button is about, as far as this person may see it, and shows that. */
  const look = async (clicked: ActionAsked, show: Show, { limit = perPage, ownToo }: More = {}) => {
    const { who, answer, value } = clicked
    const asked = readAsked(value)
    if (asked === null) return answer.show(unknownView())
    const place = placeOf(clicked)
    const seen = await workflows.lookAtFindings({
      ...{ workspaceId: who.workspaceId, by: who.slackUserId, place },
      asked: asked.kind === 'group' ? { group: { ...asked, limit } } : { ref: asked },
      ...(ownToo && { ownToo }),
    })
    await shown(clicked, seen, show)
  }
  const shown = async (clicked: ActionAsked, seen: Looked, show: Show) => {
    const { answer } = clicked
    if (seen.outcome === 'not_found') return answer.show(unknownView())
    if (seen.outcome === 'refused') return answer.show(saidView(refusal(seen.refused)))
    const { viewer } = seen
    const to: For = { may: viewer.may, place: placeOf(clicked) }
    if (seen.outcome === 'group') return show.group(groupFor(seen.group, viewer), to, viewer)
    await show.sheet(sheetFor(seen.sheet, viewer), to, viewer)
  }
  /** The list of several, page by page; one of them with how it came to that. */
  const details = (clicked: ActionAsked) =>
    look(clicked, {
      sheet: (sheet, to) => clicked.answer.show(whyView(sheet, to)),
      group: (group, to) => clicked.answer.show(detailsView(group, clock(), to)),
    })
  const why = (clicked: ActionAsked) =>
    look(
      clicked,
      {
        sheet: (sheet, to) => clicked.answer.show(whyView(sheet, to)),
        group: (group, to) => clicked.answer.show(detailsView(group, clock(), to)),
      },
      { ownToo: true },
    )
  const more = (clicked: ActionAsked) =>
    look(clicked, {
      sheet: (sheet, to) =>
        clicked.answer.show(isOpen(sheet) ? moreView(sheet, clock(), to) : whyView(sheet, to)),
      group: (group, to) => clicked.answer.show(detailsView(group, clock(), to)),
    })
  const fix = (clicked: ActionAsked) =>
    look(
      clicked,
      {
        sheet: (sheet, to) =>
          clicked.answer.show(isOpen(sheet) ? findingFixView(sheet, to) : closedView(sheet, to)),
        group: (group, to) =>
          clicked.answer.show(group.open > 0 ? groupFixView(group, to) : detailsView(group, clock(), to)),
      },
      { limit: mostFixed },
    )
  /** `most`: of a larger group the person chooses first. */
  const verify = (most: number) => (clicked: ActionAsked) =>
    look(clicked, {
      sheet: (sheet, to, viewer) => verifyOne(clicked, sheet, to, viewer),
      group: (group, to, viewer) =>
        group.open === 0 || group.open > most || isAboutSystem(group.checkId)
          ? clicked.answer.show(detailsView(group, clock(), to))
          : verifyPage(clicked, group, to, viewer),
    })
  const verifyOne = async ({ who, answer }: ActionAsked, sheet: FindingSheet, to: For, viewer: Viewer) => {
    if (!isOpen(sheet)) return answer.show(closedView(sheet, to))
    if (isAboutSystem(sheet.checkId)) return answer.show(findingFixView(sheet, to))
    const verified = await ask(who, sheet.miroOrgId, [sheet.subjectId])
    if (verified.outcome !== 'asked')
      return answer.show(notVerifiedView(verified, sheet.miroOrgId, sheetValue(sheet), to))
    const [after = sheet] = await again(who, [sheet.finding?.id ?? ''], viewer)
    await answer.show(verifiedView(after, verified, to))
  }
  const verifyPage = async ({ who, answer }: ActionAsked, group: GroupPage, to: For, viewer: Viewer) => {
    const open = group.findings.filter(({ closedAt }) => closedAt === null)
    const accountIds = open.map(({ subjectId }) => subjectId)
    const same = groupValue(group.id, group.from)
    const verified = await ask(who, group.miroOrgId, accountIds)
    if (verified.outcome !== 'asked') return answer.show(notVerifiedView(verified, group.miroOrgId, same, to))
    const ids = open.map(({ id }) => id)
    await answer.show(severalVerifiedView(await again(who, ids, viewer), verified, same, to))
  }
  const ask = ({ workspaceId, slackUserId }: Who, miroOrgId: string, accountIds: readonly string[]) =>
    workflows.verifyAccounts({ key: { workspaceId, miroOrgId }, accountIds, by: slackUserId })
  /** As they are after Miro was asked. */
  const again = async ({ workspaceId }: Who, findingIds: readonly string[], viewer: Viewer) => {
    const read = (findingId: string) => workflows.readFinding({ workspaceId, ref: { findingId } })
    const sheets = (await Promise.all(findingIds.map(read))).flatMap(sheet => sheet ?? [])
    return sheets.map(sheet => sheetFor(sheet, viewer))
  }
  const acts = { fix, why, verify: verify(perPage) }
  const menu = async (clicked: ActionAsked) => {
    const chosen = readMenu(clicked.chosen[0] ?? '')
    if (chosen === null) return clicked.answer.show(unknownView())
    await acts[chosen.act]({ ...clicked, value: chosen.value })
  }
  return [
    action(findingIds.fix, 'open', fix),
    action(findingIds.why, 'open', why),
    action(findingIds.verify, 'open', verify(perPage)),
    action(findingIds.verifyPage, 'open', verify(Number.POSITIVE_INFINITY)),
    action(findingIds.verifyAgain, 'update', verify(Number.POSITIVE_INFINITY)),
    action(findingIds.more, 'open', more),
    action(findingIds.menu, 'open', menu),
    action(findingIds.details, 'open', details),
    action(findingIds.nextPage, 'update', details),
    action(findingIds.previousPage, 'update', details),
  ]
}
