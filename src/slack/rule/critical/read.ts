import { z } from 'zod'
import { miroId, readJson } from '../../frame/read-json.ts'

const metadata = z.object({ o: miroId })

/** The organization Manage is open for; empty when it is nothing of ours. */
export const readOrganization = (text: string): string => readJson(metadata, text)?.o ?? ''

/** Slack's id of the person chosen. */
export const readOwner = (chosen: string | undefined): string | null =>
  chosen !== undefined && /^[UW][A-Z0-9]{2,}$/.test(chosen) ? chosen : null
