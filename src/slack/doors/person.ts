import type { Button } from '@slack/types'
import { z } from 'zod'
import { button } from '../frame/blocks.ts'
import { leavingIds } from '../ids/people.ts'

export const personId = z.string().regex(/^[\w-]{1,64}$/)

/** Opens who leaves, and when, for one person. */
export const leavingButton = (personId: string): Button =>
  button('Last day', leavingIds.open, { value: personId })

/** Reads the value of a button that names a person; null when it is nothing of ours. */
export const readPerson = (value: string): string | null => personId.safeParse(value).data ?? null
