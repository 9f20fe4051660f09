import type { KnownBlock, ModalView } from '@slack/types'
import type { CheckId, Why } from '../../../domain/check.ts'
import { howToFix } from '../../../domain/fix.ts'
import { context, modal, section } from '../../blocks.ts'
import { checksIds } from '../../ids.ts'
import { ruleButton } from '../../setup/view.ts'
import { bold, code, counted, join, type Markup, md, words } from '../../text.ts'
import type { BehindRow } from '../../workflows.ts'
import { titleOf, whyOf } from '../words.ts'

type Asked = { readonly organizationName: string; readonly miroOrgId: string; readonly checkId: CheckId }

/** Different ways to fix that are shown, and accounts named for each. */
const mostWays = 10
const mostNames = 3

/** How to fix what fails: once for all accounts for which the steps are the same. */
export function fixView(
  asked: Asked,
  failing: { readonly rows: readonly BehindRow[]; readonly more: boolean },
): ModalView {
  const ways = [...grouped(asked.checkId, failing.rows)].slice(0, mostWays)
  return fixModal(asked, [
    ...ways.flatMap(([steps, rows]) => [section(join([whose(rows), numbered(steps)]))]),
    ...(ways.length === 0 ? [section(md`Nothing fails this check now.`)] : [context(closes)]),
    ...(failing.more ? [context(md`Of the first ${counted(failing.rows.length, 'failing account')}.`)] : []),
  ])
}

/** Check 3 has no accounts: it is about the system, and its fix is one button. */
export function systemFixView(asked: Asked, why: Why | null): ModalView {
  const steps = why === null ? [] : howToFix({ checkId: 'configured', why, role: null }).slice(0, -1)
  return fixModal(asked, [
    section(steps.length === 0 ? md`Nothing fails this check now.` : numbered(steps.join('\n')), {
      accessory: ruleButton(asked.miroOrgId),
    }),
  ])
}

const fixModal = ({ organizationName, checkId }: Asked, blocks: readonly KnownBlock[]): ModalView =>
  modal({
    callbackId: checksIds.howToFixModal,
    title: 'How to fix',
    blocks: [
      section(md`*${titleOf(checkId)}* · ${bold(organizationName)}\n${words(whyOf(checkId))}`),
      ...blocks,
    ],
  })

const closes = md`A finding closes by itself once a sync sees the change. \`/miro sync\` looks at once.`

/** steps → the accounts they are for. The last step speaks of the alert it stands in, which this is not. */
function grouped(checkId: CheckId, rows: readonly BehindRow[]): Map<string, BehindRow[]> {
  const ways = new Map<string, BehindRow[]>()
  for (const row of rows) {
    const { why, role, authorises } = row
    const steps = howToFix({ checkId, why, role, class: row.class, authorises }).slice(0, -1).join('\n')
    const same = ways.get(steps)
    if (same === undefined) ways.set(steps, [row])
    else same.push(row)
  }
  return ways
}

function whose(rows: readonly BehindRow[]): Markup {
  const names = rows
    .slice(0, mostNames)
    .map(({ email, id }) => (email === null ? md`Miro id ${code(id)}` : code(email)))
  const others = rows.length - names.length
  return join([join(names, ', '), others > 0 ? md` and ${counted(others, 'more account')}` : null], '')
}

const numbered = (steps: string): Markup =>
  join(steps.split('\n').map((step, at) => join([md`${at + 1}.`, words(step)], ' ')))
