import { z } from 'zod'
import { miroIdPattern } from '../../domain/account.ts'

/** A button's value or a modal's metadata, read as `shape`; null when it is nothing of ours. */
export function readJson<T>(shape: z.ZodType<T>, text: string): T | null {
  try {
    return shape.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

/** An id of Miro's that comes back from Slack. Its reader looks up whose it is. */
export const miroId = z.string().regex(miroIdPattern)
