import type { Button } from '@slack/types'
import { button } from '../frame/blocks.ts'
import { leavingIds } from '../ids/people.ts'

/** Opens who leaves, and when, for one person. */
export const leavingButton = (personId: string): Button =>
  button('Last day', leavingIds.open, { value: personId })

/** Reads the value of a button that names a person; null when it is nothing of ours. */
export const readPerson = (value: string): string | null => (/^[\w-]{1,64}$/.test(value) ? value : null)
