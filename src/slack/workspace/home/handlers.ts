import type { ActionAsked, Listener } from '../../frame/listener.ts'
import { homeIds } from '../../ids/workspace.ts'
import type { LiveHome } from './live-home.ts'
import { readOpened, readOrganization, readPlace } from './read.ts'

/** App Home: shown when it is opened, and shown again in place by what is clicked in it. */
export function homeListeners(home: Pick<LiveHome, 'show'>): Listener[] {
  const turn = ({ who, value }: ActionAsked) => home.show(who, { place: readPlace(value) })
  return [
    {
      kind: 'event',
      name: 'app_home_opened',
      async handle({ workspaceId, event }) {
        const opened = readOpened(event)
        if (opened === null) return
        await home.show({ workspaceId, slackUserId: opened.slackUserId }, { hash: opened.hash })
      },
    },
    {
      kind: 'action',
      id: homeIds.organization,
      screen: 'message',
      handle: ({ who, chosen }) => home.show(who, { place: readOrganization(chosen) }),
    },
    { kind: 'action', id: homeIds.next, screen: 'message', handle: turn },
    { kind: 'action', id: homeIds.previous, screen: 'message', handle: turn },
    { kind: 'action', id: homeIds.refresh, screen: 'message', handle: ({ who }) => home.show(who, {}) },
  ]
}
