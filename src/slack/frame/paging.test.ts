import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Page, page } from './paging.ts'

test('every item of a list stands on exactly one page', () => {
  fc.assert(
    fc.property(fc.nat(200), fc.integer({ min: 1, max: 30 }), (length, size) => {
      const all = Array.from({ length }, (_, at) => at)
      const seen: number[] = []
      for (let from: number | null = 0; from !== null; ) {
        const shown: Page<number> = page(all, from, size)
        seen.push(...shown.shown)
        from = shown.next
      }
      expect(seen).toEqual(all)
    }),
  )
})

test('a page beyond the end is the last page', () => {
  expect(page([1, 2, 3], 10, 2)).toEqual({ shown: [3], previous: 0, next: null, total: 3 })
  expect(page([], -5, 2)).toEqual({ shown: [], previous: null, next: null, total: 0 })
})
