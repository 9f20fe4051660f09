import { z } from 'zod'
import { miroId } from '../miro-id.ts'

const metadata = z.object({ o: miroId })

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
