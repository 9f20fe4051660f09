import { z } from 'zod'
import type { Entry } from '../../../domain/leaving.ts'
import { chosenDay, chosenOption, chosenOptions, typedText } from '../../frame/form-answers.ts'
import type { Read, Submitted } from '../../frame/listener.ts'
import { ownId, readJson, readOwnId } from '../../frame/read-json.ts'
import { leavingIds } from '../../ids/people.ts'

/** `p`: the person. `v`: when that was entered which was seen, in milliseconds; null for nothing. */
const seen = z.object({ p: ownId, v: z.number().int().nullable() })

export type SeenPerson = z.infer<typeof seen>

/** Null when it is nothing of ours. */
export const readSeenPerson = (metadata: string): SeenPerson | null => readJson(seen, metadata)

export type LeavingForm = SeenPerson & { readonly entry: Entry; readonly reason: string | null }

/** The content of the form, also before it is sent; null when the form is not ours. */
export function readForm({ metadata, state }: Submitted): LeavingForm | null {
  const known = readSeenPerson(metadata)
  if (known === null) return null
  return {
    ...known,
    entry: {
      type: chosenOption(state, leavingIds.type) === 'contractor' ? 'contractor' : 'employee',
      lastDay: chosenDay(state, leavingIds.lastDay),
      onLeave: chosenOptions(state, leavingIds.onLeave).length > 0,
    },
    reason: typedText(state, leavingIds.reason).trim().slice(0, 300) || null,
  }
}

const past = seen.extend({
  ...{ t: z.enum(['employee', 'contractor']), d: z.string().max(10), r: z.string().max(300).nullable() },
})

/** What waits for a yes, as its window keeps it. */
export const pastMetadata = ({ p, v, entry, reason }: LeavingForm) => ({
  ...{ p, v, t: entry.type, d: entry.lastDay ?? '', r: reason },
})

/** Reads it back; null when it is nothing of ours. */
export function readPast({ metadata }: Pick<Submitted, 'metadata'>): LeavingForm | null {
  const read = readJson(past, metadata)
  if (read === null) return null
  const { p, v, t: type, d: lastDay, r: reason } = read
  return { p, v, entry: { type, lastDay, onLeave: false }, reason }
}

/** The id of the person who was chosen. */
export function readWhoLeaves({ state }: Submitted): Read<string> {
  const person = readOwnId(chosenOption(state, leavingIds.pick) ?? '')
  return person === null ? { problems: { [leavingIds.pick]: 'Choose somebody.' } } : { input: person }
}

export function readLeavingForm(submitted: Submitted): Read<LeavingForm> {
  const form = readForm(submitted)
  if (form === null) return { problems: { [leavingIds.type]: 'This window is out of date. Open it again.' } }
  if (form.entry.type === 'contractor' && form.entry.lastDay === null)
    return { problems: { [leavingIds.lastDay]: 'A contractor needs a last day, at most 12 months ahead.' } }
  return { input: form }
}
