import { z } from 'zod'
import { type MiroMember, miroIdPattern } from '../domain/account.ts'
import { normaliseAddress } from '../domain/mail-address.ts'

/**
 * Miro's bodies. What one row says wrong is read as "Miro did not say"; what a page says wrong makes the page
 * worthless. Readers return null for the latter. Source: the schemas OrganizationMember,
 * OrganizationMembersSearchResponse, Organization, token-info of Miro's OpenAPI file.
 */

/** Control characters and half surrogates: PostgreSQL refuses some of them, and none is meant. */
const unwanted = /[\p{Cc}\p{Cs}]/u
const allUnwanted = /[\p{Cc}\p{Cs}]/gu

const cleaned = (text: string | null | undefined): string =>
  text ? (unwanted.test(text) ? text.replace(allUnwanted, '') : text) : ''

/** As much of a name as is kept. */
export const shortened = (text: string | null | undefined): string => cleaned(text).slice(0, 200).trim()

export const id = z.string().regex(miroIdPattern)

// What is left out must not fail: `catch` alone makes an error for it first, and that took most of a page's time.
const word = z.string().nullish().catch(null)
const flag = z.boolean().nullish().catch(null)

const row = z
  .object({
    id,
    email: word,
    role: word,
    license: word,
    active: flag,
    lastActivityAt: word,
    licenseAssignedAt: word,
    adminRoles: z
      .array(z.object({ name: word }).catch({ name: null }))
      .nullish()
      .catch(null),
  })
  .nullable()
  .catch(null)

const cursorText = z
  .string()
  .max(1_000)
  .refine(text => !unwanted.test(text))

const page = z.object({
  data: z.array(z.unknown()).max(100),
  size: z.number().optional(),
  limit: z.number().int().min(1).optional(),
  cursor: cursorText.nullish(),
})

export type MembersPage = {
  /** null: this was the last page. */
  readonly cursor: string | null
  /** Rows on the page. */
  readonly rows: number
  /** Reads the rows: the dearer part, which can be done while Miro is asked for the next page. */
  read(): {
    readonly members: readonly MiroMember[]
    /** Rows without a usable id: the address of each, else what stands for its id, else nothing. */
    readonly setAside: readonly string[]
  }
}

/**
 * One page of the members list, asked with `limit`. A full page that names no cursor is not trusted to be the last:
 * its last id is the cursor, as Miro defines cursors. Null for anything that is no page.
 */
export function readMembersPage(body: unknown, limit: number): MembersPage | null {
  const parsed = page.safeParse(body)
  if (!parsed.success) return null
  const { data, size, cursor } = parsed.data
  if (size !== undefined && size !== data.length) return null
  const full = data.length >= Math.min(limit, parsed.data.limit ?? limit)
  const read = () => {
    const members: MiroMember[] = []
    const setAside: string[] = []
    for (const found of data) {
      const member = readMember(found)
      if (member === null) setAside.push(nameOfUnreadable(found))
      else members.push(member)
    }
    return { members, setAside }
  }
  return { cursor: cursor || (full ? (read().members.at(-1)?.id ?? null) : null), rows: data.length, read }
}

const unreadable = z
  .object({ email: word, id: z.union([z.string(), z.number()]).nullish().catch(null) })
  .catch({ email: null, id: null })

/** By what somebody may find the account of a row that cannot be read. */
function nameOfUnreadable(found: unknown): string {
  const { email, id: other } = unreadable.parse(found)
  return (
    normaliseAddress(cleaned(email)) ??
    cleaned(other === null ? '' : String(other))
      .slice(0, 100)
      .trim()
  )
}

const foundByAddress = z.array(row).max(100)

/**
 * The bare array that the `emails` filter answers with. Its absences are evidence, so one unreadable row makes it
 * worthless: null.
 */
export function readMembersFound(body: unknown): readonly MiroMember[] | null {
  const parsed = foundByAddress.safeParse(body)
  if (!parsed.success) return null
  const members = parsed.data.flatMap(found => (found === null ? [] : [toMember(found)]))
  return members.length === parsed.data.length ? members : null
}

export function readMember(body: unknown): MiroMember | null {
  const found = row.safeParse(body).data ?? null
  return found === null ? null : toMember(found)
}

function toMember(found: NonNullable<z.infer<typeof row>>): MiroMember {
  const written = cleaned(found.email).trim()
  const email = written === '' || written.length > 320 ? null : written
  return {
    id: found.id,
    email,
    address: normaliseAddress(email),
    role: cleaned(found.role).slice(0, 100).trim() || 'unknown',
    license: cleaned(found.license).slice(0, 100).trim() || 'unknown',
    active: found.active ?? null,
    lastActivityAt: instant(found.lastActivityAt),
    licenseAssignedAt: instant(found.licenseAssignedAt),
    adminRoles: (found.adminRoles ?? []).map(({ name }) => shortened(name)).filter(name => name !== ''),
  }
}

const instantPattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)$/

/** As Miro writes instants: to the second or to the millisecond, in this century, on a day that every month has. */
const plainInstant = /^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{3})?Z$/

/** ISO 8601 in UTC with milliseconds. Nobody used Miro in 1970: the instant 0 or one before it is as good as none. */
function instant(text: string | null | undefined): string | null {
  if (!text) return null
  // Most are plain, and reading a date and writing it anew takes ten times as long.
  if (plainInstant.test(text)) return text.length === 24 ? text : `${text.slice(0, -1)}.000Z`
  if (!instantPattern.test(text)) return null
  const time = Date.parse(text)
  return Number.isNaN(time) || time <= 0 ? null : new Date(time).toISOString()
}

const printable = z.string().regex(/^[\x21-\x7e]{1,4096}$/)

const tokens = z.object({
  access_token: printable,
  refresh_token: printable.nullish(),
  expires_in: z
    .union([
      z.number(),
      z
        .string()
        .regex(/^\d{1,9}$/)
        .transform(Number),
    ])
    .nullish(),
})

export type Tokens = {
  readonly accessToken: string
  /** null: the app was created without expiring tokens. */
  readonly refreshToken: string | null
  readonly expiresInSeconds: number | null
}

/** The token answer. Its user_id and team_id may be bare numbers longer than 2^53: they are not read. */
export function readTokens(body: unknown): Tokens | null {
  const parsed = tokens.safeParse(body)
  if (!parsed.success) return null
  const { access_token, refresh_token, expires_in } = parsed.data
  return {
    accessToken: access_token,
    refreshToken: refresh_token ?? null,
    expiresInSeconds: typeof expires_in === 'number' ? Math.max(0, Math.floor(expires_in)) : null,
  }
}

const name = z.string().transform(text => cleaned(text).slice(0, 200))
export const named = z.object({ id, name: name.catch('') })

const context = z.object({
  organization: named.nullish().transform(found => found ?? null),
  team: named.nullish().transform(found => found ?? null),
  user: named,
  scopes: z.array(z.string()).catch([]),
})

/** Whose token it is and what it may do. `organization` is null for a token outside any organisation. */
export type TokenContext = z.infer<typeof context>

export const readContext = (body: unknown): TokenContext | null => context.safeParse(body).data ?? null

const organization = z.object({ id, name, plan: z.string().transform(cleaned).catch('unknown') })

export type Organization = z.infer<typeof organization>

export const readOrganization = (body: unknown): Organization | null =>
  organization.safeParse(body).data ?? null

const problem = z.object({ code: z.string().regex(/^[A-Za-z][\w.-]{0,63}$/) })

/** Miro's error code, or null where the body is no error of Miro's (a proxy's page). */
export function readErrorCode(text: string): string | null {
  try {
    return problem.safeParse(JSON.parse(text)).data?.code ?? null
  } catch {
    return null
  }
}
