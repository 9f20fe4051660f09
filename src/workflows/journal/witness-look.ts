import { foreignError } from '../foreign-error.ts'
import type { Answer, Uses } from '../uses.ts'

export type WitnessRow = Answer<'witnesses.due'>[number]

/** Finds it again after a lost answer. */
export const keyOf = ({ kind, day, forChannel, round }: WitnessRow): string =>
  `${kind}/${day}/${forChannel}/${round}`

const outOfReach = new Set(['not_in_channel', 'channel_not_found', 'is_archived', 'restricted'])

/** Where a message stands that may have been posted, or its file been shared. */
export async function lookFor(
  { witnessSender }: Uses<'witnessSender.findMessage' | 'witnessSender.findFile'>,
  row: WitnessRow,
  alertChannelId: string | null,
): Promise<{ readonly ts: string } | 'cannot_look' | null> {
  const { channelId, threadTs, fileId, createdAt } = row
  if (channelId === null) return null
  const to = { channelId, threadTs }
  try {
    return fileId === null
      ? await witnessSender.findMessage(to, keyOf(row), createdAt)
      : await witnessSender.findFile(to, fileId, createdAt)
  } catch (error) {
    const kind = foreignError(error)?.kind
    if (kind === 'missing_scope') return 'cannot_look'
    // The message it was to stand under was deleted, with all that stood there.
    if (kind === 'message_not_found') return null
    // A channel of before nobody needs to open again.
    if (channelId !== alertChannelId && kind !== undefined && outOfReach.has(kind)) return 'cannot_look'
    throw error
  }
}
