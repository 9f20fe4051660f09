import { z } from 'zod'
import { miroIdPattern } from '../../domain/miro-id.ts'

/** An id of Miro's that comes back from Slack. Whose it is, is looked up by whoever reads it. */
export const miroId = z.string().regex(miroIdPattern)
