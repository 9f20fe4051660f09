import type { DatabaseAddress } from './database-url.ts'
import { StorageError } from './storage-error.ts'

type Refusal = (at: DatabaseAddress, code: string) => string

const noAnswer: Refusal = ({ host }, code) =>
  `the PostgreSQL server at ${host} does not answer (${code}). Let this machine reach it (firewall, network), or correct host and port`

const notKnown: Refusal = ({ host }, code) =>
  `this machine does not know the host ${host} (${code}). Correct it, or mend the DNS of this machine`

const notThere: Refusal = ({ place }, code) =>
  `no PostgreSQL server is at ${place} (${code}). Start it, or correct host and port`

const later: Refusal = ({ place }, code) =>
  `the PostgreSQL server at ${place} is starting or stopping (${code}). Wait until it is up`

const untrusted: Refusal = ({ host }, code) =>
  `the certificate of ${host} is not trusted (${code}). Use the host name the certificate is for, and name the file of its authority: ?sslmode=verify-full&sslrootcert=/path/to/ca.pem`

/** What Node says of a connection, and PostgreSQL (https://www.postgresql.org/docs/current/errcodes-appendix.html) of a user. */
const byCode: Readonly<Record<string, Refusal>> = {
  ECONNREFUSED: notThere,
  ENOENT: notThere,
  ENOTFOUND: notKnown,
  EAI_AGAIN: notKnown,
  ETIMEDOUT: noAnswer,
  EHOSTUNREACH: noAnswer,
  ENETUNREACH: noAnswer,
  '57P03': later,
  '3D000': ({ place, database }, code) =>
    `the server at ${place} has no database ${quoted(database)} (${code}). Create it, or correct its name`,
  '28P01': ({ place, user }, code) =>
    `the server at ${place} refuses the password of the user ${quoted(user)} (${code}). Correct it; write characters like # / ? @ % as %23 %2F %3F %40 %25`,
  '28000': ({ place, user }, code) =>
    `the server at ${place} does not let the user ${quoted(user)} in (${code}). Create that role with LOGIN, allow it in pg_hba.conf, or, where the server wants TLS, add ?sslmode=verify-full`,
  '42501': ({ user, database }, code) =>
    `the user ${quoted(user)} may not use the database ${quoted(database)} (${code}). As its owner: GRANT CONNECT, CREATE ON DATABASE ${quoted(database)} TO ${quoted(user)}`,
  '53300': ({ place }, code) =>
    `the server at ${place} has no connection left (${code}). The bot takes up to 11: end others, or raise max_connections`,
}

/** Errors of pg itself, which have no code. */
const byMessage: readonly (readonly [RegExp, Refusal])[] = [
  [/timeout/, at => noAnswer(at, 'timeout')],
  [
    /password must be/,
    ({ place, user }) =>
      `the server at ${place} asks for a password of the user ${quoted(user)}, and there is none. Write it between user and host: user:password@host`,
  ],
  [
    /does not support SSL/,
    ({ place }) =>
      `the server at ${place} has no TLS, which sslmode asks for. Turn it on there, or on a network you trust remove sslmode`,
  ],
]

/** What a server that is still starting, or a network that is down for a while, ends with. */
const passing: ReadonlySet<Refusal> = new Set([noAnswer, notKnown, notThere, later])
const passingCode = /^(53300|ECONNRESET|EPIPE|08...|57P0[1-3])$/
const passingText = /timeout|^Connection terminated|^The connection to the database was lost/

/** Whether by itself it may be otherwise in a while: nobody has to correct anything first. */
export function mayPass(error: unknown): boolean {
  const { code = '', message = '' } = error as { code?: string; message?: string }
  const known = byCode[code]
  return (known !== undefined && passing.has(known)) || passingCode.test(code) || passingText.test(message)
}

const certificate = /^(SELF_SIGNED|DEPTH_ZERO|UNABLE_TO|CERT_|ERR_TLS_CERT)/

/**
 * Why a connection to a server, or its first query, failed, in words for whoever set DATABASE_URL. Never with the
 * value itself: it carries a password.
 */
export function servedRefusal(error: unknown, at: DatabaseAddress): StorageError {
  const { code = '', message } = error as { code?: string; message: string }
  const known =
    byCode[code] ?? (certificate.test(code) ? untrusted : byMessage.find(([text]) => text.test(message))?.[1])
  const sentence =
    known?.(at, code) ??
    `the server at ${at.place} could not be used (${message.split('\n')[0]}). See that it is PostgreSQL, look into its log`
  return refused('no_server', sentence, { cause: error, mayPass: mayPass(error) })
}

/** What a server says of itself and of the database, before anything is written. */
export type Served = {
  readonly version: string
  readonly version_num: number
  readonly encoding: string
  readonly standby: boolean
  readonly read_only: boolean
  readonly may: boolean
}

/** The oldest that is tested, as the README says. */
const oldest = 15

/** SQL_ASCII stores the bytes as they come, and UTF-8 is what comes. */
const encodings = new Set(['UTF8', 'SQL_ASCII'])

/** Why the bot could not work with a database that lets it in; null when it can. */
export function unfit(at: DatabaseAddress, { version, version_num, ...found }: Served): StorageError | null {
  const { place, user } = at
  const database = quoted(at.database)
  if (version_num < oldest * 10_000)
    return refused(
      'unfit',
      `the server at ${place} is PostgreSQL ${version}, and this bot needs ${oldest} or newer. Bring it up to date, or name another one`,
    )
  if (!encodings.has(found.encoding))
    return refused(
      'unfit',
      `the database ${database} has the encoding ${found.encoding}, which cannot hold every name, and this bot needs UTF8. ` +
        `Create another one and name it here: CREATE DATABASE name ENCODING 'UTF8' TEMPLATE template0`,
    )
  if (found.standby)
    return refused(
      'unfit',
      `the server at ${place} is a standby, which can only be read. Name its primary server`,
    )
  if (found.read_only)
    return refused(
      'unfit',
      `the database ${database} can only be read by the user ${quoted(user)}. Turn default_transaction_read_only off for both: ` +
        `ALTER DATABASE ${database} RESET default_transaction_read_only; ALTER ROLE ${quoted(user)} RESET default_transaction_read_only`,
    )
  return found.may ? null : missingRights(at)
}

/** A sentence about DATABASE_URL, with what to do at its end. */
const refused = (
  kind: 'no_server' | 'no_rights' | 'unfit',
  sentence: string,
  more: { cause?: unknown; mayPass?: boolean } = {},
): StorageError => new StorageError(kind, `DATABASE_URL: ${sentence}, and start again.`, more)

/** A name as SQL and people can read it. */
const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** What the user of DATABASE_URL must be allowed before the first start can make the tables. */
export const missingRights = ({ user, database }: DatabaseAddress): StorageError =>
  refused(
    'no_rights',
    `the user ${quoted(user)} may not make tables in the database ${quoted(database)}. As its owner: ` +
      `GRANT CREATE ON DATABASE ${quoted(database)} TO ${quoted(user)}; GRANT CREATE ON SCHEMA public TO ${quoted(user)}`,
  )
