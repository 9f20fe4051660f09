import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cursorGuard } from './run.ts'

test('lets a list without repeats pass', () => {
  const fresh = cursorGuard()
  expect(Array.from({ length: 5_000 }, (_, page) => fresh(String(page))).every(Boolean)).toBe(true)
})

test('notices a circle of any length that starts anywhere', () => {
  fc.assert(
    fc.property(fc.nat(200), fc.integer({ min: 1, max: 200 }), (before, length) => {
      const fresh = cursorGuard()
      const pages = Array.from({ length: 3 * (before + length) + 3 }, (_, page) =>
        fresh(String(page < before ? page : before + ((page - before) % length))),
      )
      return pages.includes(false)
    }),
  )
})
