import { expect, test } from 'vitest'
import type { LocalView } from '../../src/sandbox/slack/shapes.ts'
import { alertChannel, type Flow, patience, startFlow } from '../support/flow.ts'

const said = async (flow: Flow, email: string): Promise<string | undefined> =>
  (
    await flow.rows<{ said: string }>(
      `SELECT concat_ws(' ', assessment.class, person.name, results->'identified'->>'why', results->'valid'->>'why', (
         SELECT string_agg(check_id, '+') FROM finding WHERE subject_id = account.id AND closed_at IS NULL)) AS said
       FROM account JOIN assessment ON account_id = account.id LEFT JOIN person ON person.id = person_id
       WHERE address = $1`,
      [email],
    )
  )[0]?.said

const becomes = async (flow: Flow, email: string, wanted: string) =>
  flow.slack.until(async () => (await said(flow, email)) === wanted, {
    what: `${email}: ${wanted}`,
    ...patience,
  })

/** Opens Identify for this account from the list of accounts. */
async function openIdentify(flow: Flow, email: string): Promise<LocalView> {
  const [row] = await flow.rows<{ id: string }>('SELECT id FROM account WHERE address = $1', [email])
  return openIdentifyOf(flow, row?.id ?? '')
}

async function openIdentifyOf(flow: Flow, accountId: string): Promise<LocalView> {
  const { ada, slack } = flow
  if (ada.views.length > 0) await ada.close(ada.view, { all: true })
  await ada.command('/miro', 'accounts')
  await slack.until(() => ada.views.length === 1 && ada.view.title?.text !== 'One moment', patience)
  await ada.click(ada.view, 'accounts.card', { value: cardOf(ada.view.blocks, accountId) })
  await slack.until(() => ada.views.length === 2 && ada.view.title?.text === 'Miro account', patience)
  await ada.click(ada.view, 'Identify')
  return flow.window('Identify account')
}

const cardOf = (blocks: unknown, id: string): string =>
  JSON.stringify(blocks)
    .match(new RegExp(`\\{[^{}]*${id}[^{}]*\\}(?=")`))?.[0]
    ?.replaceAll('\\"', '"') ?? ''

async function answer(flow: Flow, as: string, answers: Record<string, string>, until: string) {
  const { ada, slack } = flow
  await ada.fill(ada.view, { 'This account is': as })
  const [field] = Object.keys(answers)
  const appeared = () => {
    const text = ada.read(ada.view)
    return field === undefined ? !text.includes('Sponsor') : text.includes(field)
  }
  await slack.until(appeared, { what: `the fields of ${as}`, ...patience })
  await ada.fill(ada.view, answers)
  await ada.submit(ada.view)
  await slack.until(() => ada.read(ada.view).includes(until), { what: until, ...patience })
  return ada.read(ada.view)
}

test('an account is identified in each way; findings close, and unlinking opens them again', async () => {
  const flow = await startFlow()
  await flow.setUp()
  const { ada, slack } = flow

  await openIdentify(flow, 'client@northwind.example')
  await answer(flow, 'External person', { Sponsor: 'U0CARLA' }, 'Saved.')
  await becomes(
    flow,
    'client@northwind.example',
    'external Carla Mendes external_with_sponsor role_not_valid valid',
  )

  // Found by its address though it is nobody's here, and never counted as the sponsor's own.
  const whois = async (text: string, until: string) => {
    await ada.command('/miro', `whois ${text}`)
    const answered = () => ada.ephemerals.map(each => ada.read(each)).at(-1) ?? ''
    await slack.until(() => answered().includes(until), { what: until, ...patience })
  }
  await ada.close(ada.view, { all: true })
  await whois('client@northwind.example', '*External person* · sponsor *Carla Mendes*')
  await whois('@carla.mendes', '1 Miro account · answers for 1 other account')

  await openIdentify(flow, 'gus@juniper.example')
  await answer(flow, 'Existing staff member', { 'Staff member': 'U0FARAH' }, 'Saved.')
  await becomes(flow, 'gus@juniper.example', 'staff Farah Haddad confirmed role_valid')
  // Re-mapped to whom it is.
  await openIdentify(flow, 'gus@juniper.example')
  expect(ada.read(ada.view)).toContain('account of *Farah Haddad*, by <@U0ADA>')
  await answer(flow, 'Existing staff member', { 'Staff member': 'U0GUS' }, 'Saved.')
  await becomes(flow, 'gus@juniper.example', 'staff Gus Meyer confirmed role_valid')

  // Somebody who left: what they kept is a finding of the other check from now on.
  await openIdentify(flow, 'emil.novak@juniper.example')
  await answer(flow, 'Existing staff member without Slack', { 'Staff member': 'Emil' }, 'Saved.')
  await becomes(flow, 'emil.novak@juniper.example', 'staff Emil Novak confirmed removal_first removed')

  await openIdentify(flow, 'hana.sato@juniper-labs.example')
  const hana = { Name: 'Hana S.', 'E-mail address': 'hana@labs.example', 'Job title': 'Engineer' }
  await answer(flow, 'New staff member', hana, 'Saved.')
  await becomes(flow, 'hana.sato@juniper-labs.example', 'staff Hana S. confirmed role_valid')

  await openIdentify(flow, 'miro-export@juniper.example')
  const service = { Owner: 'U0DANA', 'What is it for?': 'Nightly export of boards' }
  const refused = await answer(flow, 'Service account', service, 'This person left.')
  expect(refused).toContain('Choose a colleague who is on the staff today.')
  await answer(flow, 'Service account', { Owner: 'U0FARAH' }, 'Saved.')
  await becomes(flow, 'miro-export@juniper.example', 'service Farah Haddad service_with_owner role_valid')

  await openIdentify(flow, 'kim@parkstudio.example')
  await answer(flow, 'Not identified', {}, 'Saved.')
  await becomes(flow, 'kim@parkstudio.example', 'unidentified said_not_identified identify_first identified')

  // Nobody gives an account to themselves, nor decides about their own.
  await openIdentify(flow, 'marketing@juniper.example')
  await answer(
    flow,
    'Existing staff member',
    { 'Staff member': 'U0ADA' },
    'nobody decides about their own account',
  )
  expect(await said(flow, 'marketing@juniper.example')).toContain('unidentified')

  await openIdentify(flow, 'miro-export@juniper.example')
  await ada.click(ada.view, 'Forget this decision')
  await slack.until(() => ada.read(ada.view).includes('Forgotten.'), patience)
  await becomes(flow, 'miro-export@juniper.example', 'unidentified no_match identify_first identified')
  const log = await flow.rows<{ entry: string }>(
    `SELECT concat_ws(' ', actor, action, coalesce(details->'before'->>'person', details->'before'->>'class'), '→',
       coalesce(details->'after'->>'person', details->'after'->>'class', details->>'because')) AS entry
     FROM deed WHERE action IN ('account_identified', 'account_unlinked', 'refused') ORDER BY id`,
  )
  expect(log.map(({ entry }) => entry)).toMatchInlineSnapshot(`
    [
      "U0ADA account_identified unidentified → Carla Mendes",
      "U0ADA account_identified unidentified → Farah Haddad",
      "U0ADA account_identified Farah Haddad → Gus Meyer",
      "U0ADA account_identified unidentified → Emil Novak",
      "U0ADA account_identified unidentified → Hana S.",
      "U0ADA refused → has_left",
      "U0ADA account_identified unidentified → Farah Haddad",
      "U0ADA account_identified unidentified → unidentified",
      "U0ADA refused → yourself",
      "U0ADA account_unlinked Farah Haddad →",
    ]
  `)
})

/** Opens the window that identifies several, from the pending task. */
async function openSeveral(flow: Flow, who = flow.ada): Promise<LocalView> {
  await flow.slack.until(async () => (await flow.rows('SELECT 1 FROM suggestion')).length >= 6, {
    what: 'the guesses',
    ...patience,
  })
  const before = who.ephemerals.length
  await who.command('/miro', 'checks', { channel: alertChannel })
  const checks = await flow.slack.until(() => who.ephemerals[before], patience)
  await who.click(checks, 'Check guesses')
  await flow.slack.until(() => who.view?.title?.text === 'Identify accounts', patience)
  return who.view
}

test('guesses: one click in Identify, or a No that is remembered', async () => {
  const flow = await startFlow()
  await flow.setUp()
  const { ada, slack } = flow
  await flow.slack.until(async () => (await flow.rows('SELECT 1 FROM suggestion')).length >= 6, {
    what: 'the guesses',
    ...patience,
  })
  await openIdentify(flow, 'ben.sorensen+audit@juniper.example')
  await ada.click(ada.view, 'Yes, it is Ben’s')
  await slack.until(() => ada.read(ada.view).includes('Saved.'), patience)
  await becomes(flow, 'ben.sorensen+audit@juniper.example', 'staff Ben Sorensen confirmed role_unknown')
  await openIdentify(flow, 'gus@juniper.example')
  await ada.click(ada.view, 'No')
  await slack.until(() => !ada.read(ada.view).includes('Our guess'), patience)
  await flow.sync()
  await openIdentify(flow, 'gus@juniper.example')
  expect(ada.read(ada.view)).not.toContain('Our guess')
  expect(
    await flow.rows(`SELECT actor, details->>'person' AS person FROM deed WHERE action = 'guess_refused'`),
  ).toEqual([{ actor: 'U0ADA', person: 'Gus Meyer' }])
})

test('eight accounts are identified in at most twelve presses', async () => {
  const flow = await startFlow()
  await flow.setUp()
  const { ada, slack } = flow
  let presses = 1
  const press = async (button: string, until: string) => {
    presses++
    await ada.click(ada.view, button)
    await slack.until(() => ada.read(ada.view).includes(until), { what: until, ...patience })
  }
  /** A menu is opened and its choice pressed; a text field is pressed before one writes. */
  const save = async (answers: Record<string, string>, until: string) => {
    for (const [field, answered] of Object.entries(answers)) {
      presses += field === 'What is it for?' ? 1 : 2
      await ada.fill(ada.view, { [field]: answered })
    }
    presses++
    await ada.submit(ada.view)
    await slack.until(() => ada.read(ada.view).includes(until), { what: until, ...patience })
  }
  const left = () =>
    flow.rows(
      `SELECT 1 FROM assessment WHERE class = 'unidentified' AND results->'identified'->>'verdict' = 'fail'`,
    )
  const window = await openSeveral(flow)
  expect((await left()).length).toBe(8)
  expect(ada.read(window)).toMatchInlineSnapshot(`
    "Identify accounts
    *8 accounts to identify.*
    *Our guesses.* Accept only what is right.
    \`emil.novak@juniper.example\` → *Emil Novak* · a name close to theirs · left, so the access has to go · Member
    Accept
    No
    \`gus@juniper.example\` → *Gus Meyer* · a name close to theirs · Member
    Accept
    No
    \`hana.sato@juniper-labs.example\` → *Hana Sato* · a name close to theirs · Member
    Accept
    No
    \`ben.sorensen+audit@juniper.example\` → *Ben Sorensen* · their address, with something added after a plus · Unknown role (organization_internal_auditor)
    Accept
    No
    Accept all 4
    *4 other accounts.* Choose those of the same kind.
    Accounts
    kim@parkstudio.example
    Guest · perhaps Kim Park
    client@northwind.example
    Team guest
    marketing@juniper.example
    Member · perhaps a shared mailbox
    miro-export@juniper.example
    Company Admin · perhaps a program
    kim@parkstudio.example
    Guest · perhaps Kim Park
    client@northwind.example
    Team guest
    Choose all 4
    They are
    Existing staff member
    Somebody in this Slack workspace.
    Existing staff member without Slack
    Also somebody who left.
    New staff member
    Somebody this bot does not know yet.
    External person
    A guest or client, with a colleague as sponsor.
    Service account
    Used by a program, with an owner.
    Shared mailbox
    Used by several people, with an owner.
    Not identified
    Nobody knows it. The finding stays open.
    External person
    A guest or client, with a colleague as sponsor.
    Sponsor
    Choose a colleague
    The colleague who answers for this person. When the sponsor leaves, you are asked again.
    Who is it, and what for?
    Save"
  `)
  await press('Accept all 4', 'Accepted')
  await save({ Sponsor: 'U0BEN' }, 'are external')
  await save({ 'What is it for?': 'Campaigns of the design team' }, 'is a shared mailbox')
  expect(ada.read(ada.view)).toMatchInlineSnapshot(`
    "Identify accounts
    ✅ Saved: \`marketing@juniper.example\` is a shared mailbox. Owner: *Ben Sorensen*. Their findings close within a minute.
    *1 account to identify.*
    Accounts
    miro-export@juniper.example
    Company Admin · perhaps a program
    miro-export@juniper.example
    Company Admin · perhaps a program
    This account is
    Existing staff member
    Somebody in this Slack workspace.
    Existing staff member without Slack
    Also somebody who left.
    New staff member
    Somebody this bot does not know yet.
    External person
    A guest or client, with a colleague as sponsor.
    Service account
    Used by a program, with an owner.
    Shared mailbox
    Used by several people, with an owner.
    Not identified
    Nobody knows it. The finding stays open.
    Service account
    Used by a program, with an owner.
    Owner
    Choose a colleague
    The colleague who answers for it. When the owner leaves, you are asked again.
    What is it for?
    Next review
    At most a year ahead.
    Save"
  `)
  await save({ 'What is it for?': 'Exports boards every night' }, 'Every account here is identified.')
  expect(presses).toBeLessThanOrEqual(12)
  await becomes(flow, 'emil.novak@juniper.example', 'staff Emil Novak confirmed removal_first removed')
  await becomes(flow, 'gus@juniper.example', 'staff Gus Meyer confirmed role_valid')
  await becomes(flow, 'marketing@juniper.example', 'shared Ben Sorensen shared_with_owner role_valid')
  await slack.until(async () => (await left()).length === 0, { what: 'nothing left', ...patience })
  const log = await flow.rows(`SELECT 1 FROM deed WHERE action = 'account_identified' AND actor = 'U0ADA'`)
  expect(log.length).toBe(8)
})

test('two identify the same at once: the second hears which were not saved', async () => {
  const flow = await startFlow()
  await flow.setUp()
  const { ada, slack } = flow
  const ben = slack.as('U0BEN')
  await openSeveral(flow)
  await openSeveral(flow, ben)
  await ben.fill(ben.view, { Accounts: ['client@northwind.example'], Sponsor: 'U0CARLA' })
  await ben.submit(ben.view)
  await slack.until(() => ben.read(ben.view).includes('is external'), patience)
  await ada.fill(ada.view, { Sponsor: 'U0CARLA' })
  await ada.submit(ada.view)
  await slack.until(() => ada.read(ada.view).includes('Not saved'), patience)
  expect(ada.read(ada.view).split('\n').slice(1, 3)).toEqual([
    '✅ Saved: `kim@parkstudio.example` is external. Sponsor: *Carla Mendes*. Their findings close within a minute.',
    '⚠️ Not saved: `client@northwind.example`. Somebody decided about it meanwhile.',
  ])
})

test('alias: a confirmed address matches the next account by itself, until the decision is taken back', async () => {
  const flow = await startFlow()
  await flow.setUp()
  const { ada, slack, miro } = flow
  const [old, address] = ['hana.sato@juniper-labs.example', 'h.sato@juniper-labs.example']
  miro.setEmail(old, address)
  await flow.sync()
  await openIdentify(flow, address)
  const saved = await answer(flow, 'Existing staff member', { 'Staff member': 'U0HANA' }, 'Saved.')
  expect(saved).toContain('Any other account with this address counts as theirs too')
  await becomes(flow, address, 'staff Hana Sato confirmed role_valid')
  // A personal address is nobody's to give: the same words, but nothing is learned.
  miro.setEmail('emil.novak@juniper.example', 'emil@gmail.com')
  await flow.sync()
  await openIdentify(flow, 'emil@gmail.com')
  const personal = await answer(flow, 'Existing staff member', { 'Staff member': 'U0FARAH' }, 'Saved.')
  expect(personal).not.toContain('counts as theirs too')

  // The account is deleted and made anew: another id, the same address.
  const { id, ...gone } = miro.member(address) ?? { id: '', email: '' }
  miro.remove(address)
  const again = `${id}77`
  miro.add({ ...(gone as Parameters<typeof miro.add>[0]), id: again })
  await flow.sync()
  const saidOf = async (account: string) =>
    (
      await flow.rows<{ said: string }>(
        `SELECT concat_ws(' ', class, name, matched_by, results->'identified'->>'why') AS said
         FROM assessment LEFT JOIN person ON id = person_id WHERE account_id = $1`,
        [account],
      )
    )[0]?.said
  await slack.until(async () => (await saidOf(again)) === 'staff Hana Sato alias matched_alias', {
    what: 'the new account is hers',
    ...patience,
  })
  const learned = () => flow.rows(`SELECT address FROM person_address WHERE kind = 'learned'`)
  expect(await learned()).toEqual([{ address }])

  // Said to be nobody's: then the address says nothing any more, not even of the account that is gone.
  await openIdentifyOf(flow, again)
  await answer(flow, 'Not identified', {}, 'Saved.')
  expect(await learned()).toEqual([])
  await openIdentifyOf(flow, again)
  await ada.click(ada.view, 'Forget this decision')
  await slack.until(() => ada.read(ada.view).includes('Forgotten.'), patience)
  await slack.until(async () => (await saidOf(again)) === 'unidentified no_match', {
    what: 'nobody’s again',
    ...patience,
  })
})

test('e-mail change: in Slack or in Miro, the account stays with its person', async () => {
  const flow = await startFlow()
  await flow.setUp()
  const { slack, miro } = flow
  // Married: Slack knows the new name first, Miro a week later, and later still something else altogether.
  await slack.rename('U0CARLA', 'Carla Ruiz')
  await slack.changeEmail('U0CARLA', 'carla.ruiz@juniper.example')
  await becomes(flow, 'carla.mendes@juniper.example', 'staff Carla Ruiz matched_alias role_valid')
  miro.setEmail('carla.mendes@juniper.example', 'carla.ruiz@juniper.example')
  await flow.sync()
  await becomes(flow, 'carla.ruiz@juniper.example', 'staff Carla Ruiz matched_email role_valid')
  miro.setEmail('carla.ruiz@juniper.example', 'carla@ruiz.example')
  await flow.sync()
  await becomes(flow, 'carla@ruiz.example', 'staff Carla Ruiz matched_kept role_valid')
  const log = await flow.rows(
    `SELECT details->>'from' AS before, details->>'to' AS after FROM deed
     WHERE action = 'account_email_changed' ORDER BY id`,
  )
  expect(log).toMatchInlineSnapshot(`
    [
      {
        "after": "carla.ruiz@juniper.example",
        "before": "carla.mendes@juniper.example",
      },
      {
        "after": "carla@ruiz.example",
        "before": "carla.ruiz@juniper.example",
      },
    ]
  `)
  // Her access is still found when she leaves.
  await slack.deactivateUser('U0CARLA')
  await becomes(flow, 'carla@ruiz.example', 'staff Carla Ruiz matched_kept removal_first removed')
})

test('conflict: an address that goes on to a new colleague is for a person to decide, and both are named', async () => {
  const flow = await startFlow()
  await flow.setUp()
  const { ada, slack } = flow
  const email = 'jon.berg@juniper.example'
  await becomes(flow, email, 'staff Jon Berg matched_email role_valid')
  await slack.changeEmail('U0JON', 'jon.b@juniper.example')
  await becomes(flow, email, 'staff Jon Berg matched_alias role_valid')
  await slack.addUser({ id: 'U0JONAS', realName: 'Jonas Berg', email })
  await becomes(flow, email, 'unidentified Jon Berg conflict identify_first identified')
  const alert = await slack.until(
    () => flow.inChannel().find(message => ada.read(message).includes('Two people fit this account')),
    { what: 'the alert', ...patience },
  )
  await ada.click(alert, 'More')
  await flow.window('Finding')
  await ada.click(ada.view, 'Why?')
  const why = await slack.until(
    () => ada.views.length > 0 && ada.read(ada.view).includes('Two people') && ada.read(ada.view),
    { what: 'why', ...patience },
  )
  expect(why).toContain('Its address leads to Jon Berg and Jonas Berg.')

  await openIdentify(flow, email)
  await answer(flow, 'Existing staff member', { 'Staff member': 'U0JON' }, 'Saved.')
  await becomes(flow, email, 'staff Jon Berg confirmed role_valid')
  await slack.until(() => ada.read(alert).includes('Closed'), { what: 'the alert closed', ...patience })
})
