import { expect, test } from 'vitest'
import { context, divider, section } from './blocks.ts'
import { fittingText } from './fit-text.ts'
import { md } from './text.ts'

test('what fits stays as it is', () => {
  const blocks = [section(md`short`), divider(), context(md`also short`)]
  expect(fittingText(blocks)).toEqual(blocks)
})

test('the longest texts are cut to one length, the short ones stay whole', () => {
  const long = { markup: '&amp;'.repeat(600) }
  const short = section(md`short`)
  const cut = fittingText([short, ...Array.from({ length: 20 }, () => section(long))])
  expect(cut[0]).toEqual(short)
  const texts = cut.flatMap(block => (block.type === 'section' && block.text ? [block.text.text] : []))
  expect(texts.join('').length).toBeLessThanOrEqual(12_000)
  expect(new Set(texts.slice(1)).size).toBe(1)
  expect(texts.at(-1)).toMatch(/&amp;…$/)
})
