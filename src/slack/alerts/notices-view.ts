import type {
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
import { whyNotRead } from '../words/gap.ts'
import { heldSource, syncQuestion } from '../words/held.ts'
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
    section(
      facts.because === 'unavailable'
        ? md`The bot tries again by itself at every sync.`
        : howTo[facts.trouble],
    ),
    actions(facts.trouble === 'stale' ? [sync] : [reconnect, sync]),
    context(md`Closes by itself after the next complete sync.`),
  ])
}

function troubleTitle({ trouble, because, organizationName }: ConnectionFacts): Markup {
  if (trouble === 'reconnect_needed') return md`Miro has to be connected again for ${organizationName}`
  if (trouble === 'access_lost') return md`Miro refuses to list the accounts of ${organizationName}`
  const why = because === null ? null : md`: ${whyNotRead('miro', because)}`
  return md`No complete sync of ${organizationName} lately${why ?? md``}`
}

const troubleWords: Readonly<Record<ConnectionFacts['trouble'], Markup | null>> = {
  reconnect_needed: md`Miro no longer accepts the bot’s access.`,
  access_lost: md`The organization is no longer on the Enterprise plan, or the person who connected is no longer Company Admin.`,
  // The title says it.
  stale: null,
}

const howTo: Readonly<Record<ConnectionFacts['trouble'], Markup>> = {
  reconnect_needed: md`Press Reconnect and follow the steps as a Company Admin of this organization.`,
  access_lost: md`1. In Miro, check the plan, and that the bot was connected by a Company Admin.\n2. Did that person lose the role? Press Reconnect as a Company Admin. Otherwise press Sync now.`,
  stale: md`1. Press Sync now. Its message shows how far it gets.\n2. Nothing happens? Ask whoever runs this bot to look at its log.`,
}

const dataIsOf = (lastCompleteSyncAt: Date | null): Markup =>
  lastCompleteSyncAt === null
    ? md`No complete sync yet: nothing is known about these accounts.`
    : md`Last complete sync: ${date(lastCompleteSyncAt)}. What changed since is not known.`

/** The staff list cannot be read, or is no use. */
export function staffListMessage(facts: StaffListFacts): Message {
  const { staffReadAt, trouble } = facts
  const title = staffListTitle(facts)
  if (facts.fixedAt !== null)
    return closedMessage(
      md`the Slack staff list is synced again`,
      md`${title}, from ${date(facts.since)} to ${date(facts.fixedAt)}.`,
    )
  const known =
    staffReadAt === null
      ? md`Without a staff list the accounts cannot be judged.`
      : md`Last complete sync: ${date(staffReadAt)}. Who joined or left since is not known.`
  return titled(marks.trouble, title, [
    section(
      trouble === 'no_addresses'
        ? spaced(md`Without them no account matches a person, so the list is not used.`, known)
        : known,
    ),
    section(howToRead[trouble]),
    actions([syncButton('Sync now')]),
    context(md`Closes by itself after the next complete sync.`),
  ])
}

function staffListTitle({ trouble, staffReadAt }: StaffListFacts): Markup {
  if (trouble === 'no_addresses') return md`Slack gives the bot no e-mail addresses of the staff`
  return staffReadAt === null
    ? md`No sync of the Slack staff list yet`
    : md`No complete sync of the Slack staff list lately`
}

const howToRead: Readonly<Record<StaffListFacts['trouble'], Markup>> = {
  not_read: md`1. Press Sync now. Its message shows how far it gets.\n2. Nothing happens? Ask whoever runs this bot to look at its log.`,
  no_addresses: md`1. In the settings of the Slack app, add the bot scope users:read.email and install the app again.\n2. Press Sync now.`,
}

/** A sync that is not believable without a person's word. */
export function heldSyncMessage(facts: HeldSyncFacts, naming: Naming): Message {
  const { title, was, buttons } = questionOf(facts)
  if (facts.decided !== null) return decidedMessage(facts.decided, heldSource(facts), was)
  const sample = facts.sample
    .slice(0, 5)
    .map(each => code(each.includes('@') ? naming.email(each) : naming.person(each)))
  const rest = facts.gone - sample.length
  return titled(marks.trouble, title, [
    sample.length > 0 &&
      section(md`${commas(sample)}${rest > 0 ? md` and ${counted(rest, 'more', 'more')}` : md``}`),
    section(spaced(facts.reason !== 'many_gone' && was, syncQuestion(facts))),
    actions(buttons),
    context(md`Nothing changes until then. Only administrators can decide. The log shows who did.`),
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
  const title = md`First check of ${facts.organizationName}: ${counted(facts.accounts, 'account')}`
  return message(title, [
    section(md`*${title}*`),
    section(
      lines.length === 0 ? words(facts.unknown === 0 ? 'No findings.' : 'No findings so far.') : join(lines),
    ),
    facts.unknown > 0 && section(notJudged(facts.unknown)),
    ...(facts.disconnected === null
      ? whatNext(facts.chosen)
      : [section(disconnectedSince(facts.disconnected))]),
  ])
}

const disconnectedSince = ({ by, at }: NonNullable<FirstLookFacts['disconnected']>): Markup =>
  md`${words(marks.unwatched)} Disconnected by ${mention(by)} ${date(at)}. Nothing is checked any more.`

const whatNext = (chosen: FirstLookFacts['chosen']): Blocks => [
  section(
    chosen === null
      ? md`Alerts start once you choose a channel.`
      : md`Alerts go to ${channelLink(chosen.channelId)} since ${date(chosen.at)}.`,
  ),
  actions([
    chosen === null && button('Choose a channel', alertChannelIds.open, { style: 'primary' }),
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
    section(md`No sync has reached Miro since ${date(renewedAt)}. Without one, the access ends.`),
    section(
      md`Fix by ${date(endsAt)}.\n1. Press Sync now. Its message shows how far it gets.\n2. Does it not work? Press Reconnect as a Company Admin of this organization.`,
    ),
    actions([syncButton('Sync now', 'primary'), reconnectButton(miroOrgId)]),
    context(md`Closes by itself after the next complete sync.`),
  ])
}

/** Nobody watches an organization any more: without this a silent channel would look like a good one. */
export function disconnectedMessage(facts: DisconnectedFacts): Message {
  const { organizationName, miroOrgId, by, since, closedFindings, fixedAt } = facts
  if (fixedAt !== null)
    return closedMessage(
      md`access to Miro is watched again for ${organizationName}`,
      md`disconnected by ${mention(by)}, from ${date(since)} to ${date(fixedAt)}. Watched again after a complete sync.`,
    )
  return titled(marks.unwatched, md`Access to Miro is no longer watched for ${organizationName}`, [
    section(
      spaced(
        md`${mention(by)} disconnected it ${date(since)}. No checks, no alerts.`,
        closedFindings === 0
          ? null
          : md`${counted(closedFindings, 'open finding')} closed with it. Nothing about ${closedFindings === 1 ? 'it' : 'them'} was fixed.`,
      ),
    ),
    actions([button('Connect again', connectIds.open, { value: miroOrgId })]),
    context(md`Closes once it is connected again. Its accounts and decisions are kept.`),
  ])
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
    rest > 0 && context(md`and ${rest} more: \`/miro checks\` shows the soonest`),
    context(
      md`Staying longer? Change the last day. Otherwise nothing to do: we report any access left after that day.`,
    ),
  ])
}
