import { z } from 'zod'
import { fingerprint } from '../../domain/fingerprint.ts'
import { limits } from './limits.ts'
import type { ViewState } from './listener.ts'

const one = z.object({ selected_option: z.object({ value: z.string() }).nullish() })

const several = z.object({ selected_options: z.array(z.object({ value: z.string() })).nullish() })

/** The value chosen in a menu or among radio buttons whose block has the same id; null for none. Untrusted. */
export const chosenOption = (state: ViewState, id: string): string | null =>
  one.safeParse(state[id]?.[id]).data?.selected_option?.value ?? null

/** The values chosen where several may be. Untrusted. */
export const chosenOptions = (state: ViewState, id: string): string[] =>
  (several.safeParse(state[id]?.[id]).data?.selected_options ?? []).map(({ value }) => value)

/**
 * The value that stands for a role, job title or department in a menu. It is resolved against the known ones when it
 * comes back, so a long one may be cut as long as the rest of it is told apart by its hash.
 */
export function choiceValue(text: string): string {
  if (Array.from(text).length <= limits.optionValue - 10) return text
  return `${Array.from(text)
    .slice(0, limits.optionValue - 10)
    .join('')}#${fingerprint(text)}`
}

/** Which of the known ones were chosen; what is not known is left out. */
export const resolved = (values: readonly string[], known: readonly string[]): string[] =>
  known.filter(each => values.includes(choiceValue(each)))
