import type { ModalView } from '@slack/types'
import type { Disconnectable, Disconnected } from '../../../workflows/connection/disconnect-miro.ts'
import { targetValue } from '../../doors/setup.ts'
import { actions, button, firstOf, form, input, modal, section, textInput } from '../../frame/blocks.ts'
import { stateLine } from '../../frame/newer-blocks.ts'
import { bold, counted, join, type Markup, md, words } from '../../frame/text.ts'
import { connectIds, disconnectIds } from '../../ids/connection.ts'
import { nameToType } from './read.ts'

/** So many organizations fit on one screen; the others are counted. */
const most = 40

/** Says what ends and what is kept, and asks for the name. `wrong`: another name was typed. */
export const askView = (one: Disconnectable, wrong = false): ModalView =>
  form(
    disconnectIds.modal,
    'Disconnect Miro',
    { submit: 'Disconnect', close: 'Cancel', metadata: { o: one.key.miroOrgId } },
    [
      wrong && stateLine(md`⚠️ Nothing was disconnected: that is not the name of the organization.`),
      section(
        md`*Disconnect ${one.organizationName}?* The bot then no longer syncs or checks this Miro organization. Nobody hears of it when somebody who left still has access.`,
      ),
      section(
        md`*Deleted at once*\n•  The bot’s sign-in to Miro, here and at Miro, and the client secret; here also the SCIM token, where one was given.`,
      ),
      section(
        md`*Closed*\n•  ${words(counted(one.openFindings, 'open finding'))}: no longer watched, not fixed. Their messages say so, and who disconnected.\n•  Syncs and checks that are under way.`,
      ),
      section(
        md`*Kept as evidence*\n•  ${words(counted(one.accounts, 'account'))} as last seen, and ${words(counted(one.findings, 'finding'))} with what came of each.\n•  The rule, who uses which account, and the log of who did what.`,
      ),
      section(
        md`Nothing changes in Miro: its accounts stay, and so does the Miro app. Connect the same organization again, and everything continues from here.`,
      ),
      input(
        `Type ${nameToType(one.organizationName)} to disconnect it`,
        textInput(disconnectIds.name, { maxLength: 200 }),
      ),
    ],
  )

/** Where several are connected, which one. */
export const whichView = (all: readonly Disconnectable[]): ModalView =>
  modal(disconnectIds.choose, 'Disconnect Miro', [
    section(md`Which organization do you want to disconnect? The next step says what is deleted.`),
    ...firstOf(all, most, 'organization', one =>
      section(
        bold(one.organizationName),
        button('Disconnect', disconnectIds.open, { value: targetValue(one.key.miroOrgId) }),
      ),
    ),
  ])

/** What came of it, or that there is nothing to disconnect. */
export const disconnectedView = (ended: Disconnected): ModalView =>
  modal(
    disconnectIds.done,
    'Disconnect Miro',
    ended.outcome === 'not_connected'
      ? [section(md`Nothing to disconnect: this Miro organization is not connected.`)]
      : [
          section(
            join([
              md`${bold(ended.organizationName)} is disconnected. Nothing in it is checked any more.`,
              ended.closedFindings === 0
                ? null
                : md`${words(counted(ended.closedFindings, 'open finding'))} closed as no longer watched. The messages about them say so.`,
            ]),
          ),
          section(ended.revoked ? revoked : byHand),
          actions([button('Connect again', connectIds.open, { value: targetValue(null) })]),
        ],
  )

const revoked: Markup = md`✅ Its sign-in no longer works at Miro. To remove the app there too, delete it in Miro under Profile settings, Your apps.`

const byHand: Markup = md`⚠️ Miro could not be told. The bot has deleted its sign-in, but at Miro it may still be good. Remove it there by hand: in Miro, delete the app under Profile settings, Your apps, or ask a Company Admin to remove it.`
