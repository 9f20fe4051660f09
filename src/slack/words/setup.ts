import type { Setup, SetupDisconnected } from '../../workflows/workspace/read-setup.ts'
import { type Blocks, context, section } from '../frame/blocks.ts'
import { counted, date, type Markup, md } from '../frame/text.ts'

/** Which organizations were connected once, and that connecting them again goes on with what is kept. */
export function disconnectedBlocks({ disconnected }: Pick<Setup, 'disconnected'>): Blocks {
  const hidden = disconnected.length - mostDisconnected
  return [
    ...disconnected.slice(0, mostDisconnected).map(one => section(disconnectedInWords(one))),
    hidden > 0 && context(md`${counted(hidden, 'more organization')} was disconnected before.`),
  ]
}

const mostDisconnected = 3

const disconnectedInWords = ({ organizationName, disconnectedAt, ...kept }: SetupDisconnected): Markup =>
  md`⚪ *${organizationName} was disconnected* ${date(disconnectedAt)}: nothing in it is checked. Connecting it again goes on with its accounts and decisions${kept.critical ? md`, as a critical system` : md``}${kept.rule === null ? md`` : md`, with its rule for valid users`}.`

/** Why the connection gives nothing, and who can put it right. */
export const troubleInWords = (state: 'reconnect_needed' | 'access_lost'): Markup =>
  state === 'reconnect_needed'
    ? md`Miro no longer accepts the bot’s sign-in. Connect again.`
    : md`Miro no longer lets the bot read the members. A Company Admin on the Enterprise plan has to connect again.`
