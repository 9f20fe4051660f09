import { z } from 'zod'
import type { Entry } from '../../../domain/leaving.ts'
import { readPerson } from '../../doors/person.ts'
import { chosenOption } from '../../frame/form-answers.ts'
import type { Submitted } from '../../frame/listener.ts'
import { leavingIds } from '../../ids/people.ts'

/** `p`: the person. `v`: when that was entered which was seen, in milliseconds; null for nothing. */
const seen = z.object({ p: z.string().regex(/^[\w-]{1,64}$/), v: z.number().int().nullable() })

export type SeenPerson = z.infer<typeof seen>

/** Null when it is nothing of ours. */
export function readSeenPerson(metadata: string): SeenPerson | null {
  try {
    return seen.parse(JSON.parse(metadata))
  } catch {
    return null
  }
}

export type LeavingForm = SeenPerson & { readonly entry: Entry; readonly reason: string | null }

const answer = z.object({
  value: z.string().max(3000).nullish().catch(null),
  selected_date: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .nullish()
    .catch(null),
  selected_option: z.object({ value: z.string() }).nullish().catch(null),
  selected_options: z.array(z.object({ value: z.string() })).catch([]),
})

/** What stands in the form, also before it is sent; null when the form is not ours. */
export function readForm({ metadata, state }: Submitted): LeavingForm | null {
  const known = readSeenPerson(metadata)
  if (known === null) return null
  const of = (name: string) => answer.safeParse(state[name]?.[name]).data
  return {
    ...known,
    entry: {
      type: of(leavingIds.type)?.selected_option?.value === 'contractor' ? 'contractor' : 'employee',
      lastDay: of(leavingIds.lastDay)?.selected_date ?? null,
      onLeave: (of(leavingIds.onLeave)?.selected_options ?? []).length > 0,
    },
    reason: of(leavingIds.reason)?.value?.trim().slice(0, 300) || null,
  }
}

/** The id of the person who was chosen. */
export function readWhoLeaves({
  state,
}: Submitted): { problems: Record<string, string> } | { input: string } {
  const person = readPerson(chosenOption(state, leavingIds.pick) ?? '')
  return person === null ? { problems: { [leavingIds.pick]: 'Choose somebody.' } } : { input: person }
}

export function readLeavingForm(
  submitted: Submitted,
): { problems: Record<string, string> } | { input: LeavingForm } {
  const form = readForm(submitted)
  if (form === null) return { problems: { [leavingIds.type]: 'This window is out of date. Open it again.' } }
  if (form.entry.type === 'contractor' && form.entry.lastDay === null)
    return { problems: { [leavingIds.lastDay]: 'A contractor needs a last day, at most 12 months ahead.' } }
  return { input: form }
}
