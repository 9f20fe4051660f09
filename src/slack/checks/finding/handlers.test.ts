import { expect, test } from 'vitest'
import {
  closedSheet,
  explaining,
  finding,
  groupPage,
  sheet,
} from '../../../../test/support/finding-samples.ts'
import { click, many, noon, screen } from '../../../../test/support/slack-samples.ts'
import { explainVerdict, type FindingSheet, type GroupPage } from '../../../workflows/checks/read-finding.ts'
import type { Workflows } from '../../../workflows/for-slack.ts'
import type { Listener } from '../../frame/listener.ts'
import { findingIds } from '../../ids/checks.ts'
import { policy } from '../../policy.ts'
import { findingListeners } from './handlers.ts'

type Stored = {
  readonly sheet?: FindingSheet
  readonly group?: GroupPage
  readonly refuses?: boolean
}

async function run(id: string, value: string, stored: Stored = {}) {
  const asked: unknown[] = []
  const reads: Pick<Workflows, 'readFinding' | 'readGroup'> = {
    readFinding: async ({ workspaceId, ref }) => {
      asked.push({ workspaceId, ...ref })
      return stored.sheet ?? null
    },
    readGroup: async ({ groupId, from, limit }) => {
      asked.push({ groupId, from, limit })
      return stored.group ?? null
    },
  }
  const listeners = findingListeners(
    {
      ...reads,
      explainVerdict: async input => {
        if ('ref' in input.asked) asked.push({ workspaceId: input.workspaceId, ...input.asked.ref })
        const admins = stored.refuses === true ? [] : ['U0ADA']
        const { sheet: found = null, group = null } = stored
        return explainVerdict(explaining({ sheet: found, group, card: null, admins }), input)
      },
      verifyAccounts: async ({ accountIds, by }) => {
        asked.push({ accountIds, by })
        return { outcome: 'asked', accounts: [], peopleRead: true }
      },
    },
    () => noon,
  )
  const shown = screen()
  const listener = listeners.find(
    (each): each is Listener & { kind: 'action' } => 'id' in each && each.id === id,
  )
  await listener?.handle(click(shown.answer, value))
  return { listeners, asked, titles: shown.views.map(view => view.title.text) }
}

const everyId = [
  findingIds.fix,
  findingIds.why,
  findingIds.verify,
  findingIds.verifyPage,
  findingIds.verifyAgain,
  findingIds.details,
  findingIds.nextPage,
  findingIds.previousPage,
]

test('each is answered, and is for admins alone; why is for everybody about themselves', async () => {
  const { listeners } = await run('', '')
  expect(listeners.map(each => ('id' in each ? each.id : ''))).toEqual(everyId)
  expect(everyId.map(id => policy.get(id))).toEqual(
    everyId.map(id => (id === findingIds.why ? 'own' : 'admin')),
  )
})

test.each(
  everyId.flatMap(id => ['', 'x', '{"f":"../1"}', '{"f":"f1"}', '{"g":"g1"}'].map(value => [id, value])),
)('%s with %j of nobody: the button is out of date', async (id, value) => {
  expect((await run(id, value)).titles).toEqual(['Out of date'])
})

test('a closed finding is neither fixed nor verified again, but explained', async () => {
  const stored = { sheet: closedSheet() }
  const value = '{"f":"f1"}'
  expect((await run(findingIds.fix, value, stored)).titles).toEqual(['Out of date'])
  const verified = await run(findingIds.verify, value, stored)
  expect([verified.titles, verified.asked]).toEqual([
    ['Out of date'],
    [{ workspaceId: 'T0ACME', kind: 'finding', findingId: 'f1' }],
  ])
  expect((await run(findingIds.why, value, stored)).titles).toEqual(['Why?'])
})

test('why is told to nobody about somebody else', async () => {
  for (const stored of [{ sheet: sheet(), refuses: true }, { refuses: true }])
    expect((await run(findingIds.why, '{"f":"f1"}', stored)).titles).toEqual(['You cannot do this'])
  const group = { group: groupPage([finding('f1')]), refuses: true }
  expect((await run(findingIds.why, '{"g":"g1"}', group)).titles).toEqual(['You cannot do this'])
})

test('an open one is verified by the one who clicked', async () => {
  const { asked, titles } = await run(findingIds.verify, '{"f":"f1"}', { sheet: sheet() })
  expect(titles).toEqual(['Verify now'])
  expect(asked).toEqual([
    { workspaceId: 'T0ACME', kind: 'finding', findingId: 'f1' },
    { accountIds: ['7'], by: 'U0ADA' },
    { workspaceId: 'T0ACME', findingId: 'f1' },
  ])
})

test('a check of an account, from the lists, is looked up without trusting its organization', async () => {
  const { asked } = await run(findingIds.why, '{"o":"9","c":"valid","s":"7"}', { sheet: sheet() })
  expect(asked).toEqual([
    { workspaceId: 'T0ACME', kind: 'subject', miroOrgId: '9', checkId: 'valid', subjectId: '7' },
  ])
})

test('of few all are verified at once; of many the person chooses a page', async () => {
  const few = { group: groupPage(many(3, at => finding(`f${at}`))), sheet: sheet() }
  expect((await run(findingIds.verify, '{"g":"g1"}', few)).asked).toContainEqual({
    accountIds: ['sf0', 'sf1', 'sf2'],
    by: 'U0ADA',
  })
  const page = groupPage(
    many(10, at => finding(`f${at}`)),
    { open: 30 },
  )
  const large = { group: page, sheet: sheet() }
  expect((await run(findingIds.verify, '{"g":"g1"}', large)).titles).toEqual(['Details'])
  const chosen = await run(findingIds.verifyPage, '{"g":"g1","n":10}', large)
  expect([chosen.titles, chosen.asked[0]]).toEqual([['Verify now'], { groupId: 'g1', from: 10, limit: 10 }])
})

test('how to fix several looks at more than a page', async () => {
  const { asked, titles } = await run(findingIds.fix, '{"g":"g1"}', { group: groupPage([finding('a')]) })
  expect([asked, titles]).toEqual([[{ groupId: 'g1', from: 0, limit: 50 }], ['How to fix']])
})
