import { expect, test } from 'vitest'
import { journeyTold } from '../support/journey-told.ts'
import { wholeJourney } from '../support/whole-journey.ts'

test('from nothing to the first closed alert, over HTTP', async () => {
  const { told } = await wholeJourney({ mode: 'http' })
  expect(told).toEqual(journeyTold)
})
