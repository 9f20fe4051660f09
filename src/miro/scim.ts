import { z } from 'zod'
import { get, type MiroClient } from './client.ts'
import { id, shortened } from './wire.ts'

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
  names: (accessToken, start) =>
    get(client, {
      ...{ operation: 'names by SCIM', accessToken, path: '/Users', read: readScimPage },
      query: { attributes: 'id,displayName,name', startIndex: String(start), count: String(pageSize) },
    }),
})

// Source: the schemas UserListResponse and UserResource of Miro's OpenAPI file. A user that cannot be read is left out:
// names are shown, and nothing is decided by them.

const text = z.string().nullish().catch(null)

const user = z
  .object({
    id,
    displayName: text,
    name: z.object({ formatted: text, givenName: text, familyName: text }).nullish().catch(null),
  })
  .nullable()
  .catch(null)

const list = z.object({
  totalResults: z.number().int().min(0),
  // Left out where there are none.
  Resources: z.array(user).max(1_000).default([]),
})

export type ScimPage = {
  /** Of all pages. */
  readonly total: number
  /** On this page, also those that could not be read. */
  readonly rows: number
  /** With a name that says more than an address. */
  readonly users: readonly { readonly id: string; readonly name: string }[]
  /** Of all that could be read. */
  readonly ids: readonly string[]
}

/** A page of SCIM users, or null for anything that is none. */
export function readScimPage(body: unknown): ScimPage | null {
  const parsed = list.safeParse(body).data
  if (parsed === undefined) return null
  const found = parsed.Resources.flatMap(each => each ?? [])
  return {
    total: parsed.totalResults,
    rows: parsed.Resources.length,
    users: found.flatMap(({ id, displayName, name }) => {
      const called = firstName([
        displayName,
        name?.formatted,
        [name?.givenName, name?.familyName].filter(part => part).join(' '),
      ])
      return called === null ? [] : [{ id, name: called }]
    }),
    ids: found.map(({ id }) => id),
  }
}

/** Who gave none is called by the address, which stands beside it anyway. */
function firstName(texts: readonly (string | null | undefined)[]): string | null {
  const names = texts.map(shortened)
  return names.find(name => name !== '' && !name.includes('@')) ?? null
}
