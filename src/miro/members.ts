import type { MiroMember } from '../domain/account.ts'
import { MiroError } from './errors.ts'
import type { Http } from './http.ts'
import { type MembersPage, membersArray, membersPage, oneMember, organization } from './wire.ts'

/** The most Miro gives at once. */
const pageSize = '100'

export type Members = ReturnType<typeof openMembers>

/** The organisation and its members: needs `organizations:read`, the Enterprise plan and a Company Admin. */
export function openMembers(http: Http) {
  const get = (accessToken: string, path: string, query: Record<string, string> = {}) =>
    http.call({ method: 'GET', path, query, accessToken })
  const base = (orgId: string) => `/v2/orgs/${encodeURIComponent(orgId)}`

  return {
    organization: async (
      accessToken: string,
      orgId: string,
    ): Promise<{ id: string; name: string; plan: string }> => {
      const parsed = organization.safeParse(await get(accessToken, base(orgId)))
      if (!parsed.success) throw new MiroError('bad_answer')
      return parsed.data
    },

    /** One page, in Miro's order; `cursor` null asks for the first, and a null cursor in the answer ends the list. */
    page: async (accessToken: string, orgId: string, cursor: string | null): Promise<MembersPage> => {
      const query = { limit: pageSize, ...(cursor === null ? {} : { cursor }) }
      const page = membersPage(await get(accessToken, `${base(orgId)}/members`, query))
      if (page === null) throw new MiroError('bad_answer')
      return page
    },

    /** The members with these addresses, ten at the most; addresses nobody has are left out. */
    byAddresses: async (
      accessToken: string,
      orgId: string,
      addresses: readonly string[],
    ): Promise<readonly MiroMember[]> => {
      const members = membersArray(
        await get(accessToken, `${base(orgId)}/members`, { emails: addresses.join(',') }),
      )
      if (members === null) throw new MiroError('bad_answer')
      return members
    },

    /** null: Miro does not know this member any more. */
    byId: async (accessToken: string, orgId: string, id: string): Promise<MiroMember | null> => {
      const path = `${base(orgId)}/members/${encodeURIComponent(id)}`
      try {
        const found = oneMember(await get(accessToken, path))
        if (found === null) throw new MiroError('bad_answer')
        return found
      } catch (error) {
        if (error instanceof MiroError && error.kind === 'not_found') return null
        throw error
      }
    },
  }
}
