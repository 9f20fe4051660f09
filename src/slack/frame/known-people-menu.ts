import type { PlainTextOption } from '@slack/types'
import type { FoundPerson } from '../../domain/staff.ts'
import { option, present } from './blocks.ts'
import { type Listener, menu } from './listener.ts'
import { clip } from './text.ts'

type Find = (asked: {
  readonly workspaceId: string
  readonly sought: { readonly kind: 'anybody'; readonly text: string }
}) => Promise<readonly FoundPerson[]>

/** Fills a menu with everybody who is known, in Slack or not. An option's value is the person's id. */
export const knownPeopleMenu = (id: string, find: Find): Listener =>
  menu(id, async ({ who, text }) =>
    (await find({ workspaceId: who.workspaceId, sought: { kind: 'anybody', text } })).map(knownOption),
  )

/** "Emil Novak · emil@acme.com · not in Slack" */
const knownOption = ({ id, name, address, left, slackUserId }: FoundPerson): PlainTextOption =>
  option(
    present([
      clip(name, 26),
      address !== null && clip(address, 28),
      left ? 'left' : slackUserId === null && 'not in Slack',
    ]).join(' · '),
    id,
  )
