import { type Logger, LogLevel } from '@slack/web-api'
import type { Log } from '../../log.ts'

/**
 * Slack's libraries write to our log, but never what they call debug: there they print whole requests. Only texts
 * are taken; objects may hold anything.
 */
export function sdkLog(log: Log): Logger {
  const text = (parts: readonly unknown[]): string =>
    parts
      .flatMap(each => (typeof each === 'string' ? [each] : each instanceof Error ? [each.name] : []))
      .join(' ')
  return {
    debug: () => {},
    info: (...parts) => log.debug({}, text(parts)),
    warn: (...parts) => log.warn({}, text(parts)),
    error: (...parts) => log.error({}, text(parts)),
    setLevel: () => {},
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  }
}
