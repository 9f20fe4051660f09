import { describe, expect, test } from 'vitest'
import { journeyTold } from '../support/journey-told.ts'
import { serverIsReachable } from '../support/test-server.ts'
import { wholeJourney } from '../support/whole-journey.ts'

const reachable = await serverIsReachable()

describe.skipIf(!reachable)(
  `from nothing to the first closed alert on PostgreSQL${reachable ? '' : ' (skipped: no server)'}`,
  () => {
    for (const mode of ['http', 'socket'] as const)
      test(mode, async () => {
        const { told } = await wholeJourney({ mode, database: 'served' })
        expect(told).toEqual(journeyTold)
      })
  },
)
