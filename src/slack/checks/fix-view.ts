import type { ModalView } from '@slack/types'
import { type CheckId, howToFix, isAboutSystem, type Why } from '../../domain/check.ts'
import type { BehindRow } from '../../workflows/checks/read-checks.ts'
import type { FindingSheet, GroupPage } from '../../workflows/checks/read-finding.ts'
import { detailsButton, groupValue, openInMiroButton, verifyButton } from '../doors/finding.ts'
import { validUsersButton } from '../doors/setup.ts'
import { actions, type Blocks, context, modal, section } from '../frame/blocks.ts'
import { bold, code, commas, counted, join, type Markup, md, words } from '../frame/text.ts'
import { checksIds, findingIds } from '../ids/checks.ts'
import { titleOf, whyOf } from '../words/check.ts'
import { deadlineLine } from '../words/finding.ts'
import { numbered } from '../words/fix-steps.ts'
import { actButtons, heading } from './finding/sheet.ts'
import { type For, placeIn } from './finding/viewer.ts'

type Asked = { readonly organizationName: string; readonly miroOrgId: string; readonly checkId: CheckId }

/** How to fix what fails: once for all accounts for which the steps are the same. */
export function fixView(
  asked: Asked,
  failing: { readonly rows: readonly BehindRow[]; readonly more: boolean },
): ModalView {
  const ways = waysToFix(asked.checkId, failing.rows)
  return fixModal(checksIds.howToFixModal, [
    section(aboutCheck(asked)),
    ...ways,
    ...(ways.length === 0 ? [section(md`Nothing fails this check now.`)] : [context(closes)]),
    failing.more && context(md`Of the first ${counted(failing.rows.length, 'failing account')}.`),
  ])
}

/** The system has no accounts, and its fix is one button. */
export function systemFixView(asked: Asked, why: Why | null): ModalView {
  const steps = why === null ? [] : howToFix({ checkId: asked.checkId, why, role: null })
  return fixModal(checksIds.howToFixModal, [
    section(aboutCheck(asked)),
    section(
      steps.length === 0 ? md`Nothing fails this check now.` : join(numbered(steps)),
      validUsersButton(asked.miroOrgId),
    ),
  ])
}

const fixModal = (callbackId: string, blocks: Blocks): ModalView => modal(callbackId, 'How to fix', blocks)

const aboutCheck = ({ checkId, organizationName }: Pick<Asked, 'checkId' | 'organizationName'>): Markup =>
  md`*${titleOf(checkId)}* · ${bold(organizationName)}\n${words(whyOf(checkId))}`

const closes = md`Findings close by themselves. Done already? \`/miro sync\` checks at once.`

/** Different ways to fix that are shown, and accounts named for each. */
const mostWays = 10
const mostNames = 3

type ToFix = Pick<BehindRow, 'id' | 'email' | 'role' | 'why' | 'authorises'> & {
  readonly class?: BehindRow['class']
}

/** The steps, once for all accounts for which they are the same, and whom they are for. */
const waysToFix = (checkId: CheckId, rows: readonly ToFix[]): Blocks =>
  grouped(checkId, rows)
    .slice(0, mostWays)
    .map(({ steps, same }) => section(join([whose(same), ...numbered(steps)])))

type Way = { readonly steps: readonly string[]; readonly same: ToFix[] }

/** The steps with the accounts they are for. */
function grouped(checkId: CheckId, rows: readonly ToFix[]): Way[] {
  const ways = new Map<string, Way>()
  for (const row of rows) {
    const { why, role, authorises } = row
    const kind = row.class === undefined ? {} : { class: row.class }
    const steps = howToFix({ checkId, why, role, ...kind, authorises })
    const text = steps.join('\n')
    const way = ways.get(text)
    if (way === undefined) ways.set(text, { steps, same: [row] })
    else way.same.push(row)
  }
  return [...ways.values()]
}

function whose(rows: readonly ToFix[]): Markup {
  const names = rows
    .slice(0, mostNames)
    .map(({ email, id }) => (email === null ? md`Miro id ${code(id)}` : code(email)))
  const others = rows.length - names.length
  return join([commas(names), others > 0 ? md` and ${counted(others, 'more account')}` : null], '')
}

/** How to fix one finding, in Miro's own words. */
export const findingFixView = (sheet: FindingSheet, to: For): ModalView =>
  modal(
    findingIds.fixModal,
    'How to fix',
    [
      section(join([heading(sheet), words(whyOf(sheet.checkId))])),
      section(join(stepsOf(sheet))),
      ...whatThen(sheet, to),
    ],
    placeIn(to),
  )

/** What stands behind *More* on an alert about one finding: until when, every step, and what else can be pressed. */
export const moreView = (sheet: FindingSheet, now: Date, to: For): ModalView =>
  modal(
    findingIds.moreModal,
    'Finding',
    [
      section(join([heading(sheet), sheet.finding && deadlineLine(sheet.finding, { ...sheet, now })])),
      section(join([md`*How to fix*`, ...stepsOf(sheet)])),
      ...whatThen(sheet, to),
    ],
    placeIn(to),
  )

function stepsOf({ checkId, finding, account, class: kind, authorises }: FindingSheet): Markup[] {
  const why = finding?.why ?? 'no_rule'
  const role = account?.role ?? null
  return numbered(howToFix({ checkId, why, role, ...(kind === null ? {} : { class: kind }), authorises }))
}

const whatThen = (sheet: FindingSheet, to: For): Blocks => [
  context(isAboutSystem(sheet.checkId) ? md`Closes by itself once valid users are chosen.` : closesByItself),
  actions([
    !isAboutSystem(sheet.checkId) && openInMiroButton(sheet.consoleUrl),
    ...actButtons(sheet, 'fix', to),
  ]),
]

/** The same for all that one message is about: once for all accounts for which the steps are the same. */
export function groupFixView(group: GroupPage, to: For): ModalView {
  const { checkId, consoleUrl, id } = group
  const open = group.findings.filter(({ closedAt }) => closedAt === null)
  const rows = open.flatMap(({ account, why, subjectId }) =>
    account === null
      ? []
      : [
          {
            id: subjectId,
            email: account.email,
            role: account.role,
            why,
            ...(account.class === undefined ? {} : { class: account.class }),
            authorises: account.authorises === true,
          },
        ],
  )
  return modal(
    findingIds.fixModal,
    'How to fix',
    [
      section(aboutCheck(group)),
      ...waysToFix(checkId, rows),
      group.open > open.length && context(md`Of the first ${counted(open.length, 'account')}.`),
      context(closesByItself),
      actions([openInMiroButton(consoleUrl), detailsButton(groupValue(id)), verifyButton(groupValue(id))]),
    ],
    placeIn(to),
  )
}

const closesByItself = md`Closes once fixed. Done already? Press Verify now.`
