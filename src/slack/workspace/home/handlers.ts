import { action, event, type Listener } from '../../frame/listener.ts'
import { homeIds } from '../../ids/workspace.ts'
import type { LiveHome } from './live-home.ts'
import { readOpened, readOrganization } from './read.ts'

/** App Home: shown when it is opened, and shown again in place by what is clicked in it. */
export function homeListeners(home: Pick<LiveHome, 'show'>): Listener[] {
  return [
    event(
      'app_home_opened',
      async ({ workspaceId, event }) => {
        const opened = readOpened(event)
        if (opened === null) return
        await home.show({ workspaceId, slackUserId: opened.slackUserId }, { hash: opened.hash })
      },
      { onlyShows: true },
    ),
    action(homeIds.organization, 'message', ({ who, chosen }) =>
      home.show(who, { place: readOrganization(chosen) }),
    ),
    action(homeIds.refresh, 'message', ({ who }) => home.show(who, {})),
  ]
}
