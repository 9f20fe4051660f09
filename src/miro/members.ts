import type { MiroMember } from '../domain/account.ts'
import { type MiroClient, segment } from './client.ts'
import { MiroError, unreadable } from './miro-error.ts'
import {
  type MembersPage,
  type Organization,
  readMember,
  readMembersFound,
  readMembersPage,
  readOrganization,
} from './wire.ts'

/** Miro's largest page. */
const pageSize = 100
/** Miro looks up at most this many addresses at once. */
const mostAddresses = 10

/** The people of an organisation. Needs `organizations:read` of a Company Admin. Each call is one try. */
export type MiroMembers = {
  organization(accessToken: string, orgId: string): Promise<Organization>
  /** Pages hold up to 100 members. An empty page with a cursor is not the end. */
  page(accessToken: string, orgId: string, cursor: string | null): Promise<MembersPage>
  /** At most ten addresses. An address that Miro's filter cannot express is an error, not an absence. */
  byAddresses(
    accessToken: string,
    orgId: string,
    addresses: readonly string[],
  ): Promise<readonly MiroMember[]>
  /** null: there is no such member. */
  byId(accessToken: string, orgId: string, id: string): Promise<MiroMember | null>
}

export function miroMembers(client: MiroClient): MiroMembers {
  const get = (operation: string, accessToken: string, path: string, query?: Record<string, string>) =>
    client.send({ operation, method: 'GET', path, accessToken, ...(query === undefined ? {} : { query }) })

  return {
    async organization(accessToken, orgId) {
      const operation = 'organization'
      const found = readOrganization(await get(operation, accessToken, `/v2/orgs/${segment(orgId)}`))
      return found?.id === orgId ? found : unreadable(operation)
    },

    async page(accessToken, orgId, cursor) {
      const operation = 'list of members'
      const query = { limit: String(pageSize), ...(cursor === null ? {} : { cursor }) }
      const body = await get(operation, accessToken, `/v2/orgs/${segment(orgId)}/members`, query)
      return readMembersPage(body, pageSize) ?? unreadable(operation)
    },

    async byAddresses(accessToken, orgId, addresses) {
      const operation = 'members by address'
      if (addresses.length === 0) return []
      if (addresses.length > mostAddresses || addresses.some(address => address.includes(',')))
        throw new MiroError(operation, 'rejected', { detail: 'more than ten addresses, or one with a comma' })
      const query = { emails: addresses.join(',') }
      const body = await get(operation, accessToken, `/v2/orgs/${segment(orgId)}/members`, query)
      return readMembersFound(body) ?? unreadable(operation)
    },

    async byId(accessToken, orgId, id) {
      const operation = 'member by id'
      try {
        const found = readMember(
          await get(operation, accessToken, `/v2/orgs/${segment(orgId)}/members/${segment(id)}`),
        )
        return found?.id === id ? found : unreadable(operation)
      } catch (error) {
        if (error instanceof MiroError && error.kind === 'not_found') return null
        throw error
      }
    },
  }
}
