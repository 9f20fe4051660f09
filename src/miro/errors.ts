/** What Miro, or the way to it, said no with. Never carries a token, a secret or a foreign body. */
export type MiroErrorKind =
  | 'unauthorized'
  | 'forbidden'
  | 'not_found'
  | 'rate_limited'
  | 'unavailable'
  | 'timeout'
  | 'bad_answer'
  | 'rejected'

export class MiroError extends Error {
  readonly kind: MiroErrorKind
  /** True: asking again will not help. */
  readonly permanent: boolean
  readonly status: number | null
  /** Miro's word, a short identifier. */
  readonly code: string | null
  /** When Miro will listen again, for rate limits. */
  readonly retryAt: Date | null

  constructor(
    kind: MiroErrorKind,
    more: { status?: number; code?: string | null; retryAt?: Date | null; cause?: unknown } = {},
  ) {
    // The cause is kept by name only: undici's errors can hold the request with its headers.
    super(`Miro: ${kind}${more.status === undefined ? '' : ` (${more.status})`}`, {
      cause: more.cause instanceof Error ? nameOf(more.cause) : undefined,
    })
    this.name = 'MiroError'
    this.kind = kind
    this.permanent =
      kind === 'unauthorized' || kind === 'forbidden' || kind === 'not_found' || kind === 'rejected'
    this.status = more.status ?? null
    this.code = more.code ?? null
    this.retryAt = more.retryAt ?? null
  }
}

const nameOf = (error: Error): string =>
  'code' in error && typeof error.code === 'string' ? `${error.name} ${error.code}` : error.name

/** The kind of an HTTP status; Miro's own codes vary, so only the status counts. */
export function kindOfStatus(status: number): MiroErrorKind {
  if (status === 401) return 'unauthorized'
  if (status === 403) return 'forbidden'
  if (status === 404) return 'not_found'
  if (status === 429) return 'rate_limited'
  if (status === 408 || status >= 500) return 'unavailable'
  return status >= 400 ? 'rejected' : 'bad_answer'
}
