import type { MiroClient } from './client.ts'
import { unreadable } from './miro-error.ts'
import { readScimPage, type ScimPage } from './scim-wire.ts'

/**
 * The members of an organization as its SCIM interface names them; guests are not among them. It takes a token of its
 * own. Only read, and only names.
 */
export type MiroScim = {
  /** One try. `start`: the first user of the page, counted from 1. */
  names(token: string, start: number): Promise<ScimPage>
}

/** Miro documents at most 1,000 in one place and 200 in another. */
const pageSize = 200

export const miroScim = (client: MiroClient): MiroScim => ({
  async names(token, start) {
    const operation = 'names by SCIM'
    const query = {
      attributes: 'id,displayName,name',
      startIndex: String(start),
      count: String(pageSize),
    }
    const body = await client.send({ operation, method: 'GET', path: '/Users', accessToken: token, query })
    return readScimPage(body) ?? unreadable(operation)
  },
})
