import type { Deadline } from '../../../domain/deadline.ts'
import { parseSchedule, type Schedule } from '../../../domain/schedule.ts'
import { counted } from '../../frame/text.ts'

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
