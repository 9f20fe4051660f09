import type { Deadline } from '../../domain/deadline.ts'
import { parseSchedule, type Schedule } from '../../domain/schedule.ts'
import type { Field } from '../../domain/settings.ts'
import { counted } from '../text.ts'

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
  const every = rest.join(' ') === '* * * *' ? /^\*\/(\d+)$/.exec(minutes)?.[1] : undefined
  const schedule = every === undefined ? null : parseSchedule(`every-${every}`)
  if (schedule !== null) return scheduleInWords(schedule)
  return /^\d+ \* \* \* \*$/.test(cron) ? 'every hour' : `by SYNC_CRON: ${cron}`
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

export const fieldInWords: Readonly<Record<Field, string>> = {
  schedule: 'schedule',
  timeZone: 'time zone',
  administrators: 'who administers',
  removalDeadline: 'time to remove access',
  otherDeadline: 'time for the other checks',
  maskNames: 'names in channels',
}
