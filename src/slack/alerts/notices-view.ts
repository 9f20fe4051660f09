import type {
  ChannelFacts,
  ConnectionFacts,
  ContractsFacts,
  DisconnectedFacts,
  FirstLookFacts,
  TokensFacts,
} from '../../domain/alert.ts'
import type { HeldSyncFacts, StaffListFacts } from '../../domain/source-notice.ts'
import { checksButton } from '../doors/finding.ts'
import { questionOf } from '../doors/held.ts'
import { leavingButton } from '../doors/person.ts'
import { reconnectButton, syncButton } from '../doors/setup.ts'
import {
  actions,
  type Blocks,
  button,
  closedMessage,
  context,
  type Message,
  message,
  section,
  titled,
} from '../frame/blocks.ts'
import type { Naming } from '../frame/mask.ts'
import {
  bold,
  channelLink,
  code,
  commas,
  counted,
  date,
  day,
  join,
  type Markup,
  md,
  mention,
  spaced,
  words,
} from '../frame/text.ts'
import { alertChannelIds } from '../ids/alerts.ts'
import { connectIds } from '../ids/connection.ts'
import { openTitle } from '../words/check.ts'
import { marks, notJudged } from '../words/finding.ts'
import { heldSource } from '../words/held.ts'
import { daysInWords } from '../words/person.ts'

/** The connection itself needs somebody. */
export function connectionMessage(facts: ConnectionFacts): Message {
  const title = troubleTitle(facts)
  if (facts.fixedAt !== null)
    return closedMessage(
      md`Miro works again for ${facts.organizationName}`,
      md`${title}, from ${date(facts.since)} to ${date(facts.fixedAt)}.`,
    )
  const reconnect = reconnectButton(facts.miroOrgId, 'primary')
  const sync = syncButton('Sync now')
  return titled(marks.trouble, title, [
    section(spaced(troubleWords[facts.trouble], dataIsOf(facts.lastCompleteSyncAt))),
    section(md`*How to fix*\n${howTo[facts.trouble]}`),
    actions(facts.trouble === 'stale' ? [sync] : [reconnect, sync]),
    context(md`Since ${date(facts.since)}. This message closes by itself after the next complete sync.`),
  ])
}

function troubleTitle({ trouble, organizationName }: ConnectionFacts): Markup {
  if (trouble === 'reconnect_needed') return md`Miro has to be connected again for ${organizationName}`
  if (trouble === 'access_lost') return md`Miro refuses to list the accounts of ${organizationName}`
  return md`No complete sync with Miro lately for ${organizationName}`
}

const troubleWords: Readonly<Record<ConnectionFacts['trouble'], Markup>> = {
  reconnect_needed: md`Miro no longer accepts the bot’s access.`,
  access_lost: md`The organization is no longer on the Enterprise plan, or the person who connected is no longer Company Admin.`,
  stale: md`Syncs do not finish, or do not run.`,
}

const howTo: Readonly<Record<ConnectionFacts['trouble'], Markup>> = {
  reconnect_needed: md`1. Press Reconnect and follow the steps as a Company Admin of this organization.`,
  access_lost: md`1. In Miro, check the plan and that a Company Admin authorized the bot.\n2. If that was somebody who lost the role, press Reconnect as a Company Admin.\n3. Otherwise press Sync now.`,
  stale: md`1. Press Sync now: the message it sends says what stops the sync.\n2. If nothing happens, ask whoever runs this bot to look at its log.`,
}

const dataIsOf = (lastCompleteSyncAt: Date | null): Markup =>
  lastCompleteSyncAt === null
    ? md`No sync has been complete so far, so nothing is known about these accounts.`
    : md`What the bot knows is of ${date(lastCompleteSyncAt)}, so treat the checks as unknown since then.`

/** The staff list cannot be read, or is no use. */
export function staffListMessage(facts: StaffListFacts): Message {
  const { staffReadAt, trouble } = facts
  const title = staffListTitle(facts)
  if (facts.fixedAt !== null)
    return closedMessage(
      md`the Slack staff list is read again`,
      md`${title}, from ${date(facts.since)} to ${date(facts.fixedAt)}.`,
    )
  const known =
    staffReadAt === null
      ? md`Without a staff list the accounts cannot be judged.`
      : md`What the bot knows is of ${date(staffReadAt)}, so treat the checks as unknown since then.`
  return titled(marks.trouble, title, [
    section(
      trouble === 'no_addresses'
        ? spaced(md`Without them no account can be matched to a person, so the list is not used.`, known)
        : known,
    ),
    section(md`*How to fix*\n${howToRead[trouble]}`),
    actions([syncButton('Sync now')]),
    context(
      md`Since ${date(facts.since)}. This message closes by itself after the next complete read of the list.`,
    ),
  ])
}

function staffListTitle({ trouble, staffReadAt }: StaffListFacts): Markup {
  if (trouble === 'no_addresses') return md`Slack gives the bot no e-mail addresses of the staff`
  return staffReadAt === null
    ? md`The Slack staff list has not been read yet`
    : md`No complete read of the Slack staff list lately`
}

const howToRead: Readonly<Record<StaffListFacts['trouble'], Markup>> = {
  not_read: md`1. Press Sync now: the message it sends says what stops the read.\n2. If nothing happens, ask whoever runs this bot to look at its log.`,
  no_addresses: md`1. In the settings of the Slack app, add the bot scope users:read.email and install the app again.\n2. Press Sync now.`,
}

/** A sync that is not believable without a person's word. */
export function heldSyncMessage(facts: HeldSyncFacts, naming: Naming): Message {
  const { title, was, buttons } = questionOf(facts)
  if (facts.decided !== null) return decidedMessage(facts.decided, heldSource(facts), was)
  const sample = facts.sample
    .slice(0, 5)
    .map(each => code(each.includes('@') ? naming.email(each) : naming.person(each)))
  return titled(marks.trouble, title, [
    section(spaced(was, md`Nothing is changed yet: the data of the last complete sync stays in force.`)),
    sample.length > 0 && section(md`Among them: ${commas(sample)}`),
    section(
      md`*What to do*\n1. Look whether this is right: a mass change, or a wrong list?\n2. If it is right, press Apply anyway. If not, press Retry once the list is whole again.${facts.miroOrgId === null ? md`` : md`\n3. If Miro keeps giving the wrong list, press Reconnect as a Company Admin of this organization.`}`,
    ),
    actions(buttons),
    context(md`Only people who administer this bot can decide. The decision is logged.`),
  ])
}

function decidedMessage(decided: NonNullable<HeldSyncFacts['decided']>, what: Markup, was: Markup): Message {
  const by = decided.by === null ? null : md`by ${mention(decided.by)}`
  const how = decided.as === 'applied' ? md`applied` : md`replaced by a later sync`
  return closedMessage(
    md`the held sync of ${what}: ${how}`,
    md`${was} It was ${spaced(how, by, date(decided.at))}.`,
  )
}

/** What the first checks found, told once to the person who connected. */
export function firstLookMessage(facts: FirstLookFacts): Message {
  const open = facts.open.filter(({ count: many }) => many > 0)
  const lines = open.map(({ checkId, count: many }) => words(`• ${openTitle({ checkId, open: many })}`))
  const title = md`First look at ${facts.organizationName}: ${counted(facts.accounts, 'account')} read`
  return message(title, [
    section(md`*${title}*`),
    section(
      lines.length === 0
        ? words(`The first checks found nothing ${facts.unknown === 0 ? '' : 'so far '}to put right.`)
        : join(lines),
    ),
    facts.unknown > 0 && section(notJudged(facts.unknown)),
    ...(facts.disconnected === null
      ? whatNext(facts.chosen)
      : [section(disconnectedSince(facts.disconnected))]),
  ])
}

const disconnectedSince = ({ by, at }: NonNullable<FirstLookFacts['disconnected']>): Markup =>
  md`${words(marks.unwatched)} Disconnected by ${mention(by)} ${date(at)}: nothing of it is checked any more.`

const whatNext = (chosen: FirstLookFacts['chosen']): Blocks => [
  section(
    chosen === null
      ? md`Alerts wait until you say where they go.`
      : md`${channelLink(chosen.channelId)} was chosen for alerts ${date(chosen.at)}.`,
  ),
  actions([
    chosen === null && button('Where do alerts go?', alertChannelIds.open, { style: 'primary' }),
    checksButton(),
  ]),
]

/** The access to Miro was not renewed for so long that it ends soon. */
export function tokensMessage(facts: TokensFacts): Message {
  const { organizationName, miroOrgId, renewedAt, endsAt, fixedAt } = facts
  const title = md`The bot’s access to Miro ends soon for ${organizationName}`
  if (fixedAt !== null)
    return closedMessage(
      md`the access to Miro was renewed for ${organizationName}`,
      md`not renewed from ${date(renewedAt)} to ${date(fixedAt)}.`,
    )
  return titled(marks.trouble, title, [
    section(
      md`It was last renewed ${date(renewedAt)}. Every sync renews it, so no sync has reached Miro since. Without one, Miro refuses it after ${date(endsAt)}.`,
    ),
    section(
      md`*How to fix*\n1. Press Sync now: the message it sends says what stops the sync.\n2. If the sync cannot be mended before ${date(endsAt)}, press Reconnect as a Company Admin of this organization.`,
    ),
    actions([syncButton('Sync now', 'primary'), reconnectButton(miroOrgId)]),
    context(md`This message closes by itself after the next complete sync.`),
  ])
}

/** Nobody watches an organization any more: without this a silent channel would look like a good one. */
export function disconnectedMessage(facts: DisconnectedFacts): Message {
  const { organizationName, miroOrgId, by, since, closedFindings, fixedAt } = facts
  if (fixedAt !== null)
    return closedMessage(
      md`access to Miro is watched again for ${organizationName}`,
      md`disconnected by ${mention(by)} ${date(since)}. Watched again since ${date(fixedAt)}, after a complete sync.`,
    )
  return titled(marks.unwatched, md`Access to Miro is no longer watched for ${organizationName}`, [
    section(
      spaced(
        md`${mention(by)} disconnected it ${date(since)}. Nothing is checked, and no alerts come.`,
        closedFindings === 0
          ? null
          : md`${counted(closedFindings, 'open finding')} ${closedFindings === 1 ? 'was' : 'were'} closed with it: nothing about ${closedFindings === 1 ? 'it' : 'them'} was put right.`,
      ),
    ),
    actions([button('Connect again', connectIds.open, { value: miroOrgId })]),
    context(md`Connecting it again goes on with its accounts and decisions. This message closes then.`),
  ])
}

/** Alerts cannot be posted where they should go. They are kept, and go out as soon as there is a place. */
export function channelTroubleMessage(told: ChannelFacts): Message {
  const channel = channelLink(told.channelId)
  const title = md`Miro alerts cannot be posted in ${channel}`
  if (told.fixedAt !== null) {
    const there = told.goTo === null ? channel : channelLink(told.goTo)
    return closedMessage(
      md`Miro alerts are posted in ${there}`,
      md`${title}, from ${date(told.since)} to ${date(told.fixedAt)}. What waited follows there.`,
    )
  }
  return message(title, [
    section(
      md`*${title}*\n${reason(told.trouble, channel)} The alerts are kept and follow as soon as it works.`,
    ),
    actions([button('Choose another channel', alertChannelIds.open, { style: 'primary' })]),
  ])
}

function reason(trouble: string, channel: Markup): Markup {
  if (trouble === 'not_in_channel' || trouble === 'channel_not_found')
    return md`The bot is not in that channel. Type \`/invite\` with the bot’s name in ${channel}, or choose another one.`
  if (trouble === 'is_archived') return md`The channel is archived. Choose another one.`
  if (trouble === 'shared')
    return md`The channel is shared with another company by now. Alerts name people, so choose one of your own.`
  return md`Posting there is restricted. Let the bot post, or choose another channel.`
}

const most = 10

/** Contracts that end soon: somebody may have to move the last day. */
export function contractsMessage({ people }: ContractsFacts, naming: Naming): Message {
  const [first] = people
  const rest = people.length - most
  const title =
    people.length === 1 && first !== undefined
      ? md`A contract ends ${daysInWords(first.days)}`
      : md`${counted(people.length, 'contract')} end soon`
  return titled(marks.trouble, title, [
    ...people
      .slice(0, most)
      .map(({ id, name, lastDay, endAt, days }) =>
        section(
          md`${bold(naming.person(name))}: last day ${lastDay === null ? date(endAt) : md`${day(lastDay)}`}, ${daysInWords(days)}`,
          leavingButton(id),
        ),
      ),
    rest > 0 && context(md`And ${rest} more: \`/miro checks\` shows the soonest.`),
    context(
      md`Whoever stays needs another last day: press Last day. For everybody else nothing is to be done now: what they can still use in Miro is reported when the day is over.`,
    ),
  ])
}
