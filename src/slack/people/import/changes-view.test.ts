import { expect, test } from 'vitest'
import { readable } from '../../../../test/support/slack-text.ts'
import { stagedList } from '../../../../test/support/staff-list-samples.ts'
import { readList } from '../../doors/staff-list.ts'
import { changesView } from './changes-view.ts'

test('everybody of one kind of change, page by page', () => {
  const first = Array.from({ length: 35 }, (_, at) => ({
    ...{ called: `Person ${at}`, address: null, from: null, to: 'Guide' },
  }))
  const change = stagedList({ changed: 40, changes: { title: { all: 40, first } } })
  const pages = [0, 30].map(from =>
    readable(changesView({ id: 'r1', kind: 'title', from, isOnTop: from === 0 }, change)).split('\n'),
  )
  expect(pages.map(lines => [...lines.slice(0, 2), ...lines.slice(-2)])).toMatchInlineSnapshot(`
    [
      [
        "*staff.csv* · 40 new job titles",
        "• Person 0, Guide",
        "• Person 29, Guide",
        "[Next → import.next {"r":"r1","n":30,"b":1,"k":"title"}]",
      ],
      [
        "*staff.csv* · 40 new job titles",
        "• Person 30, Guide",
        "(5 more are not listed.)",
        "[Previous → import.previous {"r":"r1","n":0,"k":"title"}] [Back to the preview → import.preview_again {"r":"r1","n":0}]",
      ],
    ]
  `)
  expect(readList('{"r":"r1","n":30,"k":"title"}')).toMatchObject({ from: 30, kind: 'title' })
  expect(readList('{"r":"r1","k":"toString"}')).toBe(null)
})
