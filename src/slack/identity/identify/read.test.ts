import { expect, test } from 'vitest'
import { accountValue, readAccount, readSeen, readTake, seenValue, takeValue } from '../../doors/account.ts'
import { identifyIds } from '../../ids/identity.ts'
import { readIdentify } from './read.ts'

const seen = { o: '30', a: '7', v: 1_700_000_000_000 }
const metadata = JSON.stringify(seen)
const ids = identifyIds

/** The form's state with these answers. */
const state = (as: string, answers: Record<string, object> = {}) => ({
  [ids.choice]: { [ids.choice]: { selected_option: { value: as, text: { text: as } } } },
  ...Object.fromEntries(Object.entries(answers).map(([id, answer]) => [id, { [id]: answer }])),
})
const read = (as: string, answers: Record<string, object> = {}) =>
  readIdentify({ metadata, state: state(as, answers) })
const owner = { [ids.owner]: { selected_user: 'U0FARAH' } }
const reason = { [ids.reason]: { value: '  Nightly export  ' } }
const review = { [ids.review]: { selected_date: '2027-05-24' } }

test('values come back as they were', () => {
  expect(readAccount(accountValue({ o: '30', a: '7' }))).toEqual({ o: '30', a: '7' })
  // Miro's ids may look like this.
  expect(readAccount(accountValue({ o: '30', a: 'uX:3=' }))).toEqual({ o: '30', a: 'uX:3=' })
  expect(readSeen(seenValue({ ...seen, v: null }))).toEqual({ ...seen, v: null })
  expect(readTake(takeValue(seen, 'p-1'))).toEqual({ ...seen, p: 'p-1' })
})

test.each(['', 'null', '{"o":"1"}', '{"o":"1 OR 1=1","a":"7"}', '[1]', `{"o":"${'1'.repeat(65)}","a":"7"}`])(
  'nothing of ours: %s',
  value => {
    expect([readAccount(value), readSeen(value), readTake(value)]).toEqual([null, null, null])
  },
)

test.each([
  ['staff', { [ids.user]: { selected_user: 'U0GUS' } }, { as: 'staff' }, { slackUserId: 'U0GUS' }],
  [
    'person',
    { [ids.person]: { selected_option: { value: 'p-1', text: { text: 'Emil' } } } },
    { as: 'staff' },
    { personId: 'p-1' },
  ],
  [
    'new_staff',
    {
      [ids.name]: { value: 'Nora' },
      [ids.email]: { value: 'nora@acme.com' },
      [ids.title]: { value: '' },
      [ids.start]: { selected_date: null },
    },
    { as: 'new_staff', name: 'Nora', email: 'nora@acme.com', title: null, startsOn: null },
    null,
  ],
  [
    'external',
    { [ids.sponsor]: { selected_user: 'U0GUS' }, [ids.note]: { value: 'Client' } },
    { as: 'external', reason: 'Client' },
    { slackUserId: 'U0GUS' },
  ],
  [
    'service',
    { ...owner, ...reason, ...review },
    { as: 'service', reason: 'Nightly export', reviewOn: '2027-05-24' },
    { slackUserId: 'U0FARAH' },
  ],
  ['unidentified', {}, { as: 'unidentified' }, null],
])('%s', (as, answers, choice, who) => {
  expect(read(as, answers)).toMatchObject({ input: { ...seen, choice, who } })
})

test.each([
  ['nothing chosen', '', {}, ids.choice],
  ['something else chosen', 'ceo', {}, ids.choice],
  ['nobody chosen', 'staff', { [ids.user]: { selected_user: null } }, ids.user],
  ['no person of ours', 'staff', { [ids.user]: { selected_user: '<!channel>' } }, ids.user],
  ['nobody found', 'person', { [ids.person]: { selected_option: null } }, ids.person],
  ['no sponsor', 'external', { [ids.sponsor]: {} }, ids.sponsor],
  ['no owner', 'shared', { [ids.owner]: {}, ...reason, ...review }, ids.owner],
  ['a short reason', 'shared', { ...owner, [ids.reason]: { value: ' 9 letters ' }, ...review }, ids.reason],
  ['no review', 'service', { ...owner, ...reason, [ids.review]: { selected_date: 'soon' } }, ids.review],
  ['no name', 'new_staff', { [ids.name]: { value: ' ' }, [ids.email]: { value: 'a@b' } }, ids.name],
  ['no address', 'new_staff', { [ids.name]: { value: 'Nora' }, [ids.email]: {} }, ids.email],
  ['saved before the field appeared', 'staff', {}, ids.choice],
])('refused under its field: %s', (_, as, answers, field) => {
  expect(read(as, answers)).toEqual({ problems: { [field]: expect.any(String) } })
})

test('a form of somewhere else is refused', () => {
  expect(readIdentify({ metadata: '{}', state: state('unidentified') })).toHaveProperty('problems')
})
