import { z } from 'zod'
import { fingerprint } from '../../domain/fingerprint.ts'
import { limits } from './limits.ts'
import type { ViewState } from './listener.ts'

const option = z.object({
  value: z.string(),
  text: z.object({ text: z.string() }).catch({ text: '' }),
})
const user = z.string().regex(/^[UW][A-Z0-9]{2,30}$/)

/** What Slack sends of one input: each kind fills a field of its own. What is not understood counts as not filled. */
const answer = z.object({
  value: z.string().max(3000).nullish().catch(null),
  selected_option: option.nullish().catch(null),
  selected_options: z.array(option).catch([]),
  selected_user: user.nullish().catch(null),
  selected_users: z.array(user).max(50).catch([]),
  selected_conversation: z
    .string()
    .regex(/^[CG][A-Z0-9]{2,}$/)
    .nullish()
    .catch(null),
  selected_date: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .nullish()
    .catch(null),
  files: z.array(z.object({ id: z.string().regex(/^F[A-Z0-9]{2,40}$/) })).catch([]),
})

const nothing = answer.parse({})

/** What the input of this action id holds. Its block mostly has the same id; where that changes, it is looked for. */
function answerOf(state: ViewState, id: string): z.infer<typeof answer> {
  const sent = state[blockOf(state, id) ?? id]?.[id]
  return answer.safeParse(sent).data ?? nothing
}

/** The block that holds the input of this action id, as Slack names it; null where there is none. */
export const blockOf = (state: ViewState, id: string): string | null =>
  id in state ? id : (Object.entries(state).find(([, block]) => id in block)?.[0] ?? null)

/** As it was typed; empty for nothing. Untrusted, like all the others. */
export const typedText = (state: ViewState, id: string): string => answerOf(state, id).value ?? ''

/** The value chosen in a menu or among radio buttons; null for none. */
export const chosenOption = (state: ViewState, id: string): string | null =>
  answerOf(state, id).selected_option?.value ?? null

/** The same, with the words it stood there in. */
export function chosenInWords(state: ViewState, id: string): { value: string; text: string } | null {
  const chosen = answerOf(state, id).selected_option ?? null
  return chosen === null ? null : { value: chosen.value, text: chosen.text.text }
}

/** The values chosen where several may be. */
export const chosenOptions = (state: ViewState, id: string): string[] =>
  answerOf(state, id).selected_options.map(({ value }) => value)

/** Slack's id of a person. */
export const chosenUser = (state: ViewState, id: string): string | null =>
  answerOf(state, id).selected_user ?? null

export const chosenUsers = (state: ViewState, id: string): string[] => answerOf(state, id).selected_users

/** Slack's id of a channel. */
export const chosenChannel = (state: ViewState, id: string): string | null =>
  answerOf(state, id).selected_conversation ?? null

/** YYYY-MM-DD */
export const chosenDay = (state: ViewState, id: string): string | null =>
  answerOf(state, id).selected_date ?? null

/** Slack's id of the first file. */
export const chosenFile = (state: ViewState, id: string): string | null =>
  answerOf(state, id).files[0]?.id ?? null

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
