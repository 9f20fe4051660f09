import type { ModalView } from '@slack/types'
import type { CheckId, Why } from '../../../domain/check.ts'
import { howToFix } from '../../../domain/fix.ts'
import type { BehindRow } from '../../../workflows/checks/read-checks.ts'
import { ruleButton } from '../../doors/setup.ts'
import { type Blocks, context, modal, section } from '../../frame/blocks.ts'
import { bold, counted, join, md, words } from '../../frame/text.ts'
import { checksIds } from '../../ids/checks.ts'
import { titleOf, whyOf } from '../../words/check.ts'
import { numbered } from '../../words/fix-steps.ts'
import { waysToFix } from './ways.ts'

type Asked = { readonly organizationName: string; readonly miroOrgId: string; readonly checkId: CheckId }

/** How to fix what fails: once for all accounts for which the steps are the same. */
export function fixView(
  asked: Asked,
  failing: { readonly rows: readonly BehindRow[]; readonly more: boolean },
): ModalView {
  const ways = waysToFix(asked.checkId, failing.rows)
  return fixModal(asked, [
    ...ways,
    ...(ways.length === 0 ? [section(md`Nothing fails this check now.`)] : [context(closes)]),
    failing.more && context(md`Of the first ${counted(failing.rows.length, 'failing account')}.`),
  ])
}

/** The system has no accounts, and its fix is one button. */
export function systemFixView(asked: Asked, why: Why | null): ModalView {
  const steps = why === null ? [] : howToFix({ checkId: asked.checkId, why, role: null }).slice(0, -1)
  return fixModal(asked, [
    section(steps.length === 0 ? md`Nothing fails this check now.` : join(numbered(steps)), {
      accessory: ruleButton(asked.miroOrgId),
    }),
  ])
}

const fixModal = ({ organizationName, checkId }: Asked, blocks: Blocks): ModalView =>
  modal({
    callbackId: checksIds.howToFixModal,
    title: 'How to fix',
    blocks: [
      section(md`*${titleOf(checkId)}* · ${bold(organizationName)}\n${words(whyOf(checkId))}`),
      ...blocks,
    ],
  })

const closes = md`A finding closes by itself once a sync sees the change. \`/miro sync\` looks at once.`
