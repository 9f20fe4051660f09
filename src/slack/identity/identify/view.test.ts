import { describe, expect, test } from 'vitest'
import { hostile, hours, many, noon, refusals } from '../../../../test/support/slack-samples.ts'
import { readable } from '../../../../test/support/slack-text.ts'
import type { AccountToIdentify, Hint } from '../../../workflows/identity/identify-account.ts'
import type { Filled, FormChoice } from './read.ts'
import { forgottenView, identifyView, savedView } from './view.ts'

const account: AccountToIdentify = {
  id: '3074457350000010007',
  email: 'gus@juniper.example',
  name: null,
  role: 'organization_internal_user',
  license: 'full',
  active: true,
  lastActivityAt: hours(-90),
  removedAt: null,
  organizationName: 'Juniper',
  class: 'unidentified',
  verdict: 'fail',
  why: 'no_match',
  personName: null,
  disconnected: false,
  own: false,
  ...{ address: 'gus@juniper.example', timeZone: null, decision: null },
}
const hint = (more: Partial<Hint> = {}): Hint => ({
  because: 'plus_tag',
  personId: 'p-1',
  personName: 'Gus Meyer',
  personAddress: 'gus.meyer@juniper.example',
  left: false,
  ...more,
})
const decided = {
  class: 'service',
  personId: 'p-3',
  personName: 'Farah Haddad',
  reason: 'Nightly export of boards',
  reviewAt: hours(4000),
  decidedBy: 'U0BEN',
  decidedAt: hours(-50),
} as const
const plain = { as: null, filled: null, refused: null, changed: false, now: noon }
const view = (
  some: { account?: Partial<AccountToIdentify>; hints?: Hint[]; onlyAdmin?: boolean } = {},
  form: Partial<Parameters<typeof identifyView>[2]> = {},
) =>
  identifyView(
    '30',
    { account: { ...account, ...some.account }, hints: some.hints ?? [], onlyAdmin: some.onlyAdmin ?? false },
    { ...plain, ...form },
  )
const filled: Filled = {
  as: 'staff',
  user: 'U0GUS',
  person: { value: 'p-1', text: 'Emil Novak · left' },
  name: 'Nora Bell',
  email: 'nora@juniper.example',
  title: 'Engineer',
  start: '2026-12-01',
  note: 'Client',
  reason: 'Nightly export of boards',
  review: '2027-05-25',
}
const choices: FormChoice[] = [
  'staff',
  'person',
  'new_staff',
  'external',
  'service',
  'shared',
  'unidentified',
]

test('suggestions first, then the choice', () => {
  const hints = [
    hint(),
    hint({ because: 'similar_name', personId: 'p-2', personName: 'Gus Old', left: true }),
  ]
  expect(readable(view({ hints }))).toMatchInlineSnapshot(`
    "\`gus@juniper.example\` · Member · license Full · last active <!date^1795197600^{date_short_pretty} at {time}|20 Nov 2026 at 18:00 UTC> · *Juniper*
    Its e-mail address matches nobody on the staff.
    ---
    *Our guess*
    *Gus Meyer* \`gus.meyer@juniper.example\`: their e-mail address, with something added after a plus.
    [Yes, it is Gus’s → identify.take {"o":"30","a":"3074457350000010007","v":null,"p":"p-1"}] [No → identify.deny {"o":"30","a":"3074457350000010007","v":null,"p":"p-1"}] [Ask → question.ask {"o":"30","a":"3074457350000010007","v":null,"p":"p-1"}]
    *Gus Old* \`gus.meyer@juniper.example\`: a name close to theirs. They left, so the access has to go.
    [Yes, it is Gus’s → identify.take {"o":"30","a":"3074457350000010007","v":null,"p":"p-2"}] [No → identify.deny {"o":"30","a":"3074457350000010007","v":null,"p":"p-2"}]
    ---
    This account is: <radio_buttons>"
  `)
})

test('a decision can be forgotten or replaced', () => {
  const shown = view({
    account: { decision: decided, class: 'service', why: 'service_with_owner', personName: 'Farah Haddad' },
  })
  expect(readable(shown)).toMatchInlineSnapshot(`
    "\`gus@juniper.example\` · Member · license Full · last active <!date^1795197600^{date_short_pretty} at {time}|20 Nov 2026 at 18:00 UTC> · *Juniper*
    Service account, owned by Farah Haddad.
    *Decided:* service account, owner *Farah Haddad*, by <@U0BEN> <!date^1795341600^{date_short_pretty} at {time}|22 Nov 2026 at 10:00 UTC>.
    Reason: Nightly export of boards
    Next review: <!date^1809921600^{date_short_pretty} at {time}|10 May 2027 at 04:00 UTC>.
    [Forget this decision → identify.unlink {"o":"30","a":"3074457350000010007","v":1795341600000}]
    This account is: <radio_buttons>"
  `)
  expect(JSON.parse(shown.private_metadata ?? '')).toEqual({
    o: '30',
    a: account.id,
    v: hours(-50).getTime(),
  })
})

test('a role mailbox is proposed as shared, a guest as external, and never over a decision', () => {
  const mailbox = hint({ because: 'role_mailbox', personId: null, personName: null, personAddress: null })
  expect(
    readable(view({ account: { email: 'marketing@juniper.example' }, hints: [mailbox] })),
  ).toMatchInlineSnapshot(`
    "\`marketing@juniper.example\` · Member · license Full · last active <!date^1795197600^{date_short_pretty} at {time}|20 Nov 2026 at 18:00 UTC> · *Juniper*
    Its e-mail address matches nobody on the staff.
    ---
    *Our guess*
    *Perhaps a shared mailbox:* this is a shared address, not one person’s.
    ---
    This account is: <radio_buttons>
    Owner: <users_select>
    What is it for?: <plain_text_input>
    Next review: <datepicker>"
  `)
  const guest = hint({ because: 'guest', personName: 'Kim Park', personAddress: 'kim@park.example' })
  expect(readable(view({ hints: [guest] }))).toMatchInlineSnapshot(`
    "\`gus@juniper.example\` · Member · license Full · last active <!date^1795197600^{date_short_pretty} at {time}|20 Nov 2026 at 18:00 UTC> · *Juniper*
    Its e-mail address matches nobody on the staff.
    ---
    *Our guess*
    *Perhaps an external person:* *Kim Park* \`kim@park.example\`, a guest in Slack with the same e-mail address.
    ---
    This account is: <radio_buttons>
    Sponsor: <users_select>
    Who is it, and what for?: <plain_text_input>"
  `)
  expect(readable(view({ account: { decision: decided }, hints: [mailbox] }))).not.toContain('Owner')
})

test('your own account, and one that is gone', () => {
  expect(readable(view({ account: { disconnected: true } }))).toMatchInlineSnapshot(
    `"The Miro organization of this account is disconnected: nothing in it is checked, so there is nothing to decide. Connect it again with \`/miro connect\` first."`,
  )
  expect(readable(view({ account: { own: true } }))).toMatchInlineSnapshot(
    `"This is your own account, and nobody decides about their own. Another administrator of this bot can decide it."`,
  )
  expect(readable(view({ account: { own: true }, onlyAdmin: true }))).toContain(
    'You are the only administrator',
  )
  expect(readable(view({ account: { removedAt: noon } }))).toMatchInlineSnapshot(
    `"This account is gone from the organization, so there is nothing to decide about it."`,
  )
})

test('what was refused stands under its field, and what was sent is still there', () => {
  const refused = { because: 'has_left' as const, onlyAdmin: false }
  const shown = view({}, { as: 'shared', filled: { ...filled, as: 'shared' }, refused })
  expect(readable(shown).split('\n').slice(-8).join('\n')).toMatchInlineSnapshot(`
    "\`gus@juniper.example\` · Member · license Full · last active <!date^1795197600^{date_short_pretty} at {time}|20 Nov 2026 at 18:00 UTC> · *Juniper*
    Its e-mail address matches nobody on the staff.
    This account is: <radio_buttons>
    Owner: <users_select>
    (⚠️ This person left. Choose a colleague who is on the staff today.)
    What is it for?: <plain_text_input>
    Next review: <datepicker>"
  `)
  const inputs = shown.blocks.flatMap(block => ('element' in block ? [block.element] : []))
  expect(inputs).toMatchObject([
    { initial_option: { value: 'shared' } },
    { initial_user: 'U0GUS' },
    { initial_value: 'Nightly export of boards' },
    { initial_date: '2027-05-25' },
  ])
})

test('somebody else was quicker', () => {
  expect(readable(view({}, { changed: true }))).toContain('*Not saved.* Something changed about this account')
})

test('what was saved, in words', () => {
  const said = choices.map(
    as =>
      readable(
        savedView({
          email: 'gus@juniper.example',
          personName: 'Gus Meyer',
          learned: false,
          left: as === 'staff',
          choice: { as: as === 'person' ? 'staff' : as } as Parameters<typeof savedView>[0]['choice'],
        }),
      ).split('\n')[0],
  )
  expect(said).toMatchInlineSnapshot(`
    [
      "✅ *Saved.* \`gus@juniper.example\` is the account of *Gus Meyer*.",
      "✅ *Saved.* \`gus@juniper.example\` is the account of *Gus Meyer*.",
      "✅ *Saved.* \`gus@juniper.example\` is the account of *Gus Meyer*, now on the staff list.",
      "✅ *Saved.* \`gus@juniper.example\` is external. Sponsor: *Gus Meyer*.",
      "✅ *Saved.* \`gus@juniper.example\` is a service account. Owner: *Gus Meyer*.",
      "✅ *Saved.* \`gus@juniper.example\` is a shared mailbox. Owner: *Gus Meyer*.",
      "✅ *Saved.* \`gus@juniper.example\` is marked as not identified. The finding stays open.",
    ]
  `)
  expect(readable(forgottenView('gus@juniper.example'))).toMatchInlineSnapshot(`
    "✅ *Forgotten.* Only the e-mail address of \`gus@juniper.example\` counts again.
    (It is being checked again now. If nobody is found for it, a finding opens within a minute.)"
  `)
})

describe('Slack takes it', () => {
  test.each(choices)('with every choice, empty and full: %s', as => {
    expect(refusals(view({}, { as }))).toEqual([])
    expect(refusals(view({}, { as, filled: { ...filled, as } }))).toEqual([])
  })
  test.each(hostile.map((name, at) => ({ name, at })))('with hostile names: $at', ({ name }) => {
    const hints = many(5, at => hint({ personName: name, personAddress: name, personId: `p-${at}` }))
    const given = {
      ...filled,
      name,
      title: name,
      note: name,
      reason: name,
      person: { value: 'p-1', text: name },
    }
    for (const as of choices)
      expect(
        refusals(
          view(
            {
              account: {
                email: name,
                role: name,
                license: name,
                organizationName: name,
                personName: name,
                decision: { ...decided, personName: name, reason: name, decidedBy: name },
              },
              hints,
            },
            { as, filled: { ...given, as }, refused: { because: 'yourself', onlyAdmin: true } },
          ),
        ),
      ).toEqual([])
    expect(
      refusals(
        savedView({ email: name, personName: name, choice: { as: 'staff' }, learned: true, left: true }),
      ),
    ).toEqual([])
  })
  test('with nothing known', () => {
    const bare = { email: null, lastActivityAt: null, class: null, verdict: null, why: null, active: null }
    expect(refusals(view({ account: bare }))).toEqual([])
  })
})

test('two people with its address may be said to be one', () => {
  const both = [hint({ because: 'same_address' }), hint({ because: 'same_address', personId: 'p-2' })]
  expect(readable(view({ hints: both }))).toContain('[Open both → joining.pair p-1 p-2]')
  expect(readable(view({ hints: both.slice(0, 1) }))).not.toContain('Open both')
})
