import type { PlainTextOption } from '@slack/types'
import type { Rule } from '../../domain/rule.ts'
import type { SetupConnection } from '../../workflows/read-setup.ts'

import { ruleIds } from '../ids.ts'
import { type Answer, type Listener, submission, type Who } from '../listener.ts'
import type { SetupMessages } from '../setup/living-message.ts'
import { connectionOf } from '../setup/target.ts'
import { setupModal } from '../setup/view.ts'
import type { Workflows } from '../workflows.ts'
import { accountOption, staffChoices, textOption } from './choices.ts'
import { approvedOf, ruleOf } from './decide.ts'
import { type ChosenRule, readMetadata, readRule, readWay } from './read.ts'
import { organizationsView, ruleView, savedView } from './view.ts'

type Needs = Pick<Workflows, 'readSetup' | 'ruleOptions' | 'saveRule' | 'findAccounts'>

type Asked = { readonly who: Who; readonly answer: Answer }

export function ruleListeners(workflows: Needs, setupMessages: SetupMessages): Listener[] {
  const form = async ({ answer }: Asked, { key }: SetupConnection, way?: Rule['way']) => {
    const options = await workflows.ruleOptions(key)
    await answer.show(ruleView(key.miroOrgId, options, way ?? options.current?.rule.way ?? null))
  }
  /** The organization named, or where only one can be meant. */
  const open = async (asked: Asked, named: string) => {
    const setup = await workflows.readSetup(asked.who.workspaceId)
    const [only, ...others] = setup.connections
    const meant = connectionOf(named, setup) ?? (others.length === 0 ? only : undefined)
    if (meant !== undefined) return form(asked, meant)
    await asked.answer.show(only === undefined ? setupModal(setup) : organizationsView(setup.connections))
  }
  const keyOf = (who: Who, metadata: string) => ({
    workspaceId: who.workspaceId,
    miroOrgId: readMetadata(metadata)?.o ?? '',
  })
  const staffOptions = async (who: Who, metadata: string, text: string, kind: 'title' | 'department') => {
    const values = staffChoices(await workflows.ruleOptions(keyOf(who, metadata)), kind)
    const wanted = text.trim().toLowerCase()
    return values
      .filter(value => value.toLowerCase().includes(wanted))
      .slice(0, 100)
      .map(textOption)
  }
  const menu = (
    id: string,
    handle: (who: Who, metadata: string, text: string) => Promise<readonly PlainTextOption[]>,
  ): Listener => ({ kind: 'options', id, handle: asked => handle(asked.who, asked.metadata, asked.text) })
  return [
    {
      kind: 'word',
      word: 'rule',
      does: 'says who is a valid user',
      screen: 'open',
      handle: asked => open(asked, ''),
    },
    {
      kind: 'action',
      id: ruleIds.open,
      screen: 'open',
      async handle(asked) {
        setupMessages.clicked(asked)
        await open(asked, asked.value)
      },
    },
    {
      kind: 'action',
      id: ruleIds.way,
      screen: 'update',
      async handle(asked) {
        const setup = await workflows.readSetup(asked.who.workspaceId)
        const meant = connectionOf(readMetadata(asked.metadata)?.o ?? '', setup)
        if (meant !== null) await form(asked, meant, readWay(asked.chosen[0]) ?? undefined)
      },
    },
    menu(ruleIds.accounts, async (who, metadata, text) =>
      (await workflows.findAccounts({ key: keyOf(who, metadata), text })).slice(0, 100).map(accountOption),
    ),
    menu(ruleIds.titles, (who, metadata, text) => staffOptions(who, metadata, text, 'title')),
    menu(ruleIds.departments, (who, metadata, text) => staffOptions(who, metadata, text, 'department')),
    submission<ChosenRule>({
      id: ruleIds.modal,
      read: readRule,
      async handle({ who, answer, input: chosen }) {
        const setup = await workflows.readSetup(who.workspaceId)
        const meant = connectionOf(chosen.o, setup)
        if (meant === null) return answer.show(setupModal(setup))
        const options = await workflows.ruleOptions(meant.key)
        const rule = ruleOf(chosen, options)
        const saved = await workflows.saveRule({
          key: meant.key,
          rule,
          approvedAccountIds: approvedOf(chosen, options),
          by: who.slackUserId,
        })
        if (saved.outcome === 'empty') return answer.show(ruleView(chosen.o, options, chosen.way))
        if (saved.outcome === 'own_account')
          return answer.show(ruleView(chosen.o, options, chosen.way, { ...saved, k: chosen.k }))
        await answer.show(savedView(await setupMessages.refresh(who.workspaceId), rule, saved.everyRole))
      },
    }),
  ]
}
