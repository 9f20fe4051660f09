import { expect, test } from 'vitest'
import { pageWriter } from './page-writer.ts'
import type { Page } from './run.ts'

const page = (number: number, size = 100): Page => ({
  rows: Array.from({ length: size }, (_, row) => ({ id: number * 1_000 + row })),
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
  expect(stored.flatMap(({ rows }) => rows)).toEqual(pages.flatMap(({ rows }) => rows))
  expect(stored.reduce((sum, { setAside }) => sum + setAside, 0)).toBe(100)
  expect(stored.at(-1)?.cursor).toBe('after 99')
  expect(stored.length).toBeLessThan(30)
  expect(Math.max(...stored.map(({ rows }) => rows.length))).toBeLessThanOrEqual(1_000)
})

test('when a thousand rows wait for a slow database, reading waits too', async () => {
  let release = (_: boolean) => {}
  const writer = pageWriter(
    () =>
      new Promise<boolean>(resolve => {
        release = resolve
      }),
  )
  for (let number = 0; number < 10; number += 1) expect(await writer.add(page(number))).toBe(true)
  let went = false
  const full = writer.add(page(10)).then(answer => {
    went = true
    return answer
  })
  await new Promise(resolve => setImmediate(resolve))
  expect(went).toBe(false)
  release(true)
  await new Promise(resolve => setImmediate(resolve))
  release(true)
  expect(await full).toBe(true)
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
