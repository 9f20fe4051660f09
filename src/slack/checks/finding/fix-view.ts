import type { ModalView } from '@slack/types'
import { isAboutSystem } from '../../../domain/check.ts'
import { howToFix } from '../../../domain/fix.ts'
import type { FindingSheet, GroupPage } from '../../../workflows/checks/read-finding.ts'
import { detailsButton, groupValue, verifyButton } from '../../doors/finding.ts'
import { actions, type Blocks, context, linkButton, modal, section } from '../../frame/blocks.ts'
import { commonIds } from '../../frame/common-ids.ts'
import { bold, counted, join, md, words } from '../../frame/text.ts'
import { findingIds } from '../../ids/checks.ts'
import { titleOf, whyOf } from '../../words/check.ts'
import { numbered } from '../../words/fix-steps.ts'
import { waysToFix } from '../fix/ways.ts'
import { heading } from './about.ts'
import { actButtons } from './buttons.ts'

/** How to put one finding right, in Miro's own words. */
export function fixView(sheet: FindingSheet): ModalView {
  const { checkId, finding, account, class: kind, authorises, consoleUrl } = sheet
  const steps = howToFix({
    checkId,
    why: finding?.why ?? 'no_rule',
    role: account?.role ?? null,
    ...(kind === null ? {} : { class: kind }),
    authorises,
  }).slice(0, -1)
  return fixModal([
    section(join([heading(sheet), words(whyOf(checkId))])),
    section(join(numbered(steps))),
    context(isAboutSystem(checkId) ? md`It closes by itself as soon as the rule is saved.` : closes),
    actions([!isAboutSystem(checkId) && consoleButton(consoleUrl), ...actButtons(sheet, 'fix')]),
  ])
}

/** The same for all that one message is about: once for all accounts for which the steps are the same. */
export function groupFixView(group: GroupPage): ModalView {
  const { checkId, organizationName, consoleUrl, id } = group
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
  return fixModal([
    section(md`*${titleOf(checkId)}* · ${bold(organizationName)}\n${words(whyOf(checkId))}`),
    ...waysToFix(checkId, rows),
    group.open > open.length && context(md`Of the first ${counted(open.length, 'account')}.`),
    context(closes),
    actions([consoleButton(consoleUrl), detailsButton(groupValue(id)), verifyButton(groupValue(id))]),
  ])
}

const closes = md`It closes by itself once a sync sees the change. *Verify now* looks at once.`

const fixModal = (blocks: Blocks): ModalView =>
  modal({ callbackId: findingIds.fixModal, title: 'How to fix', blocks })

const consoleButton = (url: string) => linkButton('Open the Admin console', commonIds.openLink, url)
