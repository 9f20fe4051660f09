import { type MiroClient, segment } from './client.ts'
import { MiroError, unreadable } from './miro-error.ts'
import { readTeamMember, readTeamsPage, type TeamsPage } from './team-wire.ts'

/** The teams of an organisation. Needs `organizations:teams:read` of a Company Admin. Each call is one try. */
export type MiroTeams = {
  /** The first hundred. 50 credits. */
  first(accessToken: string, orgId: string): Promise<TeamsPage>
  /** Miro's word for what somebody is in a team; null when they are not in it. 50 credits. */
  roleIn(accessToken: string, orgId: string, teamId: string, memberId: string): Promise<string | null>
}

export function miroTeams(client: MiroClient): MiroTeams {
  return {
    async first(accessToken, orgId) {
      const operation = 'list of teams'
      const path = `/v2/orgs/${segment(orgId)}/teams`
      const body = await client.send({ operation, method: 'GET', path, accessToken, query: { limit: '100' } })
      return readTeamsPage(body) ?? unreadable(operation)
    },

    async roleIn(accessToken, orgId, teamId, memberId) {
      const operation = 'member of a team'
      const path = `/v2/orgs/${segment(orgId)}/teams/${segment(teamId)}/members/${segment(memberId)}`
      try {
        const found = readTeamMember(await client.send({ operation, method: 'GET', path, accessToken }))
        return found?.id === memberId ? found.role : unreadable(operation)
      } catch (error) {
        if (error instanceof MiroError && error.kind === 'not_found') return null
        throw error
      }
    },
  }
}
