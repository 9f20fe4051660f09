import { expect, test } from 'vitest'
import {
  checkBlock,
  checkExport,
  type ExportedMessage,
  type FoundBlock,
  nothingSeen,
  type Witnessed,
  withBlock,
} from './journal-check.ts'
import { differenceInWords, figuresInWords, witnessInWords } from './journal-check-words.ts'

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

test('what was told in Slack is held against an export of the channel', () => {
  const witness = { day: '2026-11-30', number: 9, hash: 'f', words: 'Block 9 & more', link: null }
  const told = { ...witness, ts: '20.1', fileId: null }
  const filed = { ...witness, ts: null, fileId: 'F1' }
  const message = (more: Partial<ExportedMessage> = {}): ExportedMessage => ({
    ...{ ts: '20.1', text: 'Block 9 &amp; more', edited: false, fileIds: [] },
    ...more,
  })
  const first = message({ ts: '10.1', text: 'Record' })
  const found = (witnessed: Witnessed, ...messages: ExportedMessage[]) =>
    checkExport([witnessed], [first, ...messages]).map(({ what }) => what)
  expect(found(told, message())).toEqual([])
  expect(found(told, message({ text: 'Block 8' }))).toEqual(['reply_edited'])
  expect(found(told, message({ edited: true }))).toEqual(['reply_edited'])
  expect(found(told)).toEqual(['reply_missing'])
  // Before the first message of the export nothing is known.
  expect(found({ ...told, ts: '5.1' })).toEqual([])
  expect(found(filed, message({ ts: '30.1', text: '', fileIds: ['F1'] }))).toEqual([])
  expect(found({ ...filed, ts: '20.1', fileId: 'F2' }, message({ fileIds: ['F1'] }))).toEqual([
    'reply_edited',
  ])
  expect(witnessInWords(told)).toContain('look in the alert channel')
})
