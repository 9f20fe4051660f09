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

/** An id that the bot gave: of a person, a finding, a draft. */
export const ownId = z.string().regex(/^[\w-]{1,64}$/)

/** A button's value that is such an id alone; null when it is none. */
export const readOwnId = (value: string): string | null => ownId.safeParse(value).data ?? null

const organization = z.object({ o: miroId })

/** The organization of a modal's metadata `{ o }`. Ours alone writes it: whatever else comes is empty and names none. */
export const readOrganization = (metadata: string): string => readJson(organization, metadata)?.o ?? ''
