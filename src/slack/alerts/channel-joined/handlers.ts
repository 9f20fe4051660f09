import type { Listener } from '../../frame/listener.ts'
import type { Workflows } from '../../workflows.ts'
import { readChannelJoined } from './read.ts'

/** The bot was invited to a channel: alerts that could not be posted there follow. */
export function channelJoinedListeners(workflows: Pick<Workflows, 'noteChannelJoined'>): Listener[] {
  return [
    {
      kind: 'event',
      name: 'member_joined_channel',
      async handle({ workspaceId, event }) {
        const joined = readChannelJoined(event)
        if (joined !== null) await workflows.noteChannelJoined({ workspaceId, ...joined })
      },
    },
  ]
}
