import type { PlainTextOption } from '@slack/types'
import type { FoundPerson } from '../../domain/sought-person.ts'
import type { Workflows } from '../workflows.ts'
import { option } from './blocks.ts'
import type { Listener } from './listener.ts'
import { clip } from './text.ts'

/** Fills a menu with everybody who is known, in Slack or not. An option's value is the person's id. */
export const knownPeopleMenu = (id: string, workflows: Pick<Workflows, 'findPeople'>): Listener => ({
  kind: 'options',
  id,
  handle: async ({ who, text }) =>
    (await workflows.findPeople({ workspaceId: who.workspaceId, sought: { kind: 'anybody', text } })).map(
      knownOption,
    ),
})

/** "Emil Novak · emil@acme.com · not in Slack" */
const knownOption = ({ id, name, address, left, slackUserId }: FoundPerson): PlainTextOption =>
  option(
    [
      clip(name, 26),
      ...(address === null ? [] : [clip(address, 28)]),
      ...(left ? ['left'] : slackUserId !== null ? [] : ['not in Slack']),
    ].join(' · '),
    id,
  )
