import { z } from 'zod'
import type { HomePlace } from '../../../workflows/workspace/read-home.ts'
import { miroId } from '../../frame/read-json.ts'

/** Home as somebody opens it first. */
export const firstPlace: HomePlace = { miroOrgId: null }

export const readOrganization = (chosen: readonly string[]): HomePlace => ({
  miroOrgId: miroId.safeParse(chosen[0]).data ?? null,
})

const opened = z.object({
  user: z.string().min(1),
  tab: z.string().default('home'),
  view: z.object({ hash: z.string().optional() }).nullish(),
})

/** Who opened Home, and what they see of it until it is published; null for another tab or nothing of Slack's. */
export function readOpened(event: unknown): { slackUserId: string; hash: string | null } | null {
  const read = opened.safeParse(event).data
  if (read === undefined || read.tab !== 'home') return null
  return { slackUserId: read.user, hash: read.view?.hash ?? null }
}
