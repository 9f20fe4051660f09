import type { ModalView } from '@slack/types'
import { type CheckId, howToFix, isAboutSystem, type Why } from '../../domain/check.ts'
import type { BehindRow } from '../../workflows/checks/read-checks.ts'
import type { FindingSheet, GroupPage } from '../../workflows/checks/read-finding.ts'
import { detailsButton, groupValue, verifyButton } from '../doors/finding.ts'
import { ruleButton } from '../doors/setup.ts'
import { actions, type Blocks, context, linkButton, modal, section } from '../frame/blocks.ts'
import { commonIds } from '../frame/standard-views.ts'
import { bold, code, commas, counted, join, type Markup, md, words } from '../frame/text.ts'
import { checksIds, findingIds } from '../ids/checks.ts'
import { titleOf, whyOf } from '../words/check.ts'
import { numbered } from '../words/fix-steps.ts'
import { actButtons, heading } from './finding/sheet.ts'

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
  const steps = why === null ? [] : howToFix({ checkId: asked.checkId, why, role: null }).slice(0, -1)
  return fixModal(checksIds.howToFixModal, [
    section(aboutCheck(asked)),
    section(
      steps.length === 0 ? md`Nothing fails this check now.` : join(numbered(steps)),
      ruleButton(asked.miroOrgId),
    ),
  ])
}

const fixModal = (callbackId: string, blocks: Blocks): ModalView => modal(callbackId, 'How to fix', blocks)

const aboutCheck = ({ checkId, organizationName }: Pick<Asked, 'checkId' | 'organizationName'>): Markup =>
  md`*${titleOf(checkId)}* · ${bold(organizationName)}\n${words(whyOf(checkId))}`

const closes = md`A finding closes by itself once a sync sees the change. \`/miro sync\` looks at once.`

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

/** The steps with the accounts they are for. The last step speaks of the alert it stands in, which this is not. */
function grouped(checkId: CheckId, rows: readonly ToFix[]): Way[] {
  const ways = new Map<string, Way>()
  for (const row of rows) {
    const { why, role, authorises } = row
    const kind = row.class === undefined ? {} : { class: row.class }
    const steps = howToFix({ checkId, why, role, ...kind, authorises }).slice(0, -1)
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

/** How to put one finding right, in Miro's own words. */
export function findingFixView(sheet: FindingSheet): ModalView {
  const { checkId, finding, account, class: kind, authorises, consoleUrl } = sheet
  const steps = howToFix({
    checkId,
    why: finding?.why ?? 'no_rule',
    role: account?.role ?? null,
    ...(kind === null ? {} : { class: kind }),
    authorises,
  }).slice(0, -1)
  return fixModal(findingIds.fixModal, [
    section(join([heading(sheet), words(whyOf(checkId))])),
    section(join(numbered(steps))),
    context(isAboutSystem(checkId) ? md`It closes by itself as soon as the rule is saved.` : closesByItself),
    actions([!isAboutSystem(checkId) && consoleButton(consoleUrl), ...actButtons(sheet, 'fix')]),
  ])
}

/** The same for all that one message is about: once for all accounts for which the steps are the same. */
export function groupFixView(group: GroupPage): ModalView {
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
  return fixModal(findingIds.fixModal, [
    section(aboutCheck(group)),
    ...waysToFix(checkId, rows),
    group.open > open.length && context(md`Of the first ${counted(open.length, 'account')}.`),
    context(closesByItself),
    actions([consoleButton(consoleUrl), detailsButton(groupValue(id)), verifyButton(groupValue(id))]),
  ])
}

const closesByItself = md`It closes by itself once a sync sees the change. *Verify now* looks at once.`

const consoleButton = (url: string) => linkButton('Open the Admin console', commonIds.openLink, url)
