import type { ActionsBlock, InputBlock, PlainTextOption } from '@slack/types'
import { licenseName, roleName } from '../../../domain/account.ts'
import { type AccountWords, withAdminRights } from '../../../domain/account-list.ts'
import { accountChecks } from '../../../domain/check.ts'
import { verdicts } from '../../../domain/verdict.ts'
import type { SetupConnection } from '../../../workflows/workspace/read-setup.ts'
import { accountClasses, verdictChoice } from '../../doors/account-filter.ts'
import { actions, input, option, select, textInput } from '../../frame/blocks.ts'
import { choiceValue } from '../../frame/form-answers.ts'
import { capital } from '../../frame/text.ts'
import { accountsIds } from '../../ids/accounts.ts'
import { className, presenceName } from '../../words/account.ts'
import { titleOf, verdictWord } from '../../words/check.ts'
import type { ListAsked } from '../read.ts'

export const inactiveDays = [30, 60, 90, 180, 365] as const

const any = 'any'

/** Search and menus above the list. A raised generation makes Slack forget their content. */
export function filterBlocks(
  connections: readonly SetupConnection[],
  asked: ListAsked,
  words: AccountWords,
): [InputBlock, ActionsBlock] {
  const { chosen, generation } = asked
  const menu = (id: string, label: string, options: readonly PlainTextOption[], value: string | null) => {
    const all = [option(label, any), ...options.slice(0, 99)]
    const known = all.some(each => each.value === value)
    return select(id, label, { options: all, chosen: [value !== null && known ? value : any] })
  }
  const organizations = connections.map(({ key, organizationName }) =>
    option(organizationName, key.miroOrgId),
  )
  return [
    input(
      'Search by name or e-mail address',
      textInput(accountsIds.search, { initial: chosen.search, maxLength: 100 }),
      { optional: true, dispatches: true, blockId: `${accountsIds.search}.${generation}` },
    ),
    actions(
      [
        organizations.length > 1 &&
          select(accountsIds.organization, 'Organization', {
            options: organizations,
            chosen: [asked.miroOrgId],
          }),
        select(accountsIds.presence, 'In Miro today', { options: presences, chosen: [chosen.presence] }),
        menu(accountsIds.class, 'Any owner type', classes, chosen.class),
        menu(accountsIds.role, 'Any role', named(words.roles, roleOrRights), chosen.role),
        menu(
          accountsIds.verdict,
          'Any result',
          verdictOptions(words.off),
          chosen.verdict && verdictChoice(chosen.verdict),
        ),
        menu(accountsIds.license, 'Any license', named(words.licenses, licenseName), chosen.license),
        menu(
          accountsIds.inactive,
          'Any activity',
          activities,
          chosen.inactive === null ? null : String(chosen.inactive),
        ),
      ],
      `${accountsIds.filters}.${generation}`,
    ),
  ]
}

const presences = Object.entries(presenceName).map(([value, name]) => option(name, value))

const classes = accountClasses.map(kind => option(className[kind], kind))

const named = (all: readonly string[], nameOf: (word: string) => string): PlainTextOption[] =>
  all.filter(word => word !== '').map(word => option(nameOf(word), choiceValue(word)))

const roleOrRights = (word: string): string =>
  word === withAdminRights ? 'Admin rights beside the role' : roleName(word)

const verdictOptions = (off: AccountWords['off']) => [
  option('Failing in any check', verdictChoice({ check: 'any', verdict: 'fail' })),
  option('Unknown in any check', verdictChoice({ check: 'any', verdict: 'unknown' })),
  ...accountChecks.flatMap(({ id: check }) =>
    off.includes(check)
      ? // Chosen, it changes nothing.
        [option(`${capital(verdictWord.off)}: ${titleOf(check)}`, `${check}.off`)]
      : verdicts.map(verdict =>
          option(`${capital(verdictWord[verdict])}: ${titleOf(check)}`, verdictChoice({ check, verdict })),
        ),
  ),
]

const activities = [
  option('Never signed in', 'never'),
  ...inactiveDays.map(days => option(`Inactive for ${days} days`, String(days))),
]
