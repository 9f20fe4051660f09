import { z } from 'zod'
import { about, find, get, type MiroClient, segment } from './client.ts'
import { id, named } from './wire.ts'

/** The teams of an organisation. Needs `organizations:teams:read` of a Company Admin. Each call is one try. */
export type MiroTeams = {
  /** The first hundred. 50 credits. */
  first(accessToken: string, orgId: string): Promise<TeamsPage>
  /** Miro's word for what somebody is in a team; null when they are not in it. 50 credits. */
  roleIn(accessToken: string, orgId: string, teamId: string, memberId: string): Promise<string | null>
}

export function miroTeams(client: MiroClient): MiroTeams {
  const of = (orgId: string) => `/v2/orgs/${segment(orgId)}/teams`
  return {
    first: async (accessToken, orgId) =>
      get(client, {
        ...{ operation: 'list of teams', accessToken, path: of(orgId), query: { limit: '100' } },
        read: readTeamsPage,
      }),

    async roleIn(accessToken, orgId, teamId, memberId) {
      const path = `${of(orgId)}/${segment(teamId)}/members/${segment(memberId)}`
      const read = about(memberId, readTeamMember)
      const found = await find(client, { operation: 'member of a team', accessToken, path, read })
      return found?.role ?? null
    },
  }
}

// Source: the schemas TeamsPage and TeamMember of Miro's OpenAPI file. A row that cannot be read is left out: teams
// are shown, and nothing is decided by them.

const page = z.object({ data: z.array(named.nullable().catch(null)).max(100), cursor: z.string().nullish() })

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
