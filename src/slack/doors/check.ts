import type { Button } from '@slack/types'
import { z } from 'zod'
import type { CheckId } from '../../domain/check.ts'
import { type Verdict, verdicts } from '../../domain/verdict.ts'
import { button } from '../frame/blocks.ts'
import { checksIds } from '../ids/checks.ts'

export const checksButton = (style?: 'primary'): Button =>
  button('Show the checks', checksIds.open, style && { style })

/** Which count: the accounts of one organization that have one verdict of one check. */
export type Behind = { readonly miroOrgId: string; readonly checkId: CheckId; readonly verdict: Verdict }

export const verdict = z.enum(verdicts)

export const behindValue = ({ miroOrgId, checkId, verdict: v }: Behind): string =>
  JSON.stringify({ o: miroOrgId, c: checkId, v })
