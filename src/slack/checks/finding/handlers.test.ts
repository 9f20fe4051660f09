import { describe, expect, test } from 'vitest'
import {
  closedSheet,
  finding,
  groupPage,
  lookingAt,
  sheet,
} from '../../../../test/support/finding-samples.ts'
import { click, many, noon, screen } from '../../../../test/support/slack-samples.ts'
import { readable } from '../../../../test/support/slack-text.ts'
import { lookAtFindings } from '../../../workflows/checks/look-at-findings.ts'
import type { FindingSheet, GroupPage } from '../../../workflows/checks/read-finding.ts'
import type { Listener } from '../../frame/listener.ts'
import { refusal } from '../../frame/standard-views.ts'
import { findingIds } from '../../ids/checks.ts'
import { policy } from '../../policy.ts'
import { findingListeners } from './handlers.ts'

type Stored = {
  readonly sheet?: FindingSheet
  readonly group?: GroupPage
  readonly refuses?: boolean
}

/** Where the alert stands that is about them. */
const alert = { channelId: 'C0ACCESS', messageTs: '1795510800.000100' }

async function run(id: string, value: string, stored: Stored = {}, pressed: object = {}) {
  const asked: unknown[] = []
  const { sheet: found = null, group = null } = stored
  const listeners = findingListeners(
    {
      readFinding: async ({ ref }) => {
        asked.push(ref)
        return found
      },
      lookAtFindings: async input => {
        asked.push('ref' in input.asked ? input.asked.ref : input.asked.group)
        const admins = stored.refuses === true ? [] : ['U0ADA']
        const place = { channelId: alert.channelId, ts: alert.messageTs }
        return lookAtFindings(
          lookingAt({ sheet: found, group, card: null, admins, alert: place, alertChannelPublic: true }),
          input,
        )
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
  await listener?.handle(click(shown.answer, value, { chosen: [value], ...pressed }))
  return { listeners, asked, views: shown.views, titles: shown.views.map(view => view.title.text) }
}

const everyId = [
  findingIds.fix,
  findingIds.why,
  findingIds.verify,
  findingIds.verifyPage,
  findingIds.verifyAgain,
  findingIds.more,
  findingIds.menu,
  findingIds.details,
  findingIds.nextPage,
  findingIds.previousPage,
]

const refusedTitle = refusal({ allowed: false, because: 'not_admin', admins: [] }).title

test('each is answered, for whoever reads the alert', async () => {
  const { listeners } = await run('', '')
  expect(listeners.map(each => ('id' in each ? each.id : ''))).toEqual(everyId)
  expect(everyId.map(id => policy.get(id))).toEqual(everyId.map(() => 'reader'))
})

const chosenIn = (id: string, value: string) =>
  id === findingIds.menu ? value.replace('{', '{"d":"why",') : value

test.each(
  everyId.flatMap(id => ['', 'x', '{"f":"../1"}', '{"f":"f1"}', '{"g":"g1"}'].map(value => [id, value])),
)('%s with %j of nobody: the button is out of date', async (id, value) => {
  expect((await run(id, chosenIn(id, value))).titles).toEqual(['Out of date'])
})

const about = (id: string) => chosenIn(id, '{"f":"f1"}')
const admins = /\[(Identify|Choose valid users|Account|Sync now|Reconnect|Open the checks)/

describe.each(everyId)('%s, pressed on the alert', id => {
  const stored = { sheet: sheet({ checkId: 'identified', class: 'unidentified' }), refuses: true }

  test('is answered to a member, without what administrators decide, by initials where anybody reads', async () => {
    const { views, titles } = await run(id, about(id), stored, alert)
    expect(titles).not.toContain(refusedTitle)
    expect(titles).not.toContain('Out of date')
    const text = views.map(readable).join('\n')
    expect(text).not.toMatch(admins)
    expect(text).not.toMatch(/Olivia|olivia@/)
    expect(
      views.every(({ private_metadata }) => private_metadata === '{"c":"C0ACCESS","t":"1795510800.000100"}'),
    ).toBe(true)
  })

  test('goes on in the window it opened', async () => {
    const metadata = '{"c":"C0ACCESS","t":"1795510800.000100"}'
    const there = await run(id, about(id), stored, { channelId: null, metadata })
    expect(there.titles).toEqual((await run(id, about(id), stored, alert)).titles)
  })

  test('is refused to a member who pressed it anywhere else', async () => {
    for (const elsewhere of [
      {},
      { ...alert, channelId: 'C0GENERAL' },
      { channelId: null, metadata: '{"c":"C0GENERAL","t":"1.1"}' },
    ]) {
      const { titles, asked } = await run(id, about(id), stored, elsewhere)
      expect(titles).toEqual([refusedTitle])
      expect(asked).toHaveLength(1)
    }
  })

  test('says nothing to whom it is about', async () => {
    const own = sheet()
    const mine = { ...own, person: own.person && { ...own.person, slackUserId: 'U0ADA' } }
    for (const refuses of [true, false]) {
      const { views, asked } = await run(id, about(id), { sheet: mine, refuses }, alert)
      const none = await run(id, about(id), { refuses }, alert)
      expect(views).toEqual(none.views)
      expect(asked).toHaveLength(1)
    }
  })

  test('offers an administrator what is theirs to decide', async () => {
    const { views } = await run(id, about(id), { ...stored, refuses: false }, alert)
    expect(views.map(readable).join('\n')).toMatch(/Olivia|olivia@|Try again/)
  })
})

test('a closed finding is neither fixed nor verified again, but explained', async () => {
  const stored = { sheet: closedSheet() }
  const value = '{"f":"f1"}'
  expect((await run(findingIds.fix, value, stored)).titles).toEqual(['Out of date'])
  const verified = await run(findingIds.verify, value, stored)
  expect([verified.titles, verified.asked]).toEqual([['Out of date'], [{ kind: 'finding', findingId: 'f1' }]])
  expect((await run(findingIds.why, value, stored)).titles).toEqual(['Why?'])
})

test('an open one is verified by the one who clicked', async () => {
  const { asked, titles } = await run(findingIds.verify, '{"f":"f1"}', { sheet: sheet() })
  expect(titles).toEqual(['Verify now'])
  expect(asked).toEqual([
    { kind: 'finding', findingId: 'f1' },
    { accountIds: ['7'], by: 'U0ADA' },
    { findingId: 'f1' },
  ])
})

test('a check of an account, from the lists, is looked up without trusting its organization', async () => {
  const { asked } = await run(findingIds.why, '{"o":"9","c":"valid","s":"7"}', { sheet: sheet() })
  expect(asked).toEqual([{ kind: 'subject', miroOrgId: '9', checkId: 'valid', subjectId: '7' }])
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
  expect((await run(findingIds.verify, '{"g":"g1"}', large)).titles).toEqual(['Findings'])
  const chosen = await run(findingIds.verifyPage, '{"g":"g1","n":10}', large)
  expect([chosen.titles, chosen.asked[0]]).toEqual([
    ['Verify now'],
    { kind: 'group', groupId: 'g1', from: 10, limit: 10 },
  ])
})

test('how to fix several looks at more than a page', async () => {
  const { asked, titles } = await run(findingIds.fix, '{"g":"g1"}', { group: groupPage([finding('a')]) })
  expect([asked, titles]).toEqual([[{ kind: 'group', groupId: 'g1', from: 0, limit: 50 }], ['How to fix']])
})
