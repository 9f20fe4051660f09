import { setTimeout as wait } from 'node:timers/promises'
import type { Storage } from '../../../storage/engine/storage.ts'
import { settingsRepository } from '../../../storage/settings-sql.ts'
import { type Chosen, startedWith } from './next-runs.ts'

/** What the page has to know of the bot beside what it says: read from its database. */
export type BotState = {
  /** How often the accounts are read, as somebody chose in Slack. */
  chosen(): Promise<Chosen>
  /** Resolves when the bot has nothing to do, or after so many milliseconds. */
  atRest(limitMs: number): Promise<void>
}

/** `workspaceId`: of the company's Slack. */
export function botState(storage: Pick<Storage, 'pool' | 'prisma'>, workspaceId: string): BotState {
  const settings = settingsRepository(storage)
  const isBusy = async (): Promise<boolean> => {
    const { rows } = await storage.pool.query<{ busy: boolean }>(busy)
    return rows[0]?.busy === true
  }
  return {
    async chosen() {
      const stored = await settings.get(workspaceId)
      if (stored === null) return startedWith
      const { schedule, timeZone } = stored.settings
      return { schedule, timeZone: timeZone ?? startedWith.timeZone }
    },
    async atRest(limitMs) {
      const until = performance.now() + limitMs
      while (performance.now() < until && (await isBusy())) await wait(20)
    },
  }
}

const busy = `SELECT EXISTS (SELECT FROM pgboss.job WHERE state IN ('created', 'active')) AS busy`
