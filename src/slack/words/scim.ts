import type { ScimStatus, ScimTrouble } from '../../workflows/accounts/scim-names.ts'
import { counted, date, type Markup, md } from '../frame/text.ts'

/** How reading the names is, in a sentence or two. */
export function stateInWords({ readAt, trouble, troubleSince, named }: ScimStatus): Markup {
  const known = md`${counted(named, 'account has', 'accounts have')} a name`
  if (trouble !== null)
    return md`⚠️ ${troubleInWords[trouble]}${troubleSince === null ? md`` : md` Since ${date(troubleSince)}.`} ${known}, as last read.`
  return readAt === null ? md`The names are being read.` : md`${known}, read ${date(readAt)}.`
}

const troubleInWords: Readonly<Record<ScimTrouble, Markup>> = {
  refused: md`Miro does not accept it any more: give another one.`,
  switched_off: md`SCIM is switched off in Miro: switch it on under SCIM Provisioning, or remove the token here.`,
  unavailable: md`Miro did not give the names; it is tried again after the next sync.`,
}

/** The line in the settings. */
export const scimLine = (organizationName: string, status: ScimStatus | null): Markup =>
  status === null
    ? md`*Names from Miro* for ${organizationName}: not set up. Optional.`
    : md`*Names from Miro* for ${organizationName}: ${stateInWords(status)}`
