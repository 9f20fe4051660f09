import type { PlainTextOption } from '@slack/types'
import { z } from 'zod'
import type { Deadline } from '../../../domain/deadline.ts'
import { retentionChoices } from '../../../domain/retention.ts'
import { reviewChoices } from '../../../domain/review.ts'
import { parseSchedule, type Schedule, schedules, scheduleText } from '../../../domain/schedule.ts'
import type { MaskNames } from '../../../domain/settings.ts'
import type { UserGroup } from '../../../workflows/workspace/read-settings.ts'
import { option } from '../../frame/blocks.ts'
import { capital, counted } from '../../frame/text.ts'

/** The value of the schedule the bot was started with. */
export const asStarted = 'started'

export const scheduleOptions = (syncCron: string): PlainTextOption[] => [
  option(`As the bot was started: ${cronInWords(syncCron)}`, asStarted),
  ...schedules.map(schedule => option(capital(scheduleInWords(schedule)), scheduleText(schedule))),
]

/** As it is sent: `24 hours`, `2 business_days`. */
export const deadlineValue = ({ amount, unit }: Deadline): string => `${amount} ${unit}`

const deadlineShape = z
  .string()
  .regex(/^[1-9]\d{0,3} (hours|days|business_days)$/)
  .transform(text => {
    const [amount = '', unit = ''] = text.split(' ')
    return { amount: Number(amount), unit: z.enum(['hours', 'days', 'business_days']).parse(unit) }
  })

/** Reads `deadlineValue` back; null when it is none. */
export const readDeadline = (value: string | null): Deadline | null =>
  deadlineShape.safeParse(value).data ?? null

/** What can be chosen, and what was stored, if it is none of these. */
export const deadlineOptions = (stored: Deadline): PlainTextOption[] => {
  const known = deadlines.some(one => deadlineValue(one) === deadlineValue(stored))
  return [...(known ? [] : [stored]), ...deadlines].map(deadline =>
    option(deadlineInWords(deadline), deadlineValue(deadline)),
  )
}

const deadlines: readonly Deadline[] = [
  ...[4, 8, 12, 24, 48].map(amount => ({ amount, unit: 'hours' as const })),
  ...[3, 5, 7, 14, 30, 60, 90].map(amount => ({ amount, unit: 'days' as const })),
  ...[1, 2, 3, 5, 10, 15, 20].map(amount => ({ amount, unit: 'business_days' as const })),
]

export const reviewOptions: readonly PlainTextOption[] = reviewChoices.map(days =>
  option(days === 365 ? 'Every year' : `Every ${days} days`, String(days)),
)

export const retentionInWords = (months: number): string =>
  months % 12 === 0 ? counted(months / 12, 'year') : `${months} months`

export const retentionOptions: readonly PlainTextOption[] = retentionChoices.map(months =>
  option(retentionInWords(months), String(months)),
)

export const adminWays = {
  slack: option('Slack’s owners and admins', 'slack'),
  people: option('The people named below', 'people'),
  group: option('The user group named below', 'group'),
} as const

export const maskOptions: readonly PlainTextOption[] = (
  [
    ['automatic', 'Short in public channels', 'O. F. for Olivia Fischer. In full in private channels.'],
    ['always', 'Short in every channel', 'O. F. for Olivia Fischer, also in private channels.'],
    ['never', 'In full in every channel', 'Everybody in the workspace can read a public channel.'],
  ] as const satisfies readonly (readonly [MaskNames, string, string])[]
).map(([value, text, description]) => option(text, value, description))

export const zoneOption = (zone: string): PlainTextOption => option(zone.replaceAll('_', ' '), zone)

export const groupOption = ({ id, handle, name }: UserGroup): PlainTextOption =>
  option(name === '' ? `@${handle}` : `@${handle} · ${name}`, id)

/** "every 4 hours", "every day at 6:00" */
export function scheduleInWords(schedule: Schedule): string {
  if ('dailyAt' in schedule) return `every day at ${schedule.dailyAt}:00`
  const { everyMinutes } = schedule
  if (everyMinutes < 60) return `every ${everyMinutes} minutes`
  return everyMinutes === 60 ? 'every hour' : `every ${everyMinutes / 60} hours`
}

/** The cron expressions that are also choices in their words; others as they are written. */
export function cronInWords(cron: string): string {
  const [minutes = '', ...rest] = cron.split(/\s+/)
  const every = rest.join(' ') === '* * * *' ? minutesBetween(minutes) : null
  const schedule = every === null ? null : parseSchedule(`every-${every}`)
  return schedule === null ? `by SYNC_CRON: ${cron}` : scheduleInWords(schedule)
}

/** The minutes between two times of each hour; null when they are not always the same. */
function minutesBetween(minutes: string): number | null {
  const step = /^\*\/(\d+)$/.exec(minutes)?.[1]
  if (step !== undefined) return Number(step)
  if (!/^\d+(,\d+)*$/.test(minutes)) return null
  const [first = 0, ...others] = minutes.split(',').map(Number)
  const between = 60 / (others.length + 1)
  return others.every((minute, at) => minute === first + (at + 1) * between) ? between : null
}

const units = {
  hours: ['hour', 'hours'],
  days: ['day', 'days'],
  business_days: ['business day', 'business days'],
} as const

export function deadlineInWords({ amount, unit }: Deadline): string {
  const [one, many] = units[unit]
  return counted(amount, one, many)
}

/** Names of time zones that contain what was typed, those whose place begins with it first. */
export function zonesLike(text: string): string[] {
  const sought = plain(text)
  const place = (zone: string): string => plain(zone.slice(zone.lastIndexOf('/') + 1))
  const found = timeZones().filter(zone => plain(zone).includes(sought))
  const [first, others] = [true, false].map(begins =>
    found.filter(zone => place(zone).startsWith(sought) === begins),
  )
  return [...(first ?? []), ...(others ?? [])]
}

export const isTimeZone = (name: string): boolean => timeZones().includes(name)

/** IANA names; what Intl lists leaves UTC out. */
const timeZones = (): string[] => [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])]

const plain = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/g, ' ')
