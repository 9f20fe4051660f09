import { bold, channelLink, code, type Markup, md, mention } from '../frame/text.ts'

/** Something that somebody, or the bot, did. */
export type Deed = {
  /** A Slack user id, or "bot". */
  readonly actor: string
  readonly action: string
  readonly subject: string
  /** What people call whom or what it was about. */
  readonly about: string | null
}

type About = Pick<Deed, 'subject' | 'about'>

const somebody = ({ about }: About): Markup => (about === null ? md`somebody` : bold(about))
const account = ({ about }: About): Markup => (about === null ? md`an account` : md`account ${code(about)}`)

/** What somebody did, as the rest of a sentence that begins with their name. */
const deeds: Readonly<Record<string, (about: About) => Markup>> = {
  miro_connected: () => md`connected Miro`,
  miro_disconnected: () => md`disconnected Miro`,
  miro_token_revoked: () => md`ended the bot’s sign-in at Miro`,
  test_message_sent: () => md`sent a test message`,
  account_verified: about => md`asked Miro about ${account(about)}`,
  critical_system_added: () => md`added Miro as a critical system`,
  critical_system_removed: () => md`took Miro off the critical systems`,
  critical_owner_set: () => md`said who owns Miro as a critical system`,
  rule_saved: () => md`said who is a valid user`,
  alert_channel_set: ({ subject }) => md`chose ${channelLink(subject)} for alerts`,
  held_sync_approved: () => md`asked to apply a sync that was held`,
  held_sync_applied: () => md`applied a sync that was held`,
  held_sync_retried: () => md`asked to try a held sync again`,
  held_groups_approved: () => md`asked to apply a change of user groups that was held`,
  held_groups_applied: () => md`applied a change of user groups that was held`,
  held_groups_retried: () => md`asked to try held user groups again`,
  scim_token_set: () => md`added a SCIM token, for names from Miro`,
  scim_token_removed: () => md`removed the SCIM token`,
  account_identified: about => md`identified ${account(about)}`,
  account_unlinked: about => md`withdrew who uses ${account(about)}`,
  guess_refused: about => md`said that our guess about ${account(about)} is wrong`,
  owner_asked: about => md`asked somebody whether ${account(about)} is theirs`,
  owner_answered: about => md`answered whether ${account(about)} is theirs`,
  review_answered: about => md`answered whether ${account(about)} is still needed`,
  answer_dismissed: about => md`left ${account(about)} as it is`,
  leave_entered: about => md`entered the last day of ${somebody(about)}`,
  leave_moved: about => md`moved the last day of ${somebody(about)}`,
  leave_cancelled: about => md`said that ${somebody(about)} stays`,
  person_came_back: about => md`said that ${somebody(about)} came back`,
  person_began: about => md`said that ${somebody(about)} has begun`,
  still_here: about => md`said that ${somebody(about)} is still here`,
  person_changed: about => md`changed the type or long leave of ${somebody(about)}`,
  people_joined: about => md`said that ${somebody(about)} and somebody else are one person`,
  people_parted: about => md`said that ${somebody(about)} and somebody else are two people after all`,
  people_kept_apart: about => md`said that ${somebody(about)} is another person than somebody alike`,
  domains_declared: () => md`said which domains are the company’s`,
  staff_list_applied: () => md`imported a staff list`,
  settings_saved: () => md`changed the settings`,
  refused: () => md`tried something they cannot do`,
}

/** What the bot wrote down by itself. */
const events: Readonly<Record<string, (about: About) => Markup>> = {
  account_email_changed: ({ about }) =>
    about === null
      ? md`Miro changed the e-mail of an account`
      : md`Miro changed the e-mail of an account to ${code(about)}`,
  miro_token_revoked: () => md`The bot’s sign-in at Miro ended, as the app was long gone from Slack`,
  personal_data_deleted: () => md`Names of people and accounts that are long gone were deleted`,
  staff_list_applied: () => md`The scheduled staff list had changes`,
  person_unlisted: about =>
    md`${somebody(about)} is no longer in the staff list, so administrators are asked whether they left`,
  review_asked: about => md`The owner or sponsor of ${account(about)} was asked whether it is still needed`,
  app_removed: () => md`The app was removed from Slack: no sync ran until it came back`,
  app_back: () => md`The app is back in Slack`,
  leavers_held: () => md`Slack deactivated unusually many people at once, so the next full sync decides`,
}

/** A deed that has no words here yet is named as the log names it. */
export function deedInWords(entry: Deed): Markup {
  const { actor, action } = entry
  const deed = (actor === 'bot' ? events : deeds)[action]
  const told = deed === undefined ? md`${action.replaceAll('_', ' ')}` : deed(entry)
  return actor === 'bot' ? told : md`${mention(actor)} ${told}`
}
