import type { Activity } from '../../workflows/read-home.ts'
import { channelLink, code, date, join, type Markup, md, mention } from '../text.ts'

/** What somebody did, as the rest of a sentence that begins with their name. */
const deeds: Readonly<Record<string, (subject: string) => Markup>> = {
  miro_connected: () => md`connected Miro`,
  miro_disconnected: () => md`disconnected Miro`,
  miro_token_revoked: () => md`gave the sign-in at Miro back`,
  test_message_sent: () => md`sent a test message`,
  account_verified: () => md`asked Miro about an account`,
  critical_system_added: () => md`added Miro as a critical system`,
  critical_system_removed: () => md`took Miro off the critical systems`,
  critical_owner_set: () => md`said who owns Miro as a critical system`,
  rule_saved: () => md`said who is a valid user`,
  alert_channel_set: subject => md`chose ${channelLink(subject)} for alerts`,
  held_sync_approved: () => md`asked to apply a sync that was held`,
  held_sync_applied: () => md`applied a sync that was held`,
  held_sync_retried: () => md`asked to read a held list again`,
  held_groups_approved: () => md`asked to apply a change of user groups that was held`,
  held_groups_applied: () => md`applied a change of user groups that was held`,
  held_groups_retried: () => md`asked to read held user groups again`,
  scim_token_set: () => md`gave a SCIM token, to read names from Miro`,
  scim_token_removed: () => md`removed the SCIM token`,
  account_identified: () => md`said whose an account is`,
  account_unlinked: () => md`withdrew whose an account is`,
  owner_asked: () => md`asked somebody whether an account is theirs`,
  owner_answered: () => md`answered whether an account is theirs`,
  review_answered: () => md`answered whether an account is still needed`,
  answer_dismissed: () => md`left an account as it is`,
  leave_entered: () => md`entered somebody’s last day`,
  leave_moved: () => md`moved somebody’s last day`,
  leave_cancelled: () => md`cancelled that somebody leaves`,
  person_came_back: () => md`said that somebody came back`,
  person_changed: () => md`changed somebody’s type or long leave`,
  domains_declared: () => md`said which domains are the company’s`,
  staff_list_applied: () => md`imported a staff list`,
  settings_saved: () => md`changed the settings`,
  refused: () => md`was refused something that is not for them`,
}

/** What the bot wrote down by itself. */
const events: Readonly<Record<string, (subject: string) => Markup>> = {
  account_email_changed: subject => md`Miro gave account ${code(subject)} another e-mail address`,
  staff_list_applied: () => md`The staff list that is read by itself said something new`,
  review_asked: subject =>
    md`Whoever answers for account ${code(subject)} is asked whether it is still needed`,
  leavers_held: () => md`Slack deactivated unusually many people at once, so the next full read decides`,
}

/** A deed that has no words here yet is named as the log names it. */
function inWords({ actor, action, subject }: Activity): Markup {
  const deed = (actor === 'bot' ? events : deeds)[action]
  const told = deed === undefined ? md`${action.replaceAll('_', ' ')}` : deed(subject)
  return actor === 'bot' ? told : md`${mention(actor)} ${told}`
}

/** The newest first; what was repeated without anything in between is told once. */
export function activityLines(activity: readonly Activity[], most: number): Markup[] {
  const told: { at: Date; words: Markup; times: number }[] = []
  for (const entry of activity) {
    const words = inWords(entry)
    const last = told.at(-1)
    if (last?.words.markup === words.markup) last.times += 1
    else if (told.length === most) break
    else told.push({ at: entry.at, words, times: 1 })
  }
  return told.map(({ at, words, times }) =>
    join([md`${date(at)}`, words, times > 1 ? md`${times} times` : null], ' · '),
  )
}
