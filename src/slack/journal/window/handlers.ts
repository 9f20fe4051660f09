import type { Workflows } from '../../../workflows/for-slack.ts'
import { option } from '../../frame/blocks.ts'
import { knownPeopleMenu } from '../../frame/known-people-menu.ts'
import { type ActionAsked, type Asked, action, type Listener, menu } from '../../frame/listener.ts'
import { clip } from '../../frame/text.ts'
import { journalIds } from '../../ids/journal.ts'
import {
  accountChoice,
  beginning,
  readBatch,
  readCleared,
  readMenu,
  readOpening,
  readTurn,
  type WindowAsked,
} from './read.ts'
import { journalView, linesPerPage } from './view.ts'

/** As many as a menu offers. */
const mostOptions = 100

/** The journal: what happened, by person, account and kind. */
export function journalListeners(
  workflows: Pick<Workflows, 'readJournal' | 'readSetup' | 'findAccounts' | 'findPeople'>,
): Listener[] {
  const show = async ({ who, answer }: Asked, asked: WindowAsked) => {
    const page = await workflows.readJournal({
      ...{ workspaceId: who.workspaceId, by: who.slackUserId, filter: asked.filter },
      ...{ before: beginning(asked), most: linesPerPage },
    })
    const account = asked.filter.account === null ? null : (page.lines[0]?.entry.about ?? null)
    await answer.show(journalView({ asked, page, account }))
  }
  const update = (id: string, read: (asked: ActionAsked) => WindowAsked): Listener =>
    action(id, 'update', asked => show(asked, read(asked)))
  return [
    action(journalIds.open, 'open', asked => show(asked, readOpening(asked.value))),
    update(journalIds.person, asked => readMenu(asked, 'person')),
    update(journalIds.account, asked => readMenu(asked, 'account')),
    update(journalIds.topic, asked => readMenu(asked, 'topic')),
    update(journalIds.clear, readCleared),
    update(journalIds.batch, asked => readBatch(asked.value, asked)),
    update(journalIds.older, asked => readTurn(asked.value, asked)),
    update(journalIds.newer, asked => readTurn(asked.value, asked)),
    knownPeopleMenu(journalIds.person, workflows.findPeople),
    menu(journalIds.account, async ({ who, text }) => {
      const { connections } = await workflows.readSetup(who.workspaceId)
      const found = await Promise.all(
        connections.map(async ({ key }) =>
          (await workflows.findAccounts({ key, text })).flatMap(({ id, email }) => {
            const value = accountChoice({ miroOrgId: key.miroOrgId, accountId: id })
            return value === null ? [] : [option(clip(email ?? id, 70), value)]
          }),
        ),
      )
      return found.flat().slice(0, mostOptions)
    }),
  ]
}
