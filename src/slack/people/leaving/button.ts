import type { Button } from '@slack/types'
import { button } from '../../frame/blocks.ts'
import { leavingIds } from '../../ids.ts'

/** Opens who leaves, and when, for one person. */
export const leavingButton = (personId: string): Button =>
  button('Last day', leavingIds.open, { value: personId })
