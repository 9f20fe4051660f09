import pg from 'pg'

/** Where a DATABASE_URL leads, without the password. */
export type DatabaseAddress = {
  readonly user: string
  readonly database: string
  /** A name, an address, or the folder of a unix socket. */
  readonly host: string
  readonly port: number
  /** Host and port as they may be shown. */
  readonly place: string
}

type Read = { readonly address: DatabaseAddress } | { readonly problem: string }

const form =
  'it must look like postgres://user:password@host:5432/name, or be left out for the embedded database. ' +
  'In user and password, write characters like # / ? @ % as %23 %2F %3F %40 %25'

/** What is wrong with a DATABASE_URL, to be told to whoever set it; null when pg can read it. */
export const databaseUrlProblem = (url: string): string | null => {
  const read = readDatabaseUrl(url)
  return 'problem' in read ? read.problem : null
}

/**
 * Reads a DATABASE_URL as pg does (it takes what is not in it from PGUSER, PGHOST and the like). The problem names
 * the variable and shows nothing of its value: any piece of it may be the password.
 */
export function readDatabaseUrl(url: string): Read {
  if (!/^postgres(ql)?:\/\//.test(url)) return { problem: `DATABASE_URL cannot be read: ${form}` }
  if (isCutShort(url)) return { problem: `DATABASE_URL has a special character at the wrong place: ${form}` }
  if (namesOtherSchema(url))
    return {
      problem:
        'DATABASE_URL names a schema, and the tables always lie in public. Give the bot a database of its own, and remove schema from it',
    }
  try {
    const { user, database, host, port } = new pg.Client({ connectionString: url })
    if (!(port >= 1 && port <= 65_535))
      return { problem: 'DATABASE_URL has a port that is not from 1 to 65535' }
    // The type says there is one, but on a machine without USER there is none.
    if (!user) return { problem: `DATABASE_URL names no user: ${form}` }
    return { address: { user, database: database ?? user, host, port, place: shown(url, host, port) } }
  } catch (error) {
    return { problem: problemOf(error) }
  }
}

/**
 * A / ? or # that stands as it is in the password ends the host too early: pg would ask for a host made of the
 * user's name, and an error would show the beginning of the password as its port.
 */
function isCutShort(url: string): boolean {
  const [upToQuery = '', ...query] = url.slice(url.indexOf('://') + 3).split('?')
  const [authority = '', ...path] = upToQuery.split('/')
  const hasAt = (parts: string[]) => parts.some(part => part.includes('@'))
  return url.includes('#') || hasAt(path) || (hasAt(query) && !hasAt([authority]))
}

/** Prisma's tools know the parameter, pg does not: two bots kept apart by it would share one set of tables. */
const namesOtherSchema = (url: string): boolean =>
  new URLSearchParams(url.split('?').slice(1).join('?')).getAll('schema').some(name => name !== 'public')

/** Without a user before it, what looks like a port may be a password whose rest a # in .env made a comment. */
function shown(url: string, host: string, port: number): string {
  if (host.startsWith('/') || !url.includes('@')) return host
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
}

/** pg reads the files that sslrootcert, sslcert and sslkey name while it reads the address. */
function problemOf(error: unknown): string {
  if (error instanceof Error && 'syscall' in error && 'path' in error)
    return `DATABASE_URL names the file ${error.path}, which cannot be read. Correct sslrootcert, sslcert or sslkey in it`
  const unreadable = error instanceof URIError || (error instanceof Error && 'input' in error)
  return unreadable
    ? `DATABASE_URL cannot be read: ${form}`
    : 'DATABASE_URL has TLS settings that do not fit together. Look at sslmode, sslrootcert and sslnegotiation in it'
}
