import { expect, test } from 'vitest'
import { noon, quiet, report, setup } from '../../../test/support/slack-samples.ts'
import type { HeldFacts } from '../../domain/source-notice.ts'
import { heldTasks, pendingTasks, peopleTasks } from './pending-tasks.ts'

const unused = { mistakes: [], conflicts: [], more: 0 }
const held: HeldFacts[] = [
  {
    ...{ kind: 'held_sync', organizationName: null, miroOrgId: null, runId: 'r1', reason: 'many_gone' },
    ...{ before: 30, after: 18, gone: 12, sample: ['Dana Lee'], decided: null },
  },
  {
    ...{
      kind: 'held_list',
      columns: null,
      runId: 'r2',
      reason: 'nobody_left',
      rows: 0,
      setAside: 0,
      before: 30,
      after: 0,
    },
    ...{ gone: 30, leaving: 0, returning: 0, sample: [], decided: null, unused },
    origin: { kind: 'path', name: '/data/staff.csv' },
  },
  {
    ...{ kind: 'held_groups', runId: 'h1', more: 1, readAt: null, decided: null },
    groups: [{ handle: 'design', reason: 'nobody_left', before: 8, after: 0, gone: 8, sample: [] }],
  },
]

test('what waits for a word says why and takes the same buttons as its message', () => {
  const told = heldTasks(held).map(({ text, buttons }) => [
    text.markup,
    ...buttons.map(({ text, action_id, value }) => `${text.text} → ${action_id} ${value}`),
  ])
  expect(told).toMatchInlineSnapshot(`
    [
      [
        "Decision needed: 12 of 30 people left Slack at once. 12 people of 30 left or were deactivated at once.",
        "Show all 12 → held_sync.show_all {"r":"r1","p":[],"n":0}",
        "Apply anyway → held_sync.apply r1",
        "Try again → held_sync.retry r1",
      ],
      [
        "Decision needed · The staff list \`/data/staff.csv\`. It is empty. The last one had 30 people.",
        "Apply anyway → held_sync.apply r2",
        "Open the list → import.show {"r":"r2","n":0}",
        "Try again → held_sync.retry r2",
      ],
      [
        "Decision needed: Slack user groups changed a lot. \`@design\` is empty. Before, it had 8 people. The same holds for 1 more group.",
        "Apply anyway → held_sync.apply h1",
        "Try again → held_sync.retry h1",
      ],
    ]
  `)
})

test('rows of Miro that could not be read are named by address or id', () => {
  const task = (unread: readonly string[]) =>
    pendingTasks(setup(), [report({ unread })], noon, quiet)
      .map(({ text }) => text.markup)
      .find(text => text.includes('could not read'))
  expect(task([])).toBeUndefined()
  expect(task(['dana@acme.com'])).toContain('could not read 1 entry in Miro’s list: dana@acme.com.')
  expect(task(['', ''])).toContain('2 entries in Miro’s list: without an e-mail address or an id.')
  expect(task(['a@acme.com', '17', 'c', 'd', ''])).toContain(
    '5 entries in Miro’s list: a@acme.com, 17, c and 2 more.',
  )
})

test('people without an address are counted, and some are named', () => {
  const people = (names: readonly string[], total: number) => ({
    ...quiet,
    withoutAddress: names.map(name => ({ name, total })),
  })
  const told = (names: readonly string[], total: number) =>
    peopleTasks(people(names, total), noon).map(({ text }) => text.markup)
  expect(told([], 0)).toEqual([])
  expect(told(['Dana Lee'], 1)[0]).toContain('of 1 person, so no account can be matched: *Dana Lee*.')
  expect(told(['A', 'B', 'C'], 9)[0]).toContain(
    'of 9 people, so no account can be matched: *A*, *B*, *C* and 6 more.',
  )
})
