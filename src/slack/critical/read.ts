import { z } from 'zod'

const metadata = z.object({ o: z.string().regex(/^[\w-]{1,64}$/) })

/** The organization Manage is open for; empty when it is nothing of ours. */
export function readOrganization(text: string): string {
  try {
    return metadata.parse(JSON.parse(text)).o
  } catch {
    return ''
  }
}

/** Slack's id of the person chosen. */
export const readOwner = (chosen: string | undefined): string | null =>
  chosen !== undefined && /^[UW][A-Z0-9]{2,}$/.test(chosen) ? chosen : null
