import { describe, expect, test } from 'vitest'
import { hostile, many, noon, refusals } from '../../../../../test/support/slack-samples.ts'
import { readable } from '../../../../../test/support/slack-text.ts'
import type { Because } from '../../../../domain/suggest.ts'
import { type ClearSuggestion, markOf } from '../../../../workflows/identity/accept-suggestions.ts'
import { acceptedView, kindsView, nothingAcceptedView, previewView } from './view.ts'

const row = (at: number, more: Partial<ClearSuggestion> = {}): ClearSuggestion => ({
  accountId: `30744573500000100${at}`,
  email: `person${at}+miro@acme.com`,
  role: 'organization_internal_user',
  personId: `p-${at}`,
  personName: `Person ${at}`,
  left: false,
  own: false,
  ...more,
})
const kinds: Because[] = ['same_address', 'plus_tag', 'similar_name', 'role_mailbox', 'guest']
const preview = (rows: ClearSuggestion[], more: Partial<Parameters<typeof previewView>[0]> = {}) =>
  previewView({
    miroOrgId: '30',
    because: 'plus_tag',
    rows,
    withNames: false,
    filled: null,
    refused: null,
    changed: false,
    now: noon,
    ...more,
  })

test('the kinds, and nothing', () => {
  const counts = kinds.map((because, at) => ({ because, count: at + 1 }))
  expect(readable(kindsView('30', counts))).toMatchInlineSnapshot(`
    "Nobody was found for these accounts, but there is one likely answer for each. Preview says what would change and for whom; nothing is stored before you accept it.
    *1 account* with the e-mail address of one staff member. Would become staff.
    [Preview → suggestions.preview {"o":"30","k":"same_address"}]
    *2 accounts* with the e-mail address of one staff member but for the tag after the plus. Would become staff.
    [Preview → suggestions.preview {"o":"30","k":"plus_tag"}]
    *3 accounts* with a name like that of one staff member. Would become staff.
    [Preview → suggestions.preview {"o":"30","k":"similar_name"}]
    *4 accounts* with the address of a task, such as info@. Would become shared mailboxes.
    [Preview → suggestions.preview {"o":"30","k":"role_mailbox"}]
    *5 accounts* with the e-mail address of a guest in Slack. Would become external people.
    [Preview → suggestions.preview {"o":"30","k":"guest"}]"
  `)
  expect(readable(kindsView('30', []))).toMatchInlineSnapshot(
    `"There is nothing to accept now. Accounts that nobody was found for are behind the count of \`/miro checks\`."`,
  )
})

test('a preview: the number first, the names on request', () => {
  const rows = [row(1), row(2, { left: true }), row(3, { own: true })]
  const short = preview(rows)
  expect(readable(short)).toMatchInlineSnapshot(`
    "2 accounts become staff.
    1 of them belongs to somebody who left: a finding opens, because that access has to go.
    (1 account of yours left out: nobody decides about their own. Another administrator of this bot can accept it.)
    [Show names → suggestions.names {"o":"30","k":"plus_tag"}] [All suggestions → suggestions.back 30]
    Leave out: <multi_static_select>"
  `)
  expect(JSON.parse(short.private_metadata ?? '')).toEqual({ o: '30', k: 'plus_tag', m: markOf(rows) })
  expect(readable(preview(rows, { withNames: true }))).toMatchInlineSnapshot(`
    "2 accounts become staff.
    1 of them belongs to somebody who left: a finding opens, because that access has to go.
    (1 account of yours left out: nobody decides about their own. Another administrator of this bot can accept it.)
    • \`person1+miro@acme.com\` · Member · → *Person 1*
    • \`person2+miro@acme.com\` · Member · → *Person 2* · left
    [All suggestions → suggestions.back 30]
    Leave out: <multi_static_select>"
  `)
})

test('shared mailboxes ask for an owner and a reason, guests for a sponsor', () => {
  const mailbox = [row(1, { email: 'info@acme.com', personId: null, personName: null })]
  expect(readable(preview(mailbox, { because: 'role_mailbox' }))).toMatchInlineSnapshot(`
    "1 account becomes a shared mailbox.
    [Show names → suggestions.names {"o":"30","k":"role_mailbox"}] [All suggestions → suggestions.back 30]
    Owner: <users_select>
    What is it for?: <plain_text_input>
    Next review: <datepicker>
    Leave out: <multi_static_select>"
  `)
  const refused = { because: 'has_left' as const, onlyAdmin: false }
  expect(readable(preview([row(1)], { because: 'guest', refused, changed: true }))).toMatchInlineSnapshot(`
    "⚠️ *Nothing was accepted.* The list changed. This is how it is now.
    1 account becomes an external person.
    [Show names → suggestions.names {"o":"30","k":"guest"}] [All suggestions → suggestions.back 30]
    Sponsor of all of them: <users_select>
    (⚠️ This person left. Choose a colleague who is on the staff today.)
    Leave out: <multi_static_select>"
  `)
})

test('what there is to say when nothing is left', () => {
  expect(readable(preview([]))).toContain('There is nothing to accept now.')
  expect(readable(preview([row(1, { own: true })]))).toContain('1 account of yours left out')
  expect(readable(acceptedView('30', 12, 1))).toMatchInlineSnapshot(`
    "*Accepted* for 12 accounts.
    1 account of somebody who left: a finding opens for it.
    (They are being checked again now. Findings that this puts right close by themselves within a minute.)
    [All suggestions → suggestions.back 30]"
  `)
  expect(readable(nothingAcceptedView('30'))).toContain('Everything was left out')
})

describe('Slack takes it', () => {
  test.each(kinds)('with a hundred rows and names: %s', because => {
    const rows = many(100, at =>
      row(at, { personName: 'Ｗ'.repeat(500), email: `${'x'.repeat(300)}@acme.com` }),
    )
    expect(refusals(preview(rows, { because, withNames: true }))).toEqual([])
    expect(refusals(preview(rows, { because }))).toEqual([])
  })
  test.each(hostile.map((name, at) => ({ name, at })))('with hostile names: $at', ({ name }) => {
    const rows = [row(1, { email: name, personName: name, role: name }), row(2, { email: null })]
    const filled = { user: null, reason: name, review: null, except: [name, rows[0]?.accountId ?? ''] }
    for (const because of kinds)
      expect(refusals(preview(rows, { because, withNames: true, filled, changed: true }))).toEqual([])
  })
})
