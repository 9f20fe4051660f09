import type { Gap, GapReason, Gaps, Source } from '../../domain/gap.ts'
import { date, join, type Markup, md } from '../frame/text.ts'

// What is said while nobody reads a source: since when nobody knows, and why. The same on every screen and message.

/** "Unknown since 24 Nov at 09:00, because Miro does not answer." Null while everything is read. */
export const unknownSince = (gaps: Gaps): Markup | null =>
  ofEach(gaps, (gap, source) => md`Unknown since ${date(gap.since)}, because ${why(gap, source)}.`)

/** Of what failed then: it may be put right by now. */
export const notCheckedSince = (gaps: Gaps): Markup | null =>
  ofEach(gaps, (gap, source) => md`Not checked since ${date(gap.since)}: ${why(gap, source)}.`)

/** Below a deadline: "Not checked since 24 Nov at 09:00: Miro does not answer." */
export const accountsNotChecked = ({ accounts }: Gaps): Markup | null =>
  accounts && md`Not checked since ${date(accounts.since)}: ${why(accounts, 'miro')}.`

/** Below findings, which rest on the staff too. */
export const staffAsOf = ({ staff }: Gaps): Markup | null =>
  staff && md`Staff list of ${date(staff.since)}. Not synced since: ${why(staff, 'staff')}.`

function ofEach({ accounts, staff }: Gaps, say: (gap: Gap, source: Source) => Markup): Markup | null {
  if (accounts === null && staff === null) return null
  return join([accounts && say(accounts, 'miro'), staff && say(staff, 'staff')])
}

const why = ({ because }: Gap, source: Source): Markup => whyNotRead(source, because)

export const whyNotRead = (source: Source, because: GapReason): Markup => reasons[source][because]

/** As the rest of a sentence. */
const reasons: Readonly<Record<Source, Readonly<Record<GapReason, Markup>>>> = {
  miro: {
    not_read: md`no sync of Miro ran`,
    held: md`the last sync waits for a decision`,
    list: md`the list of accounts cannot be used`,
    reconnect_needed: md`Miro has to be connected again`,
    access_lost: md`Miro refuses to list the accounts`,
    refused: md`Miro refuses to list the accounts`,
    unavailable: md`Miro does not answer`,
    bad_answer: md`Miro’s answer is not readable`,
    incomplete: md`Miro’s list is not complete`,
    cursor_repeated: md`Miro’s list does not end`,
    no_addresses: md`Miro’s list has no e-mail addresses`,
    interrupted: md`the bot could not finish a sync`,
  },
  staff: {
    not_read: md`the staff list was not synced`,
    held: md`the last staff list waits for a decision`,
    list: md`the staff list file cannot be used`,
    reconnect_needed: md`the app has to be installed again`,
    access_lost: md`Slack refuses to list the people`,
    refused: md`Slack refuses to list the people`,
    unavailable: md`Slack does not answer`,
    bad_answer: md`Slack’s answer is not readable`,
    incomplete: md`Slack’s list is not complete`,
    cursor_repeated: md`Slack’s list does not end`,
    no_addresses: md`Slack gives no e-mail addresses`,
    interrupted: md`the bot could not finish a sync of the staff list`,
  },
}
