import { z } from 'zod'
import { isWhy, type Results, type Why } from '../domain/check.ts'
import type { ChosenByCheck } from '../domain/checks/form.ts'
import { verdicts } from '../domain/verdict.ts'

// What the checks said of an account, and what a workspace chose for them, as they are kept in JSON columns.

const result = z.object({
  verdict: z.enum(verdicts),
  why: z.custom<Why>(word => typeof word === 'string' && isWhy(word)),
})
export const resultsShape: z.ZodType<Results> = z.record(z.string(), result)

/** Reads `assessment.results`. The same object for the same text: there are a few, for very many accounts. */
export function resultsReader(): (text: string) => Results {
  const known = new Map<string, Results>()
  return text => {
    const before = known.get(text)
    if (before !== undefined) return before
    const read = resultsOf(JSON.parse(text))
    known.set(text, read)
    return read
  }
}

export const resultsOf = (stored: unknown): Results => resultsShape.parse(stored)

/** `workspace.checks` */
export const chosenShape: z.ZodType<ChosenByCheck> = z.record(
  z.string(),
  z.object({
    on: z.boolean().optional(),
    deadline: z.object({ amount: z.number(), unit: z.enum(['hours', 'days', 'business_days']) }).optional(),
    options: z.record(z.string(), z.union([z.number(), z.string(), z.null()])).optional(),
  }),
)

/** Reads `workspace.checks`. */
export const chosenOf = (stored: unknown): ChosenByCheck => chosenShape.parse(stored)
