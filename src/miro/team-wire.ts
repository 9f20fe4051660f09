import { z } from 'zod'
import { miroIdPattern } from '../domain/account.ts'
import { cleaned } from './wire.ts'

// Source: the schemas TeamsPage and TeamMember of Miro's OpenAPI file. A row that cannot be read is left out: teams
// are shown, and nothing is decided by them.

const id = z.string().regex(miroIdPattern)

const team = z
  .object({
    id,
    name: z
      .string()
      .transform(text => cleaned(text).slice(0, 200))
      .catch(''),
  })
  .nullable()
  .catch(null)

const page = z.object({ data: z.array(team).max(100), cursor: z.string().nullish() })

export type TeamsPage = {
  readonly teams: readonly { readonly id: string; readonly name: string }[]
  /** Whether there are more than these. */
  readonly more: boolean
}

/** A page of teams, or null for anything that is none. */
export function readTeamsPage(body: unknown): TeamsPage | null {
  const parsed = page.safeParse(body).data
  if (parsed === undefined) return null
  return { teams: parsed.data.flatMap(found => found ?? []), more: Boolean(parsed.cursor) }
}

const teamMember = z.object({ id, role: z.string().max(100).catch('') })

export const readTeamMember = (body: unknown): { readonly id: string; readonly role: string } | null =>
  teamMember.safeParse(body).data ?? null
