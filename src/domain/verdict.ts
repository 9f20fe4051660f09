export type Verdict = 'pass' | 'fail' | 'not_applicable' | 'unknown' | 'excepted'

/** In the order people look at them. */
export const verdicts: readonly Verdict[] = ['fail', 'unknown', 'excepted', 'pass', 'not_applicable']

/** What a check says: a verdict, and the reason for it. */
export type Result<Why extends string> = { readonly verdict: Verdict; readonly why: Why }

/**
 * How a finding ended. disconnected: nothing was put right, but nobody watches any more. check_off: the same, because
 * the check was switched off.
 */
export type ClosedAs =
  | 'fixed'
  | 'rehired'
  | 'not_applicable'
  | 'excepted'
  | 'void'
  | 'disconnected'
  | 'check_off'

/** Nothing was put right: nobody watches any more. */
export const unwatchedAs = ['disconnected', 'check_off'] as const satisfies readonly ClosedAs[]

export const isUnwatched = (closedAs: ClosedAs | null): boolean =>
  unwatchedAs.some(unwatched => unwatched === closedAs)
