import { ForeignFailure } from '../domain/foreign-failure.ts'

/**
 * What people are told when the bot's own disk, keys or database gave way, with what to do; null for a bug. Read from
 * what such errors say of themselves: a workflow knows neither the storage nor the keys.
 */
export function ownTrouble(error: unknown): string | null {
  if (!(error instanceof Error) || error instanceof ForeignFailure) return null
  if (isCutOff(error)) return 'The bot is being stopped. Try again in a minute.'
  // Written for people to act on.
  if (error.name === 'StorageError') return error.message
  if (isMissingKey(error))
    return `A key is missing: a stored secret needs the key ${error.keyId}, which is not in ENCRYPTION_KEY. Add it there, and start the bot again.`
  if (error.name === 'SealError')
    return 'A stored secret cannot be opened: it was changed outside the bot. Restore a backup, or connect Miro again.'
  const codes = codesOf(error)
  if (codes.includes(diskFull))
    return 'The disk of the database is full. Free some space there, then try again.'
  const isLost = codes.some(code => lost.test(code)) || lostInWords.test(error.message)
  return isLost
    ? 'The bot cannot reach its database. Nothing was changed. Try again in a few minutes.'
    : ownTrouble(error.cause)
}

/** Stopping the bot ends what is under way: that says nothing about Miro or Slack. */
export const isCutOff = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError'

const isMissingKey = (error: Error): error is Error & { keyId: unknown } =>
  error.name === 'SealError' && 'kind' in error && error.kind === 'missing_key' && 'keyId' in error

/**
 * https://www.postgresql.org/docs/current/errcodes-appendix.html: class 08; stopped, crashed, starting; no connection
 * left; closed to new ones. The others are the network's, and Prisma's (https://www.prisma.io/docs/orm/reference/error-reference).
 */
const lost =
  /^(08...|57P0[1-5]|53300|55000|ECONN(REFUSED|RESET|ABORTED)|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|E(HOST|NET)UNREACH|P1001|P1002|P1008|P1017|P2024)$/

const diskFull = '53100'

/** Of pg itself, and of its pool, which give no code. */
const lostInWords =
  /^Connection terminated|connection timeout|timeout exceeded when trying to connect|not queryable|^Query read timeout/i

/** Prisma carries the code of the database below its own. */
type Coded = {
  readonly code?: unknown
  readonly meta?: { readonly driverAdapterError?: { readonly cause?: { readonly originalCode?: unknown } } }
}

const codesOf = (error: Error & Coded): string[] =>
  [error.code, error.meta?.driverAdapterError?.cause?.originalCode].map(String)
