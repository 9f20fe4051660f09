import { z } from 'zod'
import type { FindingFacts } from '../../../domain/finding-facts.ts'
import { trace } from '../../../domain/trace.ts'
import type { Place, Viewer } from '../../../workflows/checks/look-at-findings.ts'
import type { FindingSheet, GroupPage } from '../../../workflows/checks/read-finding.ts'
import type { ActionAsked } from '../../frame/listener.ts'
import { type Naming, naming } from '../../frame/mask.ts'
import { readJson } from '../../frame/read-json.ts'

/** For whom a window about findings is drawn, and the alert it was opened from. */
export type For = { readonly may: Viewer['may']; readonly place: Place | null }

const stored = z.object({
  c: z.string().regex(/^[CDG][A-Z0-9]{2,}$/),
  t: z.string().regex(/^\d{1,20}\.\d{1,10}$/),
})

/** The message that was clicked, or the one from which the window was opened that was clicked in. */
export function placeOf({
  channelId,
  messageTs,
  metadata,
}: Pick<ActionAsked, 'channelId' | 'messageTs' | 'metadata'>): Place | null {
  if (channelId !== null && messageTs !== null) return { channelId, ts: messageTs }
  const read = readJson(stored, metadata)
  return read && { channelId: read.c, ts: read.t }
}

/** The window keeps from which alert it was opened: what is pressed in it is asked from there too. */
export const placeIn = ({ place }: For): { readonly metadata: object | null } => ({
  metadata: place && { c: place.channelId, t: place.ts },
})

/** As this person may see it: by initials to members who read it in a public channel. */
export function sheetFor(sheet: FindingSheet, viewer: Viewer): FindingSheet {
  if (viewer.may !== 'read' || !viewer.shortens) return sheet
  const names = naming(true)
  const shown = {
    ...sheet,
    account: sheet.account && { ...sheet.account, email: masked(names, sheet.account.email) },
    person: sheet.person && { ...sheet.person, name: names.person(sheet.person.name) },
    carriers: sheet.carriers.map(each => ({ ...each, name: names.person(each.name) })),
    // Written by a person, perhaps with names in it.
    decision: sheet.decision && { ...sheet.decision, reason: null },
    exception: sheet.exception && { ...sheet.exception, reason: '…' },
  }
  return { ...shown, trace: trace(shown) }
}

export function groupFor(group: GroupPage, viewer: Viewer): GroupPage {
  if (viewer.may !== 'read' || !viewer.shortens) return group
  const names = naming(true)
  const shown = ({ account, person, ...finding }: FindingFacts): FindingFacts => ({
    ...finding,
    account: account && { ...account, email: masked(names, account.email) },
    person: person && { ...person, name: names.person(person.name) },
  })
  return { ...group, findings: group.findings.map(shown) }
}

const masked = (names: Naming, address: string | null): string | null =>
  address === null ? null : names.email(address)
