import type { MiroMember } from '../domain/account.ts'
import { about, find, get, type MiroClient, segment } from './client.ts'
import { MiroError } from './miro-error.ts'
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
  const of = (orgId: string) => `/v2/orgs/${segment(orgId)}`
  return {
    organization: async (accessToken, orgId) =>
      get(client, {
        ...{ operation: 'organization', accessToken, path: of(orgId) },
        read: about(orgId, readOrganization),
      }),

    page: async (accessToken, orgId, cursor) =>
      get(client, {
        ...{ operation: 'list of members', accessToken, path: `${of(orgId)}/members` },
        query: { limit: String(pageSize), ...(cursor === null ? {} : { cursor }) },
        read: body => readMembersPage(body, pageSize),
      }),

    async byAddresses(accessToken, orgId, addresses) {
      const operation = 'members by address'
      if (addresses.length === 0) return []
      if (addresses.length > mostAddresses || addresses.some(address => address.includes(',')))
        throw new MiroError(operation, 'rejected', { detail: 'more than ten addresses, or one with a comma' })
      const query = { emails: addresses.join(',') }
      const path = `${of(orgId)}/members`
      return get(client, { operation, accessToken, path, query, read: readMembersFound })
    },

    byId: async (accessToken, orgId, id) =>
      find(client, {
        ...{ operation: 'member by id', accessToken, path: `${of(orgId)}/members/${segment(id)}` },
        read: about(id, readMember),
      }),
  }
}
