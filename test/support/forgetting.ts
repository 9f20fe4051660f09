import { setImmediate as nextTurn } from 'node:timers/promises'
import { auditRepository } from '../../src/storage/audit-sql.ts'
import type { Storage } from '../../src/storage/engine/storage.ts'
import { retentionRepository } from '../../src/storage/retention-sql.ts'
import { settingsRepository } from '../../src/storage/settings-sql.ts'
import { forgetPersonalData } from '../../src/workflows/journal/forget-personal-data.ts'

/** Deletes what is too old to be kept of workspace T1. */
export const forget = (storage: Storage, now: Date): Promise<void> =>
  forgetPersonalData(
    {
      ...{ clock: () => now, makeWay: () => nextTurn() },
      settings: settingsRepository(storage),
      retention: retentionRepository(storage),
      audit: auditRepository(storage),
    },
    'T1',
  )
