import type { PlainTextOption } from '@slack/types'
import type { KnownPerson, Workflows } from '../workflows.ts'
import { option } from './blocks.ts'
import type { Listener } from './listener.ts'
import { clip } from './text.ts'

/** Fills a menu with everybody who is known, in Slack or not. An option's value is the person's id. */
export const knownPeopleMenu = (id: string, workflows: Pick<Workflows, 'findAnybody'>): Listener => ({
  kind: 'options',
  id,
  handle: async ({ who, text }) =>
    (await workflows.findAnybody({ workspaceId: who.workspaceId, text })).map(knownOption),
})

/** "Emil Novak · emil@acme.com · not in Slack" */
const knownOption = ({ id, name, address, left, slack }: KnownPerson): PlainTextOption =>
  option(
    [
      clip(name, 26),
      ...(address === null ? [] : [clip(address, 28)]),
      ...(left ? ['left'] : slack ? [] : ['not in Slack']),
    ].join(' · '),
    id,
  )
