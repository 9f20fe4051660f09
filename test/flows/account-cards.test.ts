import { expect, test } from 'vitest'
import type { Persona } from '../../src/sandbox/slack/persona.ts'
import { type Flow, patience, startFlow } from '../support/flow.ts'
import { withoutTimes } from '../support/whole-journey.ts'

/** How the accounts of the modal in front begin, in order. */
const listed = (person: Persona): string[] =>
  person
    .read(person.view)
    .split('\n')
    .flatMap(line => /^`(\S+)`/.exec(line)?.[1] ?? [])

async function says(flow: Flow, person: Persona, text: string): Promise<string> {
  return await flow.slack.until(
    () => person.views.length > 0 && person.read(person.view).includes(text) && person.read(person.view),
    {
      what: `the window to say "${text}"`,
      ...patience,
    },
  )
}

async function answered(flow: Flow, person: Persona, text: string): Promise<string> {
  const before = person.ephemerals.length
  await person.command('/miro', text)
  const message = await flow.slack.until(() => person.ephemerals.at(before), { what: text, ...patience })
  return withoutTimes(person.read(message))
}

const refusals = async (flow: Flow): Promise<unknown[]> =>
  flow.rows(`SELECT actor, details->>'because' AS because FROM deed WHERE action = 'refused' ORDER BY id`)

async function listAndCard(flow: Flow): Promise<void> {
  const { ada, slack } = flow
  await ada.command('/miro', 'accounts')
  await says(flow, ada, '17 accounts')
  expect(listed(ada).slice(0, 3)).toEqual([
    'ada.okafor@juniper.example',
    'ben.sorensen+audit@juniper.example',
    'ben.sorensen@juniper.example',
  ])

  await ada.fill(ada.view, { 'accounts.role': 'Guest' })
  await says(flow, ada, '1 account')
  expect(listed(ada)).toEqual(['kim@parkstudio.example'])
  await ada.fill(ada.view, { 'accounts.search': 'gus' })
  await says(flow, ada, 'No account fits all of these together.')
  expect(ada.read(ada.view)).toContain('• Without the role: 2 accounts.')
  await ada.click(ada.view, 'Clear all filters')
  await says(flow, ada, '17 accounts')
  await ada.fill(ada.view, { 'accounts.inactive': 'Never signed in' })
  await says(flow, ada, '1 account')
  expect(listed(ada)).toEqual(['jon.berg@juniper.example'])
  await ada.fill(ada.view, {
    'accounts.inactive': 'Any activity',
    'Search by name or e-mail address': 'DANA L',
  })
  // By the person's name; the same by the button of the form.
  await slack.until(() => listed(ada).join() === 'dana.lee@juniper.example', { what: 'Dana', ...patience })
  await ada.submit(ada.view)
  await says(flow, ada, 'dana.lee@juniper.example')

  await ada.click(ada.view, 'Open')
  expect(withoutTimes(await says(flow, ada, 'Teams: Design, Juniper'))).toMatchInlineSnapshot(`
    "Miro account
    \`dana.lee@juniper.example\` · *Juniper*
    Role: Member
    License: Full, assigned <time>
    Activity: last active <time>
    First seen: <time>
    Teams: Design, Juniper
    *Staff member* · *Dana Lee* <@U0DANA> · Researcher · left (seen <time>) · Slack does not say whether a member or a guest
    Matched by the same e-mail address \`dana.lee@juniper.example\`.
    Identify
    Last day
    ✅ *User should be identified*: passing
    Belongs to Dana Lee: same e-mail address.
    Why?
    🔴 *Miro access should be removed for offboarded user*: failing
    Dana Lee left and can still use Miro.
    Finding open since <time>.
    Fix by <time>.
    Why?
    ➖ *User access to Critical System should be valid*: not applicable
    Miro is connected, but not added as a critical system.
    Why?
    ⏸️ *Miro licence should be used*: off
    *History*
    • <time>: finding opened, Miro access should be removed for offboarded user. Dana Lee left and can still use Miro. Fix by <time>.
    • <time>: Dana Lee (same e-mail address); Miro access should be removed for offboarded user: failing. Dana Lee left and can still use Miro.
    • seen for the first time: role Member, license Full, seen <time>
    Whole history
    As of the last complete sync <time>. Miro id \`3074457350000010004\`."
  `)
  await ada.close(ada.view)
  // Miro's list of members has no names; a guest has one on a board.
  await ada.fill(ada.view, { 'Search by name or e-mail address': 'kim@' })
  await slack.until(() => listed(ada).join() === 'kim@parkstudio.example', { what: 'Kim', ...patience })
  await ada.click(ada.view, 'Open')
  await says(flow, ada, '`kim@parkstudio.example` · Kim Park (name from Miro) · *Juniper*')
  await ada.close(ada.view)
  await ada.fill(ada.view, { 'Search by name or e-mail address': 'dana l' })
  await slack.until(() => listed(ada).join() === 'dana.lee@juniper.example', { what: 'Dana', ...patience })
  await ada.click(ada.view, 'accounts.presence', { selected: 'Removed from Miro' })
  await says(flow, ada, 'No account fits all of these together.')
  await ada.close(ada.view, { all: true })

  await flow.rows(
    `INSERT INTO account (workspace_id, miro_org_id, id, email, address, role, license, admin_roles, first_seen_at)
     SELECT workspace_id, miro_org_id, 'zz' || n, 'z' || n || '@zz.example', 'z' || n || '@zz.example',
       'organization_internal_user', 'full', '{}', now()
     FROM connection, generate_series(10, 49) n`,
  )
  await ada.command('/miro', 'accounts zz.example')
  await says(flow, ada, '40 accounts')
  await ada.click(ada.view, 'Next')
  await says(flow, ada, 'Accounts 26 to 40.')
  expect(listed(ada)[0]).toBe('z35@zz.example')
  await ada.click(ada.view, 'Back')
  await says(flow, ada, 'Accounts 1 to 25.')
  await ada.close(ada.view, { all: true })
}

async function whois(flow: Flow): Promise<void> {
  const { ada, slack } = flow
  expect(await answered(flow, ada, 'whois @dana.lee')).toMatchInlineSnapshot(`
    "*Dana Lee* <@U0DANA> · Researcher · left (seen <time>) · Slack does not say whether a member or a guest · 1 Miro account
    Last day
    Same person as …
    *Juniper* · \`dana.lee@juniper.example\` · Member · license Full · last active <time>
    Matched by the same e-mail address \`dana.lee@juniper.example\`.
    🔴 Miro access should be removed for offboarded user: Dana Lee left and can still use Miro. Open since <time>.
    Fix by <time>.
    Open
    *History*
    • <time>: finding opened, Miro access should be removed for offboarded user. Dana Lee left and can still use Miro. Fix by <time>.
    • <time>: Dana Lee (same e-mail address); Miro access should be removed for offboarded user: failing. Dana Lee left and can still use Miro.
    • seen for the first time: role Member, license Full, seen <time>
    • first seen: member or guest, Slack does not say · gone, seen <time>
    • address added: \`dana.lee@juniper.example\`, seen <time>
    Whole history
    From Slack, as of <time>: name, title, active or gone."
  `)
  expect(await answered(flow, ada, 'whois kim@parkstudio.example')).toMatchInlineSnapshot(
    `
    "*Kim Park* <@U0KIM> · Slack guest · no Miro account of their own · 1 account with their address, not known as theirs
    Same person as …
    *Juniper* · \`kim@parkstudio.example\` · Guest · license Free · last active <time>
    *Not identified*
    🔴 User should be identified: Its e-mail address matches nobody on the staff. Open since <time>.
    Fix by <time>.
    Open
    *History*
    • first seen: Slack guest, seen <time>
    • address added: \`kim@parkstudio.example\`, seen <time>
    Whole history
    From Slack, as of <time>: name, time zone, active or gone."
  `,
  )
  expect(await answered(flow, ada, 'whois client@northwind.example')).toMatchInlineSnapshot(`
    "Nobody in this workspace has this address · 1 Miro account
    *Juniper* · \`client@northwind.example\` · Team guest · license Free · last active <time>
    *Not identified*
    🔴 User should be identified: Its e-mail address matches nobody on the staff. Open since <time>.
    Fix by <time>.
    Open"
  `)
  expect(await answered(flow, ada, 'whois <@U0NOBODY>')).toContain('Nobody was found.')
  expect(await answered(flow, ada, 'whois en')).toContain('Who is meant?')
  const several = ada.ephemerals.at(-1)
  if (several === undefined) throw new Error('no answer')
  await ada.click(several, 'Open', { value: await personId(flow, 'U0BEN') })
  await slack.until(
    () =>
      ada.ephemerals.at(-1) !== several &&
      ada.read(ada.ephemerals.at(-1) ?? several).includes('ben.sorensen@'),
    { what: 'Ben', ...patience },
  )

  const carla = slack.as('U0CARLA')
  const own = await answered(flow, carla, 'whois')
  expect(own).toContain('carla.mendes@juniper.example')
  expect(await answered(flow, carla, 'whois <@U0CARLA>')).toBe(own)
  expect(await answered(flow, carla, 'whois dana.lee@juniper.example')).toContain(
    'Only Slack owners and admins',
  )
  const answer = await slack.until(
    () => carla.ephemerals.find(one => carla.read(one).includes('carla.mendes@')),
    patience,
  )
  await carla.click(answer, 'Open')
  expect(await says(flow, carla, 'History')).toContain('This is your own account. Others decide about it.')
  const [why] = JSON.stringify(carla.view.blocks).match(/\{\\"o\\":[^}]*identified[^}]*\}/) ?? []
  await carla.click(carla.view, 'finding.why', { value: JSON.parse(`"${why}"`) })
  expect(await says(flow, carla, 'Who uses it')).toContain('Has the e-mail address of Carla Mendes')
  await carla.close(carla.view, { all: true })
  const theirs = await slack.until(
    () => ada.ephemerals.find(one => ada.read(one).includes('dana.lee@')),
    patience,
  )
  await ada.click(theirs, 'Open')
  expect(await says(flow, ada, 'History')).not.toContain('your own account')

  expect(await answered(flow, slack.as('U0KIM'), 'whois')).toContain('Guests cannot use this bot.')
  expect(await refusals(flow)).toEqual([
    { actor: 'U0CARLA', because: 'not_admin' },
    { actor: 'U0KIM', because: 'guest' },
  ])
}

const personId = async (flow: Flow, slackUserId: string): Promise<string> =>
  (await flow.rows<{ id: string }>('SELECT id FROM person WHERE slack_user_id = $1', [slackUserId]))[0]?.id ??
  ''

test('accounts: the list filtered, searched and leafed through, cards, and whois for admin, member and guest', async () => {
  const flow = await startFlow()
  await flow.connect()
  await whois(flow)
  await flow.ada.close(flow.ada.view, { all: true })
  await listAndCard(flow)
})
