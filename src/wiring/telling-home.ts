import type { LiveHome } from '../slack/workspace/home/live-home.ts'
import type { Repositories } from '../storage/open-repositories.ts'

type AuditLog = Repositories['audit']

/** Every decision is written to the log, so that is where Home hears of it. A refusal decides nothing. */
export const tellingHome = (audit: AuditLog, home: Pick<LiveHome, 'changed'>): AuditLog => ({
  ...audit,
  async append(entry) {
    await audit.append(entry)
    if (entry.action !== 'refused') home.changed(entry.workspaceId)
  },
})
