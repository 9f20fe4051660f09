import type { TokensFacts } from '../../domain/alert.ts'
import { reconnectButton } from '../doors/setup.ts'
import { actions, button, context, type Message, section, titled } from '../frame/blocks.ts'
import { date, md } from '../frame/text.ts'
import { syncIds } from '../ids/sync.ts'
import { marks } from '../words/finding.ts'

/** The access to Miro was not renewed for so long that it ends soon. */
export function tokensMessage({
  organizationName,
  miroOrgId,
  renewedAt,
  endsAt,
  fixedAt,
}: TokensFacts): Message {
  const title = md`The bot’s access to Miro ends soon for ${organizationName}`
  if (fixedAt !== null)
    return titled(marks.closed, md`Closed · the access to Miro was renewed for ${organizationName}`, [
      context(md`Was: not renewed from ${date(renewedAt)} to ${date(fixedAt)}.`),
    ])
  return titled(marks.trouble, title, [
    section(
      md`It was last renewed ${date(renewedAt)}. Every sync renews it, so no sync has reached Miro since. Without one, Miro refuses it after ${date(endsAt)}.`,
    ),
    section(
      md`*How to fix*\n1. Press Sync now: the message it sends says what stops the sync.\n2. If the sync cannot be mended before ${date(endsAt)}, press Reconnect as a Company Admin of this organization.`,
    ),
    actions([button('Sync now', syncIds.now, { style: 'primary' }), reconnectButton(miroOrgId)]),
    context(md`This message closes by itself after the next complete sync.`),
  ])
}
