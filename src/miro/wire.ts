import { z } from 'zod'
import { type MiroMember, normaliseAddress } from '../domain/account.ts'

/** Ids are decimal strings longer than a number can hold; anything else is not an id. */
const id = z.string().regex(/^\d{1,32}$/)

/** `GET /v1/oauth-token`. The organisation is absent for tokens that belong to none. */
export const tokenContext = z.object({
  organization: z.object({ id, name: z.string().default('') }).nullish(),
  team: z.object({ id, name: z.string().default('') }).nullish(),
  user: z.object({ id, name: z.string().default('') }),
  scopes: z.array(z.string()).default([]),
})

/** `POST /v1/oauth/token`. Its ids are left aside: they arrive as bare numbers that JSON cannot hold. */
export const tokens = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).nullish(),
  expires_in: z.number().positive().nullish(),
})

/** `GET /v2/orgs/{org}` */
export const organization = z.object({
  id,
  name: z.string().default(''),
  plan: z.string().default('unknown'),
})

const member = z.object({
  id,
  email: z.string().nullish(),
  role: z.string().nullish(),
  license: z.string().nullish(),
  active: z.unknown().optional(),
  lastActivityAt: z.unknown().optional(),
  licenseAssignedAt: z.unknown().optional(),
  adminRoles: z.unknown().optional(),
})

// Every field is optional in Miro's own description, so a body without rows is judged here.
const memberPage = z.object({
  data: z.array(z.unknown()),
  size: z.number().optional(),
  limit: z.number().optional(),
  cursor: z.string().nullish(),
})

export type MembersPage = {
  readonly members: readonly MiroMember[]
  /** Rows without a usable id. */
  readonly setAside: number
  readonly cursor: string | null
}

/** A page of the members list, or null when it is not one. */
export function membersPage(body: unknown): MembersPage | null {
  const page = memberPage.safeParse(body)
  if (!page.success) return null
  const { data, size, limit } = page.data
  if (size !== undefined && size !== data.length) return null
  const { members, setAside } = membersOf(data)
  // A full page without a cursor is not believed to be the last: the cursor is the last member's id.
  const cursor =
    page.data.cursor || (data.length > 0 && data.length === limit ? (members.at(-1)?.id ?? null) : null)
  return { members, setAside, cursor }
}

/** The bare array that the filter by address answers with, or null when it is not one. */
export function membersArray(body: unknown): readonly MiroMember[] | null {
  return Array.isArray(body) ? membersOf(body).members : null
}

export const oneMember = (body: unknown): MiroMember | null => membersOf([body]).members[0] ?? null

function membersOf(rows: readonly unknown[]): { members: MiroMember[]; setAside: number } {
  const members: MiroMember[] = []
  for (const row of rows) {
    const parsed = member.safeParse(row)
    if (parsed.success) members.push(toMember(parsed.data))
  }
  return { members, setAside: rows.length - members.length }
}

function toMember(row: z.infer<typeof member>): MiroMember {
  const email = clean(row.email)
  return {
    id: row.id,
    email,
    address: normaliseAddress(email),
    role: clean(row.role) ?? 'unknown',
    license: clean(row.license) ?? 'unknown',
    active: typeof row.active === 'boolean' ? row.active : null,
    lastActivityAt: dateOf(row.lastActivityAt),
    licenseAssignedAt: dateOf(row.licenseAssignedAt),
    adminRoles: adminRolesOf(row.adminRoles),
  }
}

// Control characters, NUL first of all: the database refuses it, and nobody means the others.
// biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the point
const control = /[\u0000-\u001f\u007f-\u009f\ud800-\udfff]/

const longestText = 320

function clean(text: string | null | undefined): string | null {
  if (text === null || text === undefined) return null
  const kept = control.test(text) ? withoutControl(text) : text
  return kept.trim().slice(0, longestText) || null
}

const withoutControl = (text: string): string =>
  [...text].filter(character => character.length > 1 || !control.test(character)).join('')

/** ISO 8601 as Miro writes it; empty for never, null for what is no date. */
function dateOf(value: unknown): string | null {
  if (typeof value !== 'string' || value === '' || value.length > 40) return null
  const time = Date.parse(value)
  return Number.isNaN(time) ? null : new Date(time).toISOString()
}

function adminRolesOf(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return none
  return value.flatMap(role => (typeof role?.name === 'string' ? (clean(role.name) ?? []) : []))
}

const none: readonly string[] = []
