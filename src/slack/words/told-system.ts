import { isGapReason } from '../../domain/gap.ts'
import { daysInSettings } from '../../domain/holidays.ts'
import type { Facts } from '../../domain/journal.ts'
import { numberOf, wordOf, wordsOf } from '../../domain/journal-facts.ts'
import type { JournalEntry } from '../../domain/journal-window.ts'
import type { Rule, StaffRole } from '../../domain/rule.ts'
import { channelLink, commas, counted, date, type Markup, md, spaced } from '../frame/text.ts'
import { whyNotRead } from './gap.ts'
import { ruleInWords } from './rule.ts'
import { byWhom, changes, doneBy, fromTo, moment } from './told-parts.ts'

export const ruleTold = ({ facts }: JournalEntry): Markup =>
  md`rule ${numberOf(facts, 'version') ?? 1}${doneBy(facts, 'savedBy')}: ${ruleInWords(ruleOf(facts))}`

function ruleOf(facts: Facts): Rule {
  const way = wordOf(facts, 'way')
  if (way === 'by_approval' || way === 'every_staff_member') return { way }
  const rights = facts['adminRights']
  return {
    ...{
      way: 'by_role',
      miroRoles: wordsOf(facts, 'miroRoles'),
      staffRoles: staffRolesOf(facts['staffRoles']),
    },
    ...(Array.isArray(rights) && { adminRights: wordsOf(facts, 'adminRights') }),
  }
}

const roleKinds = ['title', 'department', 'group'] as const

function staffRolesOf(all: unknown): StaffRole[] {
  if (!Array.isArray(all)) return []
  return all.flatMap((one: unknown) => {
    if (typeof one !== 'object' || one === null || !('kind' in one) || !('value' in one)) return []
    const kind = roleKinds.find(each => each === one.kind)
    const name = 'name' in one && typeof one.name === 'string' ? one.name : undefined
    return kind === undefined || typeof one.value !== 'string' ? [] : [{ kind, value: one.value, name }]
  })
}

const states: Readonly<Record<string, string>> = {
  connected: 'connected',
  reconnect_needed: 'Miro no longer accepts the bot’s sign-in',
  access_lost: 'Miro no longer lets the bot read the members',
  disconnected: 'disconnected',
}

export function connectionTold({ facts, was }: JournalEntry): Markup {
  const name = wordOf(facts, 'organizationName') ?? 'Miro'
  if (was === null) return md`${name} connected${doneBy(facts, 'connectedBy')}`
  const then = was.facts
  const differs = (field: string) => facts[field] !== then[field]
  const state = wordOf(facts, 'state') ?? ''
  const owner = wordOf(facts, 'criticalOwner')
  const told = changes([
    differs('state') && md`${states[state] ?? state}`,
    !differs('state') && differs('connectedAt') && md`connected again${doneBy(facts, 'connectedBy')}`,
    differs('organizationName') && fromTo('name', wordOf(then, 'organizationName'), name),
    differs('criticalSince') &&
      (moment(facts, 'criticalSince') === null
        ? md`no critical system any more`
        : md`a critical system${doneBy(facts, 'criticalBy')}`),
    differs('criticalOwner') && (owner === null ? md`no owner any more` : md`owner ${byWhom(owner)}`),
    differs('plan') && fromTo('plan', wordOf(then, 'plan'), wordOf(facts, 'plan')),
    differs('scimTokenAt') &&
      (moment(facts, 'scimTokenAt') === null
        ? md`SCIM token removed`
        : md`SCIM token given${doneBy(facts, 'scimTokenBy')}`),
    String(wordsOf(facts, 'scopes')) !== String(wordsOf(then, 'scopes')) &&
      md`permissions now ${wordsOf(facts, 'scopes').join(', ')}`,
  ])
  return told === null ? md`${name}: details of the connection changed` : md`${name}: ${told}`
}

/** What each is called where a change of it is told with both values. */
const plainSettings: Readonly<Record<string, string>> = {
  name: 'name of the workspace',
  timeZone: 'time zone',
  syncSchedule: 'schedule',
  maskNames: 'names in channels',
  adminWay: 'administrators',
}

/** Of these only that they changed. */
const otherSettings: Readonly<Record<string, string>> = {
  checks: 'single checks',
  adminPeople: 'administrators by name',
  adminGroupId: 'the user group of administrators',
  equalDomains: 'domains of the company',
}

/** Settings that have no column of their own, each with both values. */
function settingsOf(facts: Facts, then: Facts): (Markup | false)[] {
  const value = (of: Facts, name: string): string | null => {
    const all = of['settings']
    const one: unknown = typeof all === 'object' && all !== null ? Reflect.get(all, name) : undefined
    return one === undefined ? null : String(one)
  }
  return Object.entries(jsonSettings).map(([name, [what, unit, usual]]) => {
    const [before, now] = [value(then, name) ?? usual, value(facts, name) ?? usual]
    return before !== now && fromTo(what, `${before} ${unit}`, `${now} ${unit}`)
  })
}

/** What each is called, what it counts, and what it is until somebody chooses. */
const jsonSettings: Readonly<Record<string, readonly [string, string, string]>> = {
  retentionMonths: ['time that personal data is kept', 'months', '24'],
  reviewDays: ['time between reviews', 'days', '90'],
}

const holidaysTold = (before: readonly string[], now: readonly string[]): Markup | false => {
  const added = now.filter(each => !before.includes(each))
  const gone = before.filter(each => !now.includes(each))
  if (added.length + gone.length === 0) return false
  const many = (days: readonly string[]) => counted(days.length, 'holiday')
  if (gone.length === 0) return md`${many(added)} added`
  return added.length === 0 ? md`${many(gone)} removed` : md`${many(added)} added, ${many(gone)} removed`
}

export function settingsTold({ facts, was }: JournalEntry): Markup {
  if (was === null) return md`the bot was added to the workspace`
  const then = was.facts
  const plain = (of: Facts, field: string) => {
    const value = of[field]
    return value === undefined || value === null
      ? null
      : typeof value === 'object'
        ? 'another'
        : String(value)
  }
  const differs = (field: string) => JSON.stringify(facts[field]) !== JSON.stringify(then[field])
  const channel = wordOf(facts, 'alertChannelId')
  const time = (of: Facts, which: string) => {
    const amount = numberOf(of, `${which}SlaAmount`)
    return amount === null ? null : `${amount} ${(wordOf(of, `${which}SlaUnit`) ?? '').replace('_', ' ')}`
  }
  const deadline = (which: string, what: string) =>
    time(facts, which) !== time(then, which) && fromTo(what, time(then, which), time(facts, which))
  const told = changes([
    differs('alertChannelId') &&
      (channel === null
        ? md`no alert channel any more`
        : md`alerts go to ${channelLink(channel)}${doneBy(facts, 'alertChannelSetBy')}`),
    deadline('removal', 'time to remove access'),
    deadline('other', 'time for the other checks'),
    ...Object.entries(plainSettings).map(
      ([field, what]) => differs(field) && fromTo(what, plain(then, field), plain(facts, field)),
    ),
    ...settingsOf(facts, then),
    holidaysTold(daysInSettings(then), daysInSettings(facts)),
    ...Object.entries(otherSettings).map(([field, what]) => differs(field) && md`${what} changed`),
    differs('removedAt') &&
      (moment(facts, 'removedAt') === null
        ? md`the app is back in Slack`
        : md`the app was removed from Slack`),
  ])
  const by = wordOf(facts, 'settingsSavedBy')
  const saved = differs('settingsSavedAt') && by !== null ? md`, by ${byWhom(by)}` : md``
  return told === null ? md`settings saved${saved}` : md`settings: ${told}${saved}`
}

const readNames: Readonly<Record<string, readonly [string, string, string]>> = {
  miro: ['Miro', 'account', 'accounts'],
  slack: ['Slack’s people', 'person', 'people'],
  list: ['Staff list', 'person', 'people'],
  groups: ['Slack’s user groups', 'membership', 'memberships'],
}

/** "Miro synced: 342 accounts, nothing changed" */
export function runTold({ facts, changedAnything }: JournalEntry): Markup {
  const source = wordOf(facts, 'source') ?? ''
  const [what, one, many] = readNames[source] ?? [source, 'row', 'rows']
  const decided = doneBy(facts, 'decidedBy')
  const rows = counted(numberOf(facts, 'rows') ?? 0, one, many)
  const aside = numberOf(facts, 'setAside') ?? 0
  switch (wordOf(facts, 'state')) {
    case 'complete':
      return spaced(
        md`${what} synced: ${commas([md`${rows}`, md`${changedAnything ? 'with changes' : 'nothing changed'}`])}${decided}`,
        aside === 0 ? null : md`(${counted(aside, 'row')} could not be read)`,
      )
    case 'held':
      return md`${what} synced: ${rows}, held until an administrator decides`
    case 'failed':
      return md`${what}: the sync failed${because(facts)}`
    default:
      return md`${what}: the sync did not finish${because(facts)}`
  }
}

function because(facts: Facts): Markup {
  const said = wordOf(facts, 'because')
  return said === null ? md`` : md`: ${said}`
}

/** A time without a sync of a source. */
export function gapTold({ facts }: JournalEntry): Markup {
  const source = wordOf(facts, 'source') === 'staff' ? 'staff' : 'miro'
  const name = source === 'staff' ? 'The staff' : 'Miro'
  const [since, because] = [moment(facts, 'since'), wordOf(facts, 'because') ?? '']
  const from = since === null ? md`` : md` since ${date(since)}`
  if (moment(facts, 'endedAt') !== null)
    return md`${name}: a sync again, there was none${from}. Results are known again`
  const reason = isGapReason(because) ? md`: ${whyNotRead(source, because)}` : md``
  return md`${name}: no sync${from}, results are unknown${reason}`
}

export const keyTold = ({ facts }: JournalEntry): Markup =>
  md`${moment(facts, 'retiredAt') === null ? 'signing key made' : 'signing key retired'}`
