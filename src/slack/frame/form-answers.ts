import { z } from 'zod'
import type { ViewState } from './listener.ts'

const one = z.object({ selected_option: z.object({ value: z.string() }).nullish() })
const several = z.object({ selected_options: z.array(z.object({ value: z.string() })).nullish() })

/** The value chosen in a menu or among radio buttons whose block has the same id; null for none. Untrusted. */
export const chosenOption = (state: ViewState, id: string): string | null =>
  one.safeParse(state[id]?.[id]).data?.selected_option?.value ?? null

/** The values chosen where several may be. Untrusted. */
export const chosenOptions = (state: ViewState, id: string): string[] =>
  (several.safeParse(state[id]?.[id]).data?.selected_options ?? []).map(({ value }) => value)
