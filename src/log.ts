import { type DestinationStream, type Logger, pino } from 'pino'
import type { LogLevel } from './config.ts'

/** What every part may do with a log. Fields are named one by one; objects from outside are never logged whole. */
export type Log = {
  debug(fields: LogFields, message: string): void
  info(fields: LogFields, message: string): void
  warn(fields: LogFields, message: string): void
  error(fields: LogFields, message: string): void
  child(fields: LogFields): Log
}

export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined | Error>>

/** What was thrown, to be logged: anything that is no error is not shown. */
export const asError = (thrown: unknown): Error =>
  thrown instanceof Error ? thrown : new Error('not an error')

// Tokens have known beginnings; whatever slips into a message or a stack is cut there.
const secretLooking = /\b(xox[a-z]-|xapp-|xoxe[.-]|eyJtaXJvLm9yaWdpbi)[\w.=%-]+|\bBearer\s+[\w.=%-]+/g

const redact = (text: string): string => text.replace(secretLooking, '«redacted»')

/** One JSON line per event on standard output. */
export function openLog(level: LogLevel, destination?: DestinationStream): Log {
  const options = {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    serializers: {
      err: (error: unknown) =>
        error instanceof Error
          ? { type: error.name, message: redact(error.message), stack: redact(error.stack ?? '') }
          : { type: typeof error },
    },
  }
  return wrap(destination ? pino(options, destination) : pino(options))
}

function wrap(logger: Logger): Log {
  const clean = (fields: LogFields) =>
    Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [
        name,
        typeof value === 'string' ? redact(value) : value,
      ]),
    )
  return {
    debug: (fields, message) => logger.debug(clean(fields), redact(message)),
    info: (fields, message) => logger.info(clean(fields), redact(message)),
    warn: (fields, message) => logger.warn(clean(fields), redact(message)),
    error: (fields, message) => logger.error(clean(fields), redact(message)),
    child: fields => wrap(logger.child(clean(fields))),
  }
}
