import type { PlainTextOption } from '@slack/types'
import { option } from './blocks.ts'
import { clip } from './text.ts'
import type { KnownPerson } from './workflows.ts'

/** Somebody to choose in a menu: "Emil Novak · emil@acme.com · not in Slack". Its value is the person's id. */
export const knownOption = ({ id, name, address, left, slack }: KnownPerson): PlainTextOption =>
  option(
    [
      clip(name, 26),
      ...(address === null ? [] : [clip(address, 28)]),
      ...(left ? ['left'] : slack ? [] : ['not in Slack']),
    ].join(' · '),
    id,
  )
