import type { ModalView } from '@slack/types'
import type {
  DeclaredDomains,
  DomainsPreview,
  DomainsSaved,
} from '../../../workflows/identity/declare-domains.ts'
import { context, form, input, modal, section, textInput } from '../../frame/blocks.ts'
import { stateLine } from '../../frame/newer-blocks.ts'
import { bold, code, commas, counted, join, type Markup, md, words } from '../../frame/text.ts'
import { domainsIds } from '../../ids/identity.ts'

const title = 'Domains'

/** The domains that are declared, to be changed. */
export const domainsView = ({ domains, mark, common }: DeclaredDomains): ModalView =>
  form(domainsIds.modal, title, { submit: 'Preview', metadata: { m: mark } }, [
    section(
      md`Does the company have several e-mail domains in which a name means the same person? Then \`dana@acme.io\` in Miro is recognized as \`dana@acme.com\` in Slack.`,
    ),
    input(
      'Domains',
      textInput(domainsIds.list, {
        multiline: true,
        placeholder: 'acme.com\nacme.io',
        initial: domains.join('\n'),
      }),
      {
        optional: true,
        hint: 'One a line. Only domains of the company: at gmail.com and the like the same name can be somebody else.',
      },
    ),
    common.length > 0 &&
      context(
        md`Accounts nobody was found for: ${commas(common.map(({ domain, accounts }) => md`${code(domain)} ${words(String(accounts))}`))}`,
      ),
  ])

type Previewed = {
  readonly domains: readonly string[]
  readonly seen: string
  readonly preview: DomainsPreview
}

/** What these domains would do. Sending it saves them. */
export const domainsPreview = ({ domains, seen, preview }: Previewed): ModalView =>
  form(domainsIds.preview, title, { submit: 'Save', metadata: { m: seen, d: domains } }, [
    section(
      domains.length === 0
        ? md`No domains are declared any more. This is not saved yet.`
        : md`${join(
            domains.map(each => code(each)),
            ' = ',
          )} are the same company. This is not saved yet.`,
    ),
    section(join(effects(preview))),
    preview.sample.length > 0 &&
      context(
        md`For example: ${commas(preview.sample.map(({ email, personName }) => md`${code(email ?? '')} is ${bold(personName)}`))}`,
      ),
  ])

function effects({ accounts, conflicts, leftOut }: DomainsPreview): Markup[] {
  const all = [
    accounts > 0 ? md`*${counted(accounts, 'account')}* would be recognized by this.` : null,
    conflicts > 0
      ? md`*${counted(conflicts, 'account')}* could be one of two people, so an administrator has to say whose each is.`
      : null,
    leftOut > 0
      ? md`*${counted(leftOut, 'account')}* recognized by a domain left out would be nobody’s again.`
      : null,
  ].filter(each => each !== null)
  return all.length > 0 ? all : [md`No account changes by this today.`]
}

/** What came of saving. */
export const domainsSavedView = ({ outcome }: DomainsSaved): ModalView =>
  modal(domainsIds.saved, title, [stateLine(savedInWords(outcome))])

function savedInWords(outcome: DomainsSaved['outcome']): Markup {
  switch (outcome) {
    case 'saved':
      return md`✅ Saved. Every account is being checked again. Findings that this fixes close by themselves within a minute.`
    case 'unchanged':
      return md`Nothing was changed.`
    case 'changed_meanwhile':
      return md`⚠️ Nothing was saved: somebody else changed the domains meanwhile. Open Domains in \`/miro settings\` again.`
  }
}
