import { expect, test } from 'vitest'
import { checkBlock, type FoundBlock, nothingSeen, withBlock } from './journal-check.ts'
import { differenceInWords, figuresInWords } from './journal-check-words.ts'

const block = (more: Partial<FoundBlock> = {}): FoundBlock => ({
  ...{ number: 2, sealedAt: 1_000, rows: 2, rowsHash: 'rows', hash: 'block' },
  found: [
    { id: '1', at: 10, partHash: 'one' },
    { id: '2', at: 20, partHash: null },
  ],
  parts: new Map([['1', 'one']]),
  made: { rowsHash: 'rows', hash: 'block' },
  ...more,
})
const said = (more: Partial<FoundBlock>, previous = 1, deletable = 0) =>
  checkBlock(block(more), previous, deletable).map(differenceInWords)

test('a block that is as it was sealed, and all that may be wrong with one', () => {
  expect(said({})).toEqual([])
  expect(said({ number: 5 })).toEqual(['Block 2 is missing.', 'Block 3 is missing.', 'Block 4 is missing.'])
  expect(said({ made: { rowsHash: 'rows', hash: 'other' } })).toEqual([
    'Block 2 is not as it was sealed, or does not follow the block before it.',
  ])
  expect(said({ made: { rowsHash: 'other', hash: 'block' } })).toEqual([
    'Block 2: its rows are not those that were sealed.',
  ])
  expect(said({ rows: 1_234 })).toEqual(['Block 2 was sealed with 1,234 rows. Now it has 2.'])
  expect(said({ parts: new Map([['1', 'other']]) })).toEqual([
    'Block 2, row 1: its personal part was changed.',
  ])
  expect(
    said({
      parts: new Map([
        ['1', 'one'],
        ['2', 'two'],
      ]),
    }),
  ).toEqual(['Block 2, row 2: it was sealed without a personal part, and has one.'])
  expect(said({ parts: new Map() }, 1, 10)).toEqual([
    'Block 2, row 1: its personal part is missing before its time.',
  ])
  expect(said({ parts: new Map() }, 1, 11)).toEqual([])
})

test('the last line says how much was looked at', () => {
  const first = withBlock(nothingSeen, block({ sealedAt: Date.UTC(2026, 0, 3) }))
  const both = withBlock(first, block({ sealedAt: Date.UTC(2026, 10, 30), parts: new Map() }))
  expect([
    figuresInWords(nothingSeen),
    figuresInWords(first),
    figuresInWords({ ...both, blocks: 214, rows: 8_120, partsDeleted: 0 }),
    figuresInWords({ ...both, from: Date.UTC(2025, 0, 3), differences: 1, unsealed: 3 }),
  ]).toEqual([
    'The journal is whole: 0 blocks, 0 rows.',
    'The journal is whole: 1 block, 2 rows, sealed 3 Jan 2026.',
    'The journal is whole: 214 blocks, 8,120 rows, sealed 3 Jan – 30 Nov 2026.',
    'The journal is not whole: 1 difference in 2 blocks, 4 rows, sealed 3 Jan 2025 – 30 Nov 2026. ' +
      'Personal parts deleted after the time they are kept, or missing: 1. Not sealed yet, so not checked: 3 rows.',
  ])
})
