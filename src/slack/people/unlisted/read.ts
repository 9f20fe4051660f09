import { z } from 'zod'
import { unlistedAtOnce } from '../../../domain/unlisted.ts'
import type { UnlistedAnswer } from '../../../workflows/people/answer-unlisted.ts'
import { chosenDay, chosenOption } from '../../frame/form-answers.ts'
import type { Read, Submitted } from '../../frame/listener.ts'
import { ownId, readJson } from '../../frame/read-json.ts'
import { unlistedIds } from '../../ids/people.ts'

/** `p`: the people on the page, in their order. */
const shown = z.object({ p: z.array(ownId).max(unlistedAtOnce) })

export type Shown = z.infer<typeof shown>

/** The people on the page; none when it is nothing of ours. */
export const readShown = (metadata: string): readonly string[] => readJson(shown, metadata)?.p ?? []

/** The place of the first person of a page; anything else is the first page. */
export const readPlace = (value: string): number => (/^\d{1,6}$/.test(value) ? Number(value) : 0)

/** What an input about the person at this place is called. */
export const fieldOf = (field: 'answer' | 'lastDay', at: number): string => `${unlistedIds[field]}.${at}`

const same = 'same '

/** What stands for "the same person as …" in the menu of answers. */
export const sameValue = (personId: string): string => `${same}${personId}`

/** What was answered; of whom nothing was chosen is left out. */
export function readAnswers({ metadata, state }: Submitted): Read<readonly UnlistedAnswer[]> {
  const answers: UnlistedAnswer[] = []
  const people = readShown(metadata)
  for (const [at, personId] of people.entries()) {
    const chosen = chosenOption(state, fieldOf('answer', at))
    const other = chosen?.startsWith(same) ? ownId.safeParse(chosen.slice(same.length)).data : undefined
    if (other !== undefined) answers.push({ personId, as: 'same', other })
    if (chosen === 'still_here') answers.push({ personId, as: 'still_here' })
    if (chosen !== 'left') continue
    const lastDay = chosenDay(state, fieldOf('lastDay', at))
    if (lastDay === null) return { problems: { [fieldOf('lastDay', at)]: 'Choose their last day.' } }
    answers.push({ personId, as: 'left', lastDay })
  }
  if (answers.length === 0)
    return { problems: { [fieldOf('answer', 0)]: 'Answer for at least one of them.' } }
  return { input: answers }
}
