import { describe, expect, test } from 'vitest'
import { hostile, hours, many, refusals } from '../../../test/support/slack-samples.ts'
import { readable } from '../../../test/support/slack-text.ts'
import type { BehindRow } from '../../workflows/checks/read-checks.ts'
import { accountsView } from './accounts-view.ts'
import { type BehindPage, nextPageValue, previousPageValue, readBehindPage } from './read.ts'

const asked: BehindPage = { miroOrgId: '307', checkId: 'removed', verdict: 'fail', after: [], page: 0 }
const row = (more: Partial<BehindRow> = {}): BehindRow => ({
  id: '3074457345618265001',
  email: 'olivia@acme.com',
  role: 'organization_internal_admin',
  license: 'full',
  lastActivityAt: hours(-100),
  class: 'staff',
  personName: 'Olivia Fischer',
  why: 'left_still_active',
  authorises: false,
  ...more,
})

describe('the accounts behind a count', () => {
  test('with the reason for each', () => {
    const rows = [row(), row({ email: null, lastActivityAt: null, personName: null, role: 'board_robot' })]
    expect(readable(accountsView('Acme', asked, { rows, more: true }))).toMatchInlineSnapshot(`
      "🔴 *Miro access should be removed for offboarded user* · *Acme*
      \`olivia@acme.com\` · Company Admin · license Full · last active <!date^1795161600^{date_short_pretty} at {time}|20 Nov 2026 at 08:00 UTC>
      Olivia Fischer left and can still use Miro.
      [Open → accounts.card {"o":"307","a":"3074457345618265001"}]
      no e-mail address, Miro id \`3074457345618265001\` · Unknown role (board_robot) · license Full · never signed in
      This person left and can still use Miro.
      [Open → accounts.card {"o":"307","a":"3074457345618265001"}]
      (Accounts 1 to 2.)
      [Next → checks.next_page {"o":"307","c":"removed","v":"fail","p":["3074457345618265001"],"n":1}] [How to fix → checks.how_to_fix {"o":"307","c":"removed"}] [Filter and search → accounts.open {"o":"307","f":{"v":"removed.fail"}}]"
    `)
  })

  test('nobody is left in this state', () => {
    expect(readable(accountsView('Acme', asked, { rows: [], more: false }))).toMatchInlineSnapshot(`
      "🔴 *Miro access should be removed for offboarded user* · *Acme*
      No account is in this state now."
    `)
  })

  test('never more than 25 on a page; the next page starts after the last one shown', () => {
    const rows = many(60, at => row({ id: String(1000 + at) }))
    const view = accountsView('Acme', { ...asked, page: 2, after: ['1', '2'] }, { rows, more: false })
    expect(refusals(view)).toEqual([])
    const lines = readable(view).split('\n')
    expect(lines.slice(-2)).toEqual([
      '(Accounts 51 to 75.)',
      '[Back → checks.previous_page {"o":"307","c":"removed","v":"fail","p":["1"],"n":1}] [Next → checks.next_page {"o":"307","c":"removed","v":"fail","p":["1","2","1024"],"n":3}] [How to fix → checks.how_to_fix {"o":"307","c":"removed"}] [Filter and search → accounts.open {"o":"307","f":{"v":"removed.fail"}}]',
    ])
  })

  test.each(hostile)('a name like %j is only text', name => {
    const rows = many(25, () => row({ email: name, personName: name, role: name, license: name }))
    const view = accountsView(name, asked, { rows, more: true })
    expect(refusals(view)).toEqual([])
    expect(JSON.stringify(view)).not.toMatch(/<!channel>|<@U0ADA>|\u202e/)
  })
})

describe('leafing', () => {
  const walk = (pages: number): BehindPage => {
    let at: BehindPage = asked
    for (let page = 0; page < pages; page += 1)
      at = readBehindPage(nextPageValue(at, `30744573456182${65_000 + page}`)) ?? asked
    return at
  }

  test('back and forth is where one was', () => {
    expect(readBehindPage(previousPageValue(walk(5)))).toEqual(walk(4))
    expect(readBehindPage(previousPageValue(walk(1)))).toEqual(asked)
  })

  test('far on, the value of a button stays within what Slack takes, and Back ends on the first page', () => {
    expect(nextPageValue(walk(500), '9'.repeat(64)).length).toBeLessThan(2000)
    let at = walk(500)
    for (let steps = 0; steps < 500 && at.page > 0; steps += 1)
      at = readBehindPage(previousPageValue(at)) ?? at
    expect(at).toEqual(asked)
  })

  test.each(['', 'null', '{}', '{"o":"<!channel>","c":"removed"}', '{"o":"1","c":"other"}'])(
    '%j is nothing of ours',
    value => {
      expect(readBehindPage(value)).toBeNull()
    },
  )
})
