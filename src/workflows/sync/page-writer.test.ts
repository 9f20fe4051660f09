import { expect, test } from 'vitest'
import { type Page, pageWriter, rowsIn } from './page-writer.ts'

const page = (number: number, size = 100): Page => ({
  pages: [Array.from({ length: size }, (_, row) => ({ id: number * 1_000 + row }))],
  setAside: 1,
  cursor: `after ${number}`,
})

test('every row is stored once and in order, a large list in few pieces and never many rows behind', async () => {
  const stored: Page[] = []
  const writer = pageWriter(async given => {
    await Promise.resolve()
    stored.push(given)
    return true
  })
  const pages = Array.from({ length: 100 }, (_, number) => page(number))
  for (const one of pages) expect(await writer.add(one)).toBe(true)
  expect(await writer.ended()).toBe(true)
  expect(stored.flatMap(piece => piece.pages)).toEqual(pages.flatMap(piece => piece.pages))
  expect(stored.reduce((sum, { setAside }) => sum + setAside, 0)).toBe(100)
  expect(stored.at(-1)?.cursor).toBe('after 99')
  expect(stored.length).toBeLessThan(30)
  expect(Math.max(...stored.map(rowsIn))).toBeLessThanOrEqual(1_000)
})

test('with a slow database one page waits beside the one being stored, and reading waits too', async () => {
  const releases: (() => void)[] = []
  const writer = pageWriter(() => new Promise(resolve => releases.push(() => resolve(true))))
  const settled = async () => {
    await new Promise(resolve => setImmediate(resolve))
    return went
  }
  let went = 0
  const add = (number: number) => writer.add(page(number)).then(() => (went += 1))
  const adding = [add(0)]
  expect(await settled()).toBe(1)
  adding.push(add(1))
  expect([await settled(), releases.length]).toEqual([1, 1])
  releases[0]?.()
  // Page 0 is stored and page 1 under way: page 2 is read meanwhile, and then waits as page 1 did.
  expect([await settled(), releases.length]).toEqual([2, 2])
  adding.push(add(2))
  expect([await settled(), releases.length]).toEqual([2, 2])
  releases[1]?.()
  expect([await settled(), releases.length]).toEqual([3, 3])
  await Promise.all(adding)
})

test('a refusal and an error stop what follows', async () => {
  const refused = pageWriter(async () => false)
  await refused.add(page(0))
  expect([await refused.add(page(1)), await refused.ended()]).toEqual([false, false])
  const broken = pageWriter(async () => {
    throw new Error('gone')
  })
  await broken.add(page(0))
  await expect(broken.add(page(1))).rejects.toThrow('gone')
  await expect(broken.ended()).rejects.toThrow('gone')
})
