import type { ModalView } from '@slack/types'
import { scheduleText } from '../../../domain/schedule.ts'
import type { ChosenSettings } from '../../../domain/settings.ts'
import type { TestSent } from '../../../workflows/alerts/alert-channel.ts'
import type { SettingsReport, UserGroup } from '../../../workflows/workspace/read-settings.ts'
import type { SettingsSaved } from '../../../workflows/workspace/save-settings.ts'
import { alertsButton, targetValue } from '../../doors/setup.ts'
import {
  actions,
  type Blocks,
  button,
  context,
  form,
  input,
  type Message,
  modal,
  note,
  present,
  radio,
  section,
  select,
} from '../../frame/blocks.ts'
import { stateLine } from '../../frame/newer-blocks.ts'
import { externalSelect, usersSelect } from '../../frame/pickers.ts'
import {
  bold,
  channelLink,
  code,
  counted,
  date,
  join,
  type Markup,
  md,
  mention,
  words,
} from '../../frame/text.ts'
import { scimIds } from '../../ids/accounts.ts'
import { disconnectIds } from '../../ids/connection.ts'
import { domainsIds } from '../../ids/identity.ts'
import { importIds } from '../../ids/people.ts'
import { holidaysIds, settingsIds } from '../../ids/workspace.ts'
import { scimLine } from '../../words/connection.ts'
import { originInWords } from '../../words/staff-list.ts'
import { checkBlocks } from './check-fields.ts'
import {
  adminWays,
  asStarted,
  cronInWords,
  deadlineOptions,
  deadlineValue,
  groupOption,
  maskOptions,
  retentionOptions,
  reviewOptions,
  scheduleInWords,
  scheduleOptions,
  zoneOption,
} from './choices.ts'
import { savedInWords, testedInWords } from './outcome.ts'
import { settingsMetadata } from './read.ts'

/**
 * Everything that can be set. `after`: what came of saving. `chosen`: what the form shows, where that is not what is
 * in force.
 */
export const settingsView = (
  report: SettingsReport,
  after: SettingsSaved | null = null,
  chosen: ChosenSettings = report.settings,
): ModalView =>
  form(settingsIds.modal, 'Settings', sending(report, after), [
    after !== null && stateLine(savedInWords(after)),
    ...alertBlocks(report),
    ...scheduleBlocks(report, chosen),
    ...adminBlocks(chosen, report),
    ...deadlineBlocks(chosen, report),
    ...checkBlocks(chosen.checks),
    input(
      'Names of people in channels',
      radio(settingsIds.maskNames, { options: maskOptions, chosen: [chosen.maskNames] }),
    ),
    input(
      'Ask sponsors whether external people still work with you',
      select(settingsIds.reviewDays, 'Choose how often', {
        options: reviewOptions,
        chosen: [String(chosen.reviewDays)],
      }),
      { hint: 'By direct message. No answer in 7 days waits for you under /miro checks.' },
    ),
    input(
      'Keep names of people and accounts that are gone for',
      select(settingsIds.retentionMonths, 'Choose how long', {
        options: retentionOptions,
        chosen: [String(chosen.retentionMonths)],
      }),
      {
        hint: 'After that their names, addresses and notes about them are deleted for good. What happened stays. Messages and files in Slack follow Slack’s own settings.',
      },
    ),
    ...domainBlocks(report),
    section(staffInWords(report), button('Import a list', importIds.open)),
    ...connectionBlocks(report),
    report.savedBy !== null &&
      report.savedAt !== null &&
      context(md`Last changed by ${mention(report.savedBy)} · ${date(report.savedAt)}`),
  ])

/** What was asked about is agreed to by sending the form once more. */
const sending = ({ version }: SettingsReport, after: SettingsSaved | null) =>
  after?.outcome === 'asks'
    ? { submit: 'Save anyway', metadata: settingsMetadata(version, after.about) }
    : { submit: 'Save', metadata: settingsMetadata(version, { rights: false, retentionMonths: null }) }

const domainBlocks = ({ equalDomains }: SettingsReport): Blocks => [
  section(
    equalDomains.length === 0
      ? md`*Domains of the company:* none declared.`
      : md`*Domains of the company:* ${join(
          equalDomains.slice(0, 20).map(each => code(each)),
          ' = ',
        )}`,
    button('Domains', domainsIds.open),
  ),
]

function staffInWords({ staffList }: SettingsReport): Markup {
  if (staffList === null) return md`*Staff list:* Slack’s own. No CSV file was imported.`
  const { origin, standing, readAt, troubleSince } = staffList
  const name = bold(originInWords(origin))
  const when =
    readAt === null
      ? md`not read yet`
      : standing
        ? md`synced on the schedule, last ${date(readAt)}`
        : md`imported ${date(readAt)}`
  const trouble =
    troubleSince === null
      ? null
      : md`⚠️ It cannot be used since ${date(troubleSince)}: open \`/miro checks\` to see why.`
  return join([md`*Staff list:* Slack’s own, and ${name}, ${when}.`, trouble])
}

/** So many organizations fit beside the rest. */
const most = 20

const connectionBlocks = ({ connections }: SettingsReport): Blocks =>
  connections
    .slice(0, most)
    .flatMap(({ key, organizationName, scim }) => [
      section(
        md`${bold(organizationName)} is connected.`,
        button('Disconnect', disconnectIds.open, { value: targetValue(key.miroOrgId) }),
      ),
      section(
        scimLine(organizationName, scim),
        button('Names', scimIds.open, { value: targetValue(key.miroOrgId) }),
      ),
    ])

function alertBlocks({ alertChannel }: SettingsReport): Blocks {
  const change = alertsButton()
  if (alertChannel === null) return [section(md`*Alerts* wait: no channel is chosen yet.`), actions([change])]
  const channel = channelLink(alertChannel.id)
  return [
    section(
      alertChannel.trouble === null
        ? md`*Alerts* go to ${channel}.`
        : md`⚠️ *Alerts* cannot be posted to ${channel}. Type \`/invite @Miro Access\` there, or choose another channel.`,
    ),
    actions([button('Send a test message', settingsIds.test), change]),
  ]
}

function scheduleBlocks(
  { settings, startedWith, timeZoneInForce, ownTimeZone, nextSyncAt }: SettingsReport,
  chosen: ChosenSettings,
): Blocks {
  const inForce = settings.schedule
  const often = inForce === null ? cronInWords(startedWith.syncCron) : scheduleInWords(inForce)
  return [
    input(
      'Sync Miro’s accounts',
      select(settingsIds.schedule, 'Choose how often', {
        options: scheduleOptions(startedWith.syncCron),
        chosen: [chosen.schedule === null ? asStarted : scheduleText(chosen.schedule)],
      }),
    ),
    context(
      nextSyncAt === null
        ? md`Now ${words(often)}, once Miro is connected.`
        : md`Now ${words(often)}, next ${date(nextSyncAt)}. What is older than two such intervals counts as unknown.`,
    ),
    input(
      'Time zone',
      externalSelect(settingsIds.timeZone, 'Type a city', {
        chosen: zoneOption(chosen.timeZone ?? timeZoneInForce),
        from: 1,
      }),
      {
        hint: `For the schedule and for business days. Dates in messages follow the clock of whoever reads them.${
          ownTimeZone === null ? '' : ` Your own in Slack is ${ownTimeZone.replaceAll('_', ' ')}.`
        }`,
      },
    ),
  ]
}

function adminBlocks(
  { administrators }: ChosenSettings,
  { userGroups }: Pick<SettingsReport, 'userGroups'>,
): Blocks {
  const { way } = administrators
  const people = administrators.way === 'people' ? administrators.people : []
  const groupId = administrators.way === 'group' ? administrators.groupId : null
  const withGroups = userGroups !== null || groupId !== null
  return [
    input(
      'Administrators of this bot',
      radio(settingsIds.adminWay, {
        options: present([adminWays.slack, adminWays.people, withGroups && adminWays.group]),
        chosen: [way],
      }),
      {
        hint: 'They connect, decide, and change these settings. Slack’s owners and admins can always open Settings and change this.',
      },
    ),
    input('People', usersSelect(settingsIds.adminPeople, 'Name people', people), {
      optional: true,
    }),
    withGroups &&
      input(
        'User group',
        externalSelect(settingsIds.adminGroup, 'Choose a user group', {
          chosen: groupId === null ? null : groupOption(groupOf(groupId, userGroups)),
        }),
        { optional: true },
      ),
    userGroups === null && context(withGroups ? groupLost : groupsHidden),
  ]
}

const groupsHidden = md`A user group could be chosen too, but the bot may not read user groups. Add the permission \`usergroups:read\` to the Slack app and install it again.`

const groupLost = md`⚠️ The bot may not read user groups any more, so nobody of the group is an administrator now. Add the permission \`usergroups:read\` to the Slack app and install it again, or choose others.`

const groupOf = (id: string, groups: readonly UserGroup[] | null): UserGroup =>
  groups?.find(group => group.id === id) ?? { id, handle: id, name: '' }

const deadlineBlocks = (
  { removalDeadline, otherDeadline }: ChosenSettings,
  { settings: { holidays } }: SettingsReport,
): Blocks => [
  input(
    'Time to remove the access of somebody who left',
    select(settingsIds.removalDeadline, 'Choose how long', {
      options: deadlineOptions(removalDeadline),
      chosen: [deadlineValue(removalDeadline)],
    }),
  ),
  input(
    'Time for the other checks',
    select(settingsIds.otherDeadline, 'Choose how long', {
      options: deadlineOptions(otherDeadline),
      chosen: [deadlineValue(otherDeadline)],
    }),
    {
      hint: 'A change holds for new findings only. Business days leave out Saturdays, Sundays and holidays.',
    },
  ),
  section(
    holidays.length === 0 ? md`*Holidays:* none.` : md`*Holidays:* ${counted(holidays.length, 'day')}.`,
    button('Holidays', holidaysIds.open),
  ),
]

/** The time zone that the setup proposed was taken, or somebody was faster. */
export const zoneMessage = (zone: string, outcome: SettingsSaved['outcome']): Message =>
  outcome === 'saved' || outcome === 'unchanged'
    ? note(md`Saved: the schedule and business days now follow ${zone.replaceAll('_', ' ')}.`)
    : note(md`Nothing was saved: somebody else changed the settings meanwhile.`)

/** What came of a test message. */
export const testedView = (sent: TestSent): ModalView =>
  modal(settingsIds.tested, 'Test message', [stateLine(testedInWords(sent))])
