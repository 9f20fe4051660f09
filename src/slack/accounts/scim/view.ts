import type { ModalView } from '@slack/types'
import type { ScimReport, ScimStatus, ScimTokenSet } from '../../../workflows/accounts/scim-names.ts'
import { targetValue } from '../../doors/setup.ts'
import {
  actions,
  type Blocks,
  button,
  confirm,
  form,
  input,
  modal,
  section,
  textInput,
} from '../../frame/blocks.ts'
import { stateLine } from '../../frame/newer-blocks.ts'
import { bold, counted, date, join, type Markup, md, mention } from '../../frame/text.ts'
import { scimIds } from '../../ids/accounts.ts'
import { scimInWords } from '../../words/connection.ts'

const title = 'Names from Miro'

export type After = ScimTokenSet | { readonly outcome: 'removed' | 'none' }

/** What a SCIM token is for, how it is with the one that is kept, and a field for one. `after`: what was done. */
export const scimView = ({ key, organizationName, status }: ScimReport, after: After | null): ModalView =>
  form(scimIds.modal, title, { submit: 'Check and save', metadata: { o: key.miroOrgId } }, [
    after !== null && stateLine(afterInWords(after, organizationName)),
    section(
      md`Miro’s list of accounts has no names. With a SCIM token for ${bold(organizationName)} the bot gets them after each sync. Then you see who may use an account. This is optional.`,
    ),
    section(
      join([
        md`• It gives the names of members and admins. Miro’s SCIM does not list guests: their names come from boards, as far as the bot may read those.`,
        md`• Such a name is marked as “name from Miro”. Nobody is recognized by it.`,
      ]),
    ),
    section(
      md`*Where to get it:* in Miro, as a Company Admin, under Company settings &gt; Apps &amp; integrations &gt; Enterprise integrations &gt; SCIM Provisioning &gt; Generate new token. It needs the Enterprise plan with single sign-on. If another tool already manages Miro’s users by SCIM, use its token: a new one may replace it.`,
    ),
    ...(status === null ? [] : statusBlocks(status, organizationName)),
    input(
      status === null ? 'SCIM token' : 'Another SCIM token',
      textInput(scimIds.token, { maxLength: 1_000 }),
      {
        hint: 'Miro lets such a token change users too; the bot only reads names with it. It is tried once and stored encrypted. Never shown again after you close this window.',
      },
    ),
  ])

const statusBlocks = (status: ScimStatus, organizationName: string): Blocks => [
  section(join([md`A token is kept, from ${mention(status.by)} ${date(status.at)}.`, scimInWords(status)])),
  actions([
    button('Remove the token', scimIds.remove, {
      value: targetValue(status.miroOrgId),
      style: 'danger',
      confirm: confirm(
        'Remove the token?',
        md`The token for ${organizationName} and the names read with it are deleted here. In Miro the token stays as it is.`,
        'Remove',
        'Cancel',
        'danger',
      ),
    }),
  ]),
]

function afterInWords(after: After, organizationName: string): Markup {
  switch (after.outcome) {
    case 'saved':
      return md`✅ *Saved.* Miro lists ${counted(after.members, 'member')}. Their names will show within minutes.`
    case 'refused':
      return md`⚠️ *Nothing was saved:* Miro does not accept this token. Copy it again from SCIM Provisioning. The client secret of the Miro app is something else.`
    case 'switched_off':
      return md`⚠️ *Nothing was saved:* SCIM is switched off in Miro. Switch it on under SCIM Provisioning and try again.`
    case 'unavailable':
      return md`⚠️ *Nothing was saved:* Miro did not answer as it should. Try again in a minute.`
    case 'other_organization':
      return md`⚠️ *Nothing was saved:* this token names no account of ${organizationName}. Take one from that organization.`
    case 'removed':
      return md`✅ *Removed.* The names read with it are deleted too.`
    case 'none':
      return md`There was no token any more.`
    case 'not_connected':
      return md`⚠️ *Nothing was saved:* ${organizationName} is not connected any more.`
  }
}

export const notConnectedView = (): ModalView =>
  modal(scimIds.gone, title, [
    stateLine(md`This Miro organization is not connected any more. \`/miro connect\` connects one.`),
  ])
