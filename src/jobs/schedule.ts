import { createTask, type Logger, type ScheduledTask, validate } from 'node-cron'
import { asError, type Log } from '../log.ts'

export type Entry = { readonly name: string; readonly cron: string; readonly run: () => Promise<void> }

export type Schedule = { start(): void; stop(): Promise<void> }

export const isCron = (expression: string): boolean =>
  expression.split(/\s+/).length === 5 && validate(expression)

/**
 * Ticks in UTC: in a zone with summer time node-cron skips the repeated hour. A tick only asks for work; whoever
 * does it decides, so a tick lost or doubled does no harm.
 */
export function openSchedule(
  entries: readonly Entry[],
  log: Pick<Log, 'debug' | 'warn' | 'error'>,
): Schedule {
  const onError = (name: string, error: unknown): void =>
    log.error({ schedule: name, err: asError(error) }, 'a tick failed')
  const logger = cronLog(log)
  const tasks: ScheduledTask[] = []
  return {
    start: () => {
      for (const { name, cron, run } of entries) {
        const task = createTask(cron, () => run().catch((error: unknown) => onError(name, error)), {
          name,
          timezone: 'UTC',
          noOverlap: true,
          logger,
        })
        tasks.push(task)
        void task.start()
      }
    },
    stop: async () => {
      await Promise.all(tasks.splice(0).map(task => task.destroy()))
    },
  }
}

/** By itself node-cron writes coloured text between the lines of the log, at each jump of the clock. */
export const cronLog = (log: Pick<Log, 'debug' | 'warn' | 'error'>): Logger => ({
  info: message => log.debug({}, message),
  warn: message => log.warn({}, message),
  debug: message => log.debug({}, String(message)),
  error: (message, err) => log.error({ err: asError(err ?? message) }, 'the schedule had an error'),
})

/** The longest time between two ticks of a cron expression, in milliseconds, as far as the next 100 ticks tell. */
export function longestInterval(cron: string): number {
  const task = createTask(cron, () => {}, { timezone: 'UTC' })
  const runs = task.getNextRuns(100).map(run => run.getTime())
  void task.destroy()
  return runs.slice(1).reduce((longest, run, index) => Math.max(longest, run - (runs[index] ?? run)), 0)
}

/**
 * When a cron expression ticks next after `now`. node-cron reckons from the machine's clock; from any other, which is a
 * sandbox's, the minutes of the next month are tried one by one.
 */
export function nextRun(cron: string, now: Date): Date {
  const task = createTask(cron, () => {}, { timezone: 'UTC' })
  const isMachineTime = Math.abs(now.getTime() - Date.now()) < minute
  const next = isMachineTime ? task.getNextRuns(1)[0] : firstMatch(task, now)
  void task.destroy()
  // An expression that never comes true was refused at the start.
  return next ?? new Date(Number.NaN)
}

const minute = 60_000

function firstMatch(task: ScheduledTask, now: Date): Date | null {
  const start = now.getTime() - (now.getTime() % minute)
  for (let after = 1; after <= 31 * 24 * 60; after += 1) {
    const at = new Date(start + after * minute)
    if (task.match(at)) return at
  }
  return null
}
