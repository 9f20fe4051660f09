/** What an adapter's error says of itself. Workflows decide on these fields, never on message text. */
export type ForeignError = {
  readonly kind: string
  readonly permanent: boolean
  readonly outcomeUnknown: boolean
  readonly retryAfterSeconds: number | null
  readonly code: string | null
}

/** Goes on with this after an adapter's error; a bug of ours is thrown on. */
export const ifForeign =
  <T>(instead: T) =>
  (error: unknown): T => {
    if (foreignError(error) === null) throw error
    return instead
  }

/** The fields of a MiroError or SlackError, or null when the error is a bug of ours. */
export function foreignError(error: unknown): ForeignError | null {
  if (!(error instanceof Error) || !('kind' in error) || typeof error.kind !== 'string') return null
  const field = (name: string): unknown => (error as unknown as Record<string, unknown>)[name]
  return {
    kind: error.kind,
    permanent: field('permanent') === true,
    outcomeUnknown: field('outcomeUnknown') === true,
    retryAfterSeconds:
      typeof field('retryAfterSeconds') === 'number' ? (field('retryAfterSeconds') as number) : null,
    code: typeof field('code') === 'string' ? (field('code') as string) : null,
  }
}
