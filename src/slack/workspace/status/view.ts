import type { ChecksReport } from '../../../workflows/checks/read-checks.ts'
import type { Setup } from '../../../workflows/workspace/read-setup.ts'
import { checksButton } from '../../doors/finding.ts'
import { syncButton } from '../../doors/setup.ts'
import { actions, divider, type Message, message, section } from '../../frame/blocks.ts'
import { bold, counted, date, join, type Markup, md, words } from '../../frame/text.ts'
import { titleOf, verdictMark } from '../../words/check.ts'
import { lastFailureInWords } from '../../words/connection.ts'
import { unknownSince } from '../../words/gap.ts'
import { setupBlocks, setupMessage } from '../setup/view.ts'

/** So many organizations fit below the setup. */
const most = 8

/** How far the setup is, and of each organization the last and next sync and what is open. */
export function statusMessage(
  setup: Setup,
  reports: readonly ChecksReport[],
  nextSyncAt: Date | null,
): Message {
  if (reports.length === 0) return setupMessage(setup, 'elsewhere')
  return message(md`Miro access: ${inShort(reports)}`, [
    ...setupBlocks(setup, 'elsewhere'),
    divider(),
    ...reports.slice(0, most).map(report => section(reportInWords(report, nextSyncAt))),
    actions([checksButton(), syncButton('Sync now')]),
  ])
}

const openOf = ({ checks }: ChecksReport): number => checks.reduce((sum, { open }) => sum + open, 0)

const inShort = (reports: readonly ChecksReport[]): Markup => {
  const open = reports.reduce((sum, report) => sum + openOf(report), 0)
  return reports.every(isCertain)
    ? words(`${counted(open, 'open finding')}.`)
    : words(`${counted(open, 'open finding')}, and not everything could be checked.`)
}

/** Old data, or a check that cannot judge, is never told as nothing to do. */
const isCertain = (report: ChecksReport): boolean =>
  report.accountsFresh && report.staffFresh && report.checks.every(({ status }) => status !== 'unknown')

function reportInWords(report: ChecksReport, nextSyncAt: Date | null): Markup {
  const { organizationName, accounts, lastCompleteSyncAt, connectionState } = report
  const last = lastCompleteSyncAt === null ? md`never yet` : date(lastCompleteSyncAt)
  const next =
    nextSyncAt === null || connectionState !== 'connected' ? null : md`Next sync: ${date(nextSyncAt)}`
  return join([
    md`${bold(organizationName)} · ${words(counted(accounts, 'active account'))}`,
    md`Last complete sync: ${last}`,
    next,
    report.lastFailure === null || connectionState !== 'connected'
      ? null
      : lastFailureInWords(report.lastFailure),
    isCertain(report)
      ? null
      : (unknownIn(report) ?? md`⚪ Not everything could be checked, so some results are unknown.`),
    ...openInWords(report),
    ...report.checks.flatMap(({ id, status }) =>
      status === 'off' ? [md`${verdictMark.off} “${titleOf(id)}” is off.`] : [],
    ),
  ])
}

function unknownIn({ gaps, lastCompleteSyncAt }: ChecksReport): Markup | null {
  const unknown = lastCompleteSyncAt === null ? null : unknownSince(gaps)
  return unknown && md`⚪ ${unknown}`
}

function openInWords(report: ChecksReport): Markup[] {
  const open = report.checks.filter(check => check.open > 0)
  if (open.length > 0)
    return open.map(
      ({ id, open: many }) => md`🔴 ${words(counted(many, 'open finding'))} of “${titleOf(id)}”`,
    )
  return isCertain(report) ? [md`✅ No open findings.`] : [md`No open findings at the last check.`]
}
