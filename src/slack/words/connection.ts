import { minutesOfSync } from '../../domain/sync-time.ts'
import type { ScimStatus, ScimTrouble } from '../../workflows/accounts/scim-names.ts'
import type { ChecksReport } from '../../workflows/checks/read-checks.ts'
import type { FailReason } from '../../workflows/sync/run.ts'
import type { Setup, SetupDisconnected } from '../../workflows/workspace/read-setup.ts'
import { type Blocks, context, section } from '../frame/blocks.ts'
import { counted, date, type Markup, md, words } from '../frame/text.ts'

/** Which organizations were connected once, and that connecting them again goes on with what is kept. */
export function disconnectedBlocks({ disconnected }: Pick<Setup, 'disconnected'>): Blocks {
  const hidden = disconnected.length - mostDisconnected
  return [
    ...disconnected.slice(0, mostDisconnected).map(one => section(disconnectedInWords(one))),
    hidden > 0 &&
      context(
        md`${counted(hidden, 'more organization')} ${hidden === 1 ? 'was' : 'were'} disconnected before.`,
      ),
  ]
}

const mostDisconnected = 3

const disconnectedInWords = ({ organizationName, disconnectedAt, ...kept }: SetupDisconnected): Markup =>
  md`⚪ *${organizationName} was disconnected* ${date(disconnectedAt)}: nothing in it is checked. Connect it again to get back its ${kept.rule === null ? 'accounts and decisions' : 'accounts, decisions and rule for valid users'}.${kept.critical ? md` It is then a critical system again.` : md``}`

/** Said before anybody knows how many accounts there are. */
const example = 3_000

/** "The first sync takes about 2 minutes for 3,000 accounts." True whenever it is read. */
export const firstSyncTime: Markup = md`The first sync takes about ${counted(minutesOfSync(example), 'minute')} for ${counted(example, 'account')}.`

/** Why the connection gives nothing, and who can put it right. */
export const troubleInWords = (state: 'reconnect_needed' | 'access_lost'): Markup =>
  state === 'reconnect_needed'
    ? md`Miro no longer accepts the bot’s sign-in. Connect again.`
    : md`Miro no longer lets the bot read the members. A Company Admin on the Enterprise plan has to connect again.`

/** Why a sync came to nothing, as the rest of a sentence. */
const reasons: Readonly<Record<FailReason, string>> = {
  unavailable: 'Miro did not answer (tried several times)',
  bad_answer: 'Miro’s answer could not be read',
  incomplete: 'Miro’s list was not complete',
  cursor_repeated: 'Miro’s list did not end',
  refused: 'Miro refused to give the list',
  no_addresses: 'the list had no e-mail addresses',
  interrupted: 'the bot could not finish it',
}

const isReason = (reason: string | null): reason is FailReason => reason !== null && reason in reasons

/** "The last sync failed 24 Nov at 11:00: Miro did not answer (tried several times). Still using …" */
export const lastFailureInWords = ({
  at,
  reason,
  because,
}: NonNullable<ChecksReport['lastFailure']>): Markup =>
  because === null
    ? md`⚠️ The last sync failed ${date(at)}: ${words(reasons[isReason(reason) ? reason : 'interrupted'])}. We still use the data from before.`
    : md`⚠️ The last sync failed ${date(at)}. ${because} We still use the data from before.`

/** How reading the names is, in a sentence or two. */
export function scimInWords({ readAt, trouble, troubleSince, named }: ScimStatus): Markup {
  const known = md`${counted(named, 'account has', 'accounts have')} a name`
  if (trouble !== null)
    return md`⚠️ ${scimTroubles[trouble]}${troubleSince === null ? md`` : md` Since ${date(troubleSince)}.`} ${known}, from the last sync.`
  return readAt === null ? md`The names are being synced.` : md`${known}, as of ${date(readAt)}.`
}

const scimTroubles: Readonly<Record<ScimTrouble, Markup>> = {
  refused: md`Miro no longer accepts the token: give another one.`,
  switched_off: md`SCIM is switched off in Miro: switch it on under SCIM Provisioning, or remove the token here.`,
  unavailable: md`Miro did not give the names. We try again after the next sync.`,
}

/** The line in the settings. */
export const scimLine = (organizationName: string, status: ScimStatus | null): Markup =>
  status === null
    ? md`*Names from Miro* for ${organizationName}: not set up. Optional.`
    : md`*Names from Miro* for ${organizationName}: ${scimInWords(status)}`
