import type { Workflows } from '../../../workflows/for-slack.ts'
import { connectionFinder } from '../../doors/connection-finder.ts'
import type { LiveSetup } from '../../doors/setup.ts'
import { type ActionAsked, action, type Listener } from '../../frame/listener.ts'
import { severalIds } from '../../ids/identity.ts'
import { readPage } from './read.ts'
import { severalView } from './view.ts'

/** Whose several accounts are, in one window: from a group alert, from the list of accounts and from the check. */
export function severalListeners(
  workflows: Pick<Workflows, 'readSetup' | 'readUnidentified'>,
  liveSetup: Pick<LiveSetup, 'window'>,
): Listener[] {
  const known = connectionFinder(workflows.readSetup, liveSetup)
  const show = async (asked: ActionAsked) => {
    const page = readPage(asked.value)
    const connection = await known(asked, page?.miroOrgId ?? '')
    if (connection === null || page === null) return
    const found = await workflows.readUnidentified({
      ...{ key: connection.key, groupId: page.groupId, by: asked.who.slackUserId },
      afterId: page.after.at(-1) ?? null,
    })
    await asked.answer.show(severalView(page, found))
  }
  return [
    action(severalIds.open, 'open', show),
    action(severalIds.next, 'update', show),
    action(severalIds.previous, 'update', show),
  ]
}
