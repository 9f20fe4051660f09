import { ForeignFailure } from '../domain/foreign-failure.ts'

export type MiroErrorKind =
  | 'unauthorized'
  | 'forbidden'
  | 'not_found'
  | 'rate_limited'
  | 'unavailable'
  | 'timeout'
  | 'bad_answer'
  | 'rejected'

const passing: ReadonlySet<MiroErrorKind> = new Set(['rate_limited', 'unavailable', 'timeout', 'bad_answer'])

/**
 * A call to Miro that gave nothing. Built from our own words, the status, and Miro's error code; never from a
 * request, a body or Miro's message, all of which may carry a token or a secret.
 */
export class MiroError extends ForeignFailure {
  readonly kind: MiroErrorKind
  /** False: the same call may succeed later. */
  readonly permanent: boolean
  /** When a rate limit ends; null for all other kinds. */
  readonly retryAt: Date | null
  readonly status: number | null
  /** Miro's code (`tooManyRequests`) or the network's (`ECONNRESET`). */
  readonly code: string | null

  constructor(
    operation: string,
    kind: MiroErrorKind,
    more: { status?: number; code?: string | null; detail?: string; retryAt?: Date; cause?: unknown } = {},
  ) {
    const facts = [more.status, more.code, more.detail].filter(fact => fact !== undefined && fact !== null)
    super(
      `Miro, ${operation}: ${kind}${facts.length === 0 ? '' : ` (${facts.join(', ')})`}`,
      more.cause === undefined ? {} : { cause: more.cause },
    )
    this.name = 'MiroError'
    this.kind = kind
    this.permanent = !passing.has(kind)
    this.retryAt = more.retryAt ?? null
    this.status = more.status ?? null
    this.code = more.code ?? null
  }
}

/** Throws: Miro answered with something else than its documentation says. */
export const unreadable = (operation: string): never => {
  throw new MiroError(operation, 'bad_answer', { detail: 'not as documented' })
}

/** What a status above 299 means. A redirect is no answer: it is not followed, it could lead a token elsewhere. */
export function kindOfStatus(status: number): MiroErrorKind {
  if (status < 400) return 'bad_answer'
  if (status === 401) return 'unauthorized'
  if (status === 403) return 'forbidden'
  if (status === 404) return 'not_found'
  if (status === 429) return 'rate_limited'
  return status >= 500 || status === 408 ? 'unavailable' : 'rejected'
}
