/** What a route says. A string body is sent as it is; anything else as JSON. */
export type Answer = {
  readonly status: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export type Asked = {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  /** The bearer token, or null. */
  readonly token: string | null
  readonly body: string
  readonly isForm: boolean
}

export const ok = (body: unknown): Answer => ({ status: 200, body })

/** Miro's error shape. */
export const refused = (status: number, code: string, message: string): Answer => ({
  status,
  body: { status, code, message, type: 'error' },
})

export const notFound = (what: string): Answer => refused(404, 'notFound', `${what} not found`)

export const invalidParameters = (message: string): Answer => refused(400, 'invalidParameters', message)

/** Miro answers every mistake in OAuth alike. */
export const oauthError = (message: string): Answer => refused(401, 'oauthError', message)

export const scimError = (status: number, detail: string, scimType?: string): Answer => ({
  status,
  headers: { 'content-type': 'application/scim+json' },
  body: {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    status: String(status),
    detail,
    ...(scimType === undefined ? {} : { scimType }),
  },
})

/** A number from the query within its limits; null when it is not one. */
export function numberIn(
  query: URLSearchParams,
  name: string,
  { least, most, otherwise }: { least: number; most: number; otherwise: number },
): number | null {
  const text = query.get(name)
  if (text === null) return otherwise
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
  return value >= least && value <= most ? value : null
}
