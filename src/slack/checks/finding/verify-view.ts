import type { ModalView } from '@slack/types'
import { roleName } from '../../../domain/account.ts'
import { checkOf, inWords } from '../../../domain/check.ts'
import type { FindingSheet } from '../../../workflows/checks/read-finding.ts'
import type { Seen, Verified } from '../../../workflows/checks/verify-accounts.ts'
import { checksButton, detailsButton, fixButton, whyButton } from '../../doors/finding.ts'
import { reconnectButton, syncButton } from '../../doors/setup.ts'
import { actions, type Blocks, button, buttonRow, context, modal, section } from '../../frame/blocks.ts'
import { stateLine } from '../../frame/newer-blocks.ts'
import { bold, foreign, join, type Markup, md, spaced, words } from '../../frame/text.ts'
import { findingIds } from '../../ids/checks.ts'
import { closedWords } from '../../words/check.ts'
import { accountName, heading, isOpen, sheetValue } from './sheet.ts'
import { type For, placeIn } from './viewer.ts'

type Asked = Extract<Verified, { outcome: 'asked' }>

const again = (value: string) => button('Try again', findingIds.verifyAgain, { value })

/** What Miro said of one account, and what that means for the finding. */
export function verifiedView(sheet: FindingSheet, verified: Asked, to: For): ModalView {
  const seen = verified.accounts.find(({ id }) => id === sheet.subjectId)?.seen ?? 'seen'
  const value = sheetValue(sheet)
  const open = isOpen(sheet)
  const act = open
    ? seen === 'absent'
      ? [to.may === 'decide' && syncButton('Sync now', 'primary'), whyButton(value)]
      : [fixButton(value), whyButton(value), again(value)]
    : [whyButton(value)]
  return verifyModal(
    [
      section(heading(sheet)),
      stateLine(join([result(sheet, seen), open ? null : advice(sheet)])),
      ...peopleNote(verified),
      actions(act),
    ],
    to,
  )
}

/** The same for several accounts, asked about together. */
export function severalVerifiedView(
  sheets: readonly FindingSheet[],
  verified: Asked,
  value: string,
  to: For,
): ModalView {
  const seenOf = (id: string): Seen => verified.accounts.find(account => account.id === id)?.seen ?? 'seen'
  const open = sheets.filter(isOpen)
  const [first] = sheets
  const unlisted = open.some(({ subjectId }) => seenOf(subjectId) === 'absent')
  return verifyModal(
    [
      section(
        join([
          first === undefined ? null : bold(first.organizationName),
          md`${sheets.length - open.length} of ${sheets.length} fixed.`,
        ]),
      ),
      ...sheets.map(sheet => section(join([accountName(sheet), result(sheet, seenOf(sheet.subjectId))]))),
      ...peopleNote(verified),
      actions([
        to.may === 'decide' && unlisted && syncButton('Sync now'),
        detailsButton(value),
        open.length > 0 && again(value),
      ]),
    ],
    to,
  )
}

function result(sheet: FindingSheet, seen: Seen): Markup {
  const { finding, checkId } = sheet
  if (!isOpen(sheet))
    return finding === null
      ? spaced(md`✅ *Nothing left to do.*`, miroSays(sheet))
      : spaced(
          md`✅ *Closed: ${closedWords(checkId, finding.closedAs)}.*`,
          miroSays(sheet),
          md`The message is being updated.`,
        )
  if (seen === 'absent')
    return md`⏳ *Not confirmed yet.* Miro no longer lists this account. One answer alone is not enough: the next complete sync confirms it and closes the finding.`
  return spaced(md`❗ *Not fixed yet.*`, wrong(sheet), miroSays(sheet))
}

function wrong({ finding, person, account }: FindingSheet): Markup | null {
  if (finding === null) return null
  const adminRoles = account?.adminRoles?.map(right => foreign(right, 40)) ?? []
  return words(inWords(finding.why, { personName: person?.name ?? null, ...account, adminRoles }))
}

function miroSays({ account }: FindingSheet): Markup | null {
  if (account === null) return null
  if (account.removedAt !== null) return md`Miro no longer lists the account.`
  if (account.active === false) return md`Miro says that the account is deactivated.`
  if (account.active === null) return md`Miro did not say whether the account is active.`
  return md`Miro says that the account is active, with the role ${roleName(account.role)}.`
}

function advice({ checkId, account, finding }: FindingSheet): Markup | null {
  if (account === null || finding?.closedAs !== 'fixed') return null
  const said = checkOf(checkId).advice?.(account) ?? null
  return said === null ? null : words(said)
}

const peopleNote = ({ peopleRead }: Asked): Blocks =>
  peopleRead ? [] : [context(md`Slack could not be asked about the person, so what was known before counts.`)]

/** Miro gave no answer, or a no: nothing was changed. */
export function notVerifiedView(
  verified: Exclude<Verified, Asked>,
  miroOrgId: string,
  value: string,
  to: For,
): ModalView {
  if (verified.outcome === 'refused')
    return verifyModal(
      [
        section(
          md`*Miro refused the bot’s access.* Nothing changed. An administrator has to connect Miro again.`,
        ),
        buttonRow(to.may === 'decide' ? [reconnectButton(miroOrgId, 'primary'), checksButton()] : []),
      ],
      to,
    )
  const because =
    verified.because === 'rate_limited'
      ? md`Miro answers no more questions for now (rate limit).`
      : md`Miro did not answer.`
  return verifyModal(
    [section(md`*${because}* Nothing changed. We try again at the next sync.`), actions([again(value)])],
    to,
  )
}

const verifyModal = (blocks: Blocks, to: For): ModalView =>
  modal(findingIds.verifyModal, 'Verify now', blocks, placeIn(to))
