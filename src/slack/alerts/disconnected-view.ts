import type { DisconnectedFacts } from '../../domain/alert.ts'
import { actions, button, context, type Message, section, titled } from '../frame/blocks.ts'
import { counted, date, join, md, mention } from '../frame/text.ts'
import { connectIds } from '../ids/connection.ts'
import { marks } from '../words/finding.ts'

/** Nobody watches an organization any more: without this a silent channel would look like a good one. */
export function disconnectedMessage(facts: DisconnectedFacts): Message {
  const { organizationName, miroOrgId, by, since, closedFindings, fixedAt } = facts
  if (fixedAt !== null)
    return titled(marks.closed, md`Closed · access to Miro is watched again for ${organizationName}`, [
      context(
        md`Was: disconnected by ${mention(by)} ${date(since)}. Watched again since ${date(fixedAt)}, after a complete sync.`,
      ),
    ])
  return titled(marks.unwatched, md`Access to Miro is no longer watched for ${organizationName}`, [
    section(
      join(
        [
          md`${mention(by)} disconnected it ${date(since)}. Nothing is checked, and no alerts come.`,
          closedFindings === 0
            ? null
            : md`${counted(closedFindings, 'open finding')} ${closedFindings === 1 ? 'was' : 'were'} closed with it: nothing about ${closedFindings === 1 ? 'it' : 'them'} was put right.`,
        ],
        ' ',
      ),
    ),
    actions([button('Connect again', connectIds.open, { value: miroOrgId })]),
    context(md`Connecting it again goes on with its accounts and decisions. This message closes then.`),
  ])
}
