import { expect, test } from 'vitest'
import { journalEntry } from '../../../test/support/journal-samples.ts'
import { noon } from '../../../test/support/slack-samples.ts'
import { type JournalEntry, type JournalFilter, wholeJournal } from '../../domain/journal-window.ts'
import { readJournal } from './read-journal.ts'

/** Rows in the order in which they were written, each as "kind change". */
function worldOf(written: readonly string[]) {
  const all: readonly JournalEntry[] = written
    .map((each, at) => {
      const [kind = '', change = ''] = each.split(' ')
      return journalEntry({ id: `${at + 1}`, kind, change })
    })
    .toReversed()
  const after = (id: string | null) => all.filter(entry => id === null || Number(entry.id) < Number(id))
  return {
    clock: () => noon,
    people: { search: async () => [] },
    journalWindow: {
      entries: async (_: string, { before, limit }: { before: string | null; limit: number }) =>
        after(before).slice(0, limit),
      batch: async (_: string, { id, kind, change }: Pick<JournalEntry, 'id' | 'kind' | 'change'>) => {
        const from = after(`${Number(id) + 1}`)
        const end = from.findIndex(entry => entry.kind !== kind || entry.change !== change)
        const rows = end === -1 ? from.length : end
        return { rows, isNew: rows, last: id, first: from[rows - 1]?.id ?? id }
      },
      names: async () => new Map<string, string>(),
    },
  }
}

const many = (rows: number, written: string): string[] => Array.from({ length: rows }, () => written)

const read = async (written: readonly string[], most = 4, filter: Partial<JournalFilter> = {}) => {
  const pages: string[] = []
  for (let before: string | null = null; pages.length < 20; ) {
    const asked = { workspaceId: 'T', by: 'U', filter: { ...wholeJournal, ...filter }, before, most }
    const { lines, older } = await readJournal(worldOf(written), asked)
    pages.push(
      lines.map(({ entry, batch }) => `${entry.id}${batch === null ? '' : ` ×${batch.rows}`}`).join(', '),
    )
    if (older === null) return pages
    before = older
  }
  return pages
}

test.each([
  [[], ['']],
  [['run 1', 'account 2', 'account 3'], ['3, 2, 1']],
  // Five of one transaction stand alone, six do not.
  [
    [...many(5, 'account 1'), 'run 1'],
    ['6, 5, 4, 3', '2, 1'],
  ],
  [[...many(6, 'account 1'), 'run 1'], ['7, 6 ×6']],
  [['run 0', ...many(342, 'account 1'), 'run 1', ...many(40, 'person 2')], ['384 ×40, 344, 343 ×342, 1']],
  // One that begins at the end of what is read at once.
  [
    ['run 0', ...many(30, 'account 1'), 'a 2', 'b 3', 'c 4'],
    ['34, 33, 32, 31 ×30', '1'],
  ],
  [
    ['run 0', ...many(30, 'account 1'), 'a 2', 'b 3', 'c 4', 'd 5'],
    ['35, 34, 33, 32', '31 ×30, 1'],
  ],
])('pages of what several transactions wrote, %#', async (written, pages) => {
  expect(await read(written)).toEqual(pages)
})

test('about one account nothing is put together, nor in what was opened', async () => {
  const account = { miroOrgId: '1', accountId: 'a' }
  expect(await read(many(7, 'account 1'), 7, { account })).toEqual(['7, 6, 5, 4, 3, 2, 1'])
  const batch = { first: '1', last: '7', kind: 'account', change: '1' }
  expect(await read(many(7, 'account 1'), 7, { batch })).toEqual(['7, 6, 5, 4, 3, 2, 1'])
})
