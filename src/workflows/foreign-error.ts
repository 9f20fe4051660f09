import { ForeignFailure } from '../domain/foreign-failure.ts'

/** What an adapter's error says of itself. Workflows decide on these fields, never on message text. */
export type ForeignError = {
  readonly kind: string
  readonly permanent: boolean
  readonly outcomeUnknown: boolean
  readonly retryAfterSeconds: number | null
  readonly code: string | null
}

/** Goes on with this after an adapter's error; one of our own is thrown on. */
export const ifForeign =
  <T>(instead: T) =>
  (error: unknown): T => {
    if (foreignError(error) === null) throw error
    return instead
  }

/** The fields of a MiroError or SlackError, or null when the error is one of our own. */
export function foreignError(error: unknown): ForeignError | null {
  if (!(error instanceof ForeignFailure) || !('kind' in error) || typeof error.kind !== 'string') return null
  const said: Partial<Record<keyof ForeignError, unknown>> = error
  const { permanent, outcomeUnknown, retryAfterSeconds, code } = said
  return {
    kind: error.kind,
    permanent: permanent === true,
    outcomeUnknown: outcomeUnknown === true,
    retryAfterSeconds: typeof retryAfterSeconds === 'number' ? retryAfterSeconds : null,
    code: typeof code === 'string' ? code : null,
  }
}
