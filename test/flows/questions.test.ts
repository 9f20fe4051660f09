import { expect, test } from 'vitest'
import { storeDecisions } from '../../src/sandbox/seeds/store-decisions.ts'
import type { Persona } from '../../src/sandbox/slack/persona.ts'
import type { LocalMessage } from '../../src/sandbox/slack/shapes.ts'
import { alertChannel, type Flow, handClock, patience, startFlow } from '../support/flow.ts'

const hour = 3_600_000
const day = 24 * hour

/** Every direct message to somebody whose text contains this. */
const told = (person: Persona, text: string): LocalMessage[] =>
  person.dm.filter(message => person.read(message).includes(text))

const toldOf = (flow: Flow, person: Persona, text: string, count = 1) =>
  flow.slack.until(() => (told(person, text).length === count ? told(person, text).at(-1) : undefined), {
    what: `${count} direct messages: ${text}`,
    ...patience,
  })

const shows = (flow: Flow, person: Persona, text: string) =>
  flow.slack.until(() => person.views.length > 0 && person.read(person.view).includes(text), {
    what: `a window: ${text}`,
    ...patience,
  })

const idOf = async (flow: Flow, email: string): Promise<string> =>
  (await flow.rows<{ id: string }>('SELECT id FROM account WHERE address = $1', [email]))[0]?.id ?? ''

/** Opens the card of an account from the list. */
async function openCard(flow: Flow, email: string, until: string): Promise<string> {
  const { ada, slack } = flow
  if (ada.views.length > 0) await ada.close(ada.view, { all: true })
  const id = await idOf(flow, email)
  await ada.command('/miro', 'accounts')
  await slack.until(() => ada.views.length === 1 && ada.read(ada.view).includes('17 accounts'), patience)
  const value = JSON.stringify(ada.view.blocks).match(new RegExp(`\\{[^{}]*${id}[^{}]*\\}(?=")`))?.[0] ?? ''
  await ada.click(ada.view, 'accounts.card', { value: value.replaceAll('\\"', '"') })
  await slack.until(() => ada.views.length === 2 && ada.read(ada.view).includes(until), {
    what: `the card: ${until}`,
    ...patience,
  })
  return ada.read(ada.view)
}

/** Presses Ask on the card; another press on the same card is left for `again`. */
async function ask(flow: Flow, email: string): Promise<{ again: () => Promise<unknown> }> {
  await openCard(flow, email, 'Likely')
  const card = flow.ada.view
  await flow.ada.click(card, 'Ask')
  await shows(flow, flow.ada, 'gets a direct message now')
  return {
    again: async () => {
      await flow.ada.close(flow.ada.view)
      await flow.ada.click(flow.ada.view, 'Ask')
    },
  }
}

const suggested = (flow: Flow, count: number) =>
  flow.slack.until(async () => (await flow.rows('SELECT 1 FROM suggestion')).length >= count, {
    what: 'the suggestions',
    ...patience,
  })

const becomes = (flow: Flow, email: string, kind: string) =>
  flow.slack.until(
    async () =>
      (
        await flow.rows<{ said: string }>(
          `SELECT concat_ws(' ', s.class, p.name, s.results->'identified'->>'why') AS said FROM account a JOIN assessment s ON s.account_id = a.id
           LEFT JOIN person p ON p.id = s.person_id WHERE a.address = $1`,
          [email],
        )
      )[0]?.said === kind,
    { what: `${email}: ${kind}`, ...patience },
  )

const logged = async (flow: Flow): Promise<string[]> =>
  (
    await flow.rows<{ said: string }>(
      `SELECT concat_ws(' ', actor, action, details->>'person', coalesce(details->>'answer', details->>'because')) AS said
       FROM deed
       WHERE action ~ 'owner_|review_|answer_|account_identified' OR (action = 'refused' AND details ? 'what') ORDER BY id`,
    )
  ).map(({ said }) => said)

test('asked, "mine", confirmed by somebody else; a second time tells what became of the first', async () => {
  const flow = await startFlow()
  await flow.setUp()
  await suggested(flow, 4)
  const { ada, slack } = flow
  const [ben, carla] = [slack.as('U0BEN'), slack.as('U0CARLA')]
  const email = 'ben.sorensen+audit@juniper.example'

  const { again } = await ask(flow, email)
  const question = await toldOf(flow, ben, 'Is this Miro account yours?')
  expect(ben.read(question)).toMatchInlineSnapshot(`
    "*Is this Miro account yours?*
    \`ben.sorensen+audit@juniper.example\` · Unknown role (organization_internal_auditor) · last active <!date^1795183500^{date_short_pretty} at {time}|20 Nov 2026 at 14:05 UTC> · *Juniper*
    <@U0ADA> asks you, because it looks like your e-mail address with something added. Until we know who uses it, nobody can say whether it should have access.
    Mine
    Not mine
    Shared mailbox
    Your answer changes nothing by itself: an administrator confirms it."
  `)
  await again()
  await shows(flow, ada, 'Nobody is asked twice about one account.')
  expect(ada.read(ada.view)).toContain('No answer yet.')
  expect(told(ben, 'Is this Miro account yours?')).toHaveLength(1)
  expect(carla.dm).toEqual([])

  await ben.click(question, 'Mine')
  await toldOf(flow, ben, 'You said: mine. An administrator confirms it.')
  const answer = await toldOf(flow, ada, 'says that')
  expect(ada.read(answer)).toMatchInlineSnapshot(`
    "*Answer:* *Ben Sorensen* says that \`ben.sorensen+audit@juniper.example\` is theirs.
    \`ben.sorensen+audit@juniper.example\` · Unknown role (organization_internal_auditor) · last active <!date^1795183500^{date_short_pretty} at {time}|20 Nov 2026 at 14:05 UTC> · *Juniper*
    Nothing changes until you confirm it.
    Confirm
    Dismiss"
  `)
  // It is no pass: the finding is as open as before.
  await becomes(flow, email, 'unidentified no_match')
  expect(await openCard(flow, email, 'Asked')).toContain('Said: mine')

  // Who was asked is an administrator too, and cannot confirm it.
  await ben.command('/miro', 'checks', { channel: alertChannel })
  const checks = await slack.until(() => ben.ephemerals.at(-1), patience)
  expect(ben.read(checks)).toContain('is theirs.')
  await ben.click(checks, 'Confirm')
  await shows(flow, ben, 'nobody decides about their own account')

  await ada.click(answer, 'Confirm')
  await shows(flow, ada, 'Saved.')
  await becomes(flow, email, 'staff Ben Sorensen confirmed')
  await toldOf(flow, ben, 'You said: mine. <@U0ADA> confirmed it.')
  await toldOf(flow, ada, 'Confirmed by')
  expect(await logged(flow)).toMatchInlineSnapshot(`
    [
      "U0ADA owner_asked Ben Sorensen",
      "U0BEN owner_answered Ben Sorensen mine",
      "U0BEN refused own_account",
      "U0ADA account_identified",
    ]
  `)
})

test('"not mine" takes the suggestion away; identified otherwise, the buttons answer kindly; one reminder, ever', async () => {
  const clock = handClock()
  const flow = await startFlow({ clock: clock.now })
  await flow.setUp()
  await suggested(flow, 4)
  const { ada, slack, sandbox } = flow
  const [ben, hana] = [slack.as('U0BEN'), slack.as('U0HANA')]
  const [audit, labs] = ['ben.sorensen+audit@juniper.example', 'hana.sato@juniper-labs.example']

  await ask(flow, labs)
  await hana.click(await toldOf(flow, hana, 'Is this Miro account yours?'), 'Not mine')
  await toldOf(flow, hana, 'You said: not mine. Nobody asks you about this account again.')
  await toldOf(flow, ada, 'is not theirs')
  const card = await openCard(flow, labs, 'Said: not mine')
  expect(card).not.toContain('Likely')
  // A search that looks at everybody again does not bring her back.
  await flow.sync()
  await slack.until(
    async () => (await flow.rows(`SELECT 1 FROM suggestion WHERE because = 'similar_name'`)).length === 2,
    {
      what: 'the suggestions without her',
      ...patience,
    },
  )

  await ask(flow, audit)
  const question = await toldOf(flow, ben, 'Is this Miro account yours?')
  clock.forward(3 * day - 1)
  await sandbox.tick('lookAround')
  clock.forward(1)
  await sandbox.tick('lookAround')
  const reminder = await toldOf(flow, ben, 'Reminder: is this Miro account yours?')
  clock.forward(20 * day)
  await sandbox.tick('lookAround')
  await slack.until(
    async () => (await flow.rows('SELECT reminded_at FROM question WHERE settled_at IS NULL')).length === 1,
    patience,
  )

  // Decided a moment ago, and the messages do not say so yet.
  await flow.rows(
    `INSERT INTO classification (workspace_id, miro_org_id, account_id, class, person_id, decided_by, decided_at)
     SELECT p.workspace_id, a.miro_org_id, a.id, 'staff', p.id, 'U0ADA', $2 FROM account a, person p
     WHERE a.address = $1 AND p.slack_user_id = 'U0FARAH'`,
    [audit, clock.now()],
  )
  await ben.click(reminder, 'Mine')
  await slack.until(
    () => ben.ephemerals.some(message => ben.read(message).includes('This is decided already')),
    { what: 'a kind answer', ...patience },
  )
  await sandbox.tick('lookAround')
  await toldOf(flow, ben, 'Somebody has identified this account. There is nothing left to do.', 2)
  expect([told(ben, 'Is this Miro account yours?'), ben.read(question)]).toEqual([
    [question, reminder],
    ben.read(reminder),
  ])
  expect(await logged(flow)).toMatchInlineSnapshot(`
    [
      "U0ADA owner_asked Hana Sato",
      "U0HANA owner_answered Hana Sato not_mine",
      "U0ADA owner_asked Ben Sorensen",
    ]
  `)
})

test('"a shared mailbox" asks the administrator for the rest', async () => {
  const flow = await startFlow()
  await flow.setUp()
  await suggested(flow, 4)
  const { ada, slack } = flow
  const hana = slack.as('U0HANA')
  const labs = 'hana.sato@juniper-labs.example'
  await ask(flow, labs)
  const question = await toldOf(flow, hana, 'Is this Miro account yours?')
  await hana.click(question, 'Shared mailbox')
  const answer = await toldOf(flow, ada, 'is a shared mailbox')
  await ada.close(ada.view, { all: true })
  await ada.click(answer, 'Confirm')
  await shows(flow, ada, 'What is it for?')
  await ada.fill(ada.view, { 'What is it for?': 'Boards of the labs team' })
  await ada.submit(ada.view)
  await shows(flow, ada, 'Owner: *Hana Sato*')
  await becomes(flow, labs, 'shared Hana Sato shared_with_owner')
  await toldOf(flow, hana, 'You said: a shared mailbox. <@U0ADA> confirmed it.')
})

test('who was asked leaves before answering: whoever asked hears that no answer comes', async () => {
  const flow = await startFlow()
  await flow.setUp()
  await suggested(flow, 4)
  const { ada, slack, sandbox } = flow
  await ask(flow, 'ben.sorensen+audit@juniper.example')
  await toldOf(flow, slack.as('U0BEN'), 'Is this Miro account yours?')
  await slack.deactivateUser('U0BEN')
  const here = `SELECT 1 FROM person WHERE slack_user_id = 'U0BEN' AND NOT deactivated`
  await slack.until(async () => (await flow.rows(here)).length === 0, { what: 'seen as gone', ...patience })
  await sandbox.tick('lookAround')
  const told = await toldOf(flow, ada, 'so there will be no answer')
  await ada.close(ada.view, { all: true })
  await ada.click(told, 'Identify')
  await flow.window('Identify account')
})

/** What is decided in the seed: Carla is the sponsor of a client, Farah owns a service account. */
async function decided(flow: Flow, now: Date): Promise<void> {
  const { seed } = flow.sandbox
  const key = { workspaceId: seed.team.id, miroOrgId: seed.organization.id }
  await storeDecisions(flow.storage, key, seed.decisions, now)
  await flow.rows(`UPDATE classification SET decided_by = 'U0ADA'`)
  await flow.sync()
}

const tasks = async (flow: Flow): Promise<LocalMessage> => {
  const { ada, slack } = flow
  const before = ada.ephemerals.length
  await ada.command('/miro', 'checks', { channel: alertChannel })
  return slack.until(() => (ada.ephemerals.length > before ? ada.ephemerals.at(-1) : undefined), patience)
}

test('a sponsor is asked every 90 days: silence waits for somebody, "no longer" for a decision, "still" for the next time', async () => {
  const clock = handClock()
  const flow = await startFlow({ clock: clock.now })
  await flow.setUp()
  await decided(flow, clock.now())
  const { ada, slack, sandbox } = flow
  const carla = slack.as('U0CARLA')
  const title = 'Does this person still work with us?'
  const look = async (ahead: number) => {
    clock.forward(ahead)
    await sandbox.tick('lookAround')
  }

  await look(90 * day - 1)
  await look(hour)
  const question = await toldOf(flow, carla, title)
  expect(carla.read(question)).toMatchInlineSnapshot(`
    "*Does this person still work with us?*
    \`client@northwind.example\` · Team guest · last active <!date^1795183500^{date_short_pretty} at {time}|20 Nov 2026 at 14:05 UTC> · *Juniper*
    You are the sponsor of this external person. Whoever answers for an account is asked now and then, so that nobody keeps access without need.
    Reason: Client review of the redesign
    Still works with us
    No longer
    Your answer changes no access by itself: an administrator decides."
  `)
  await look(7 * day)
  await toldOf(flow, carla, 'Reminder: does this person still work with us?')
  const silent = await tasks(flow)
  expect(ada.read(silent)).toContain(
    'has not said for 7 days whether `client@northwind.example` still works with us',
  )

  await carla.click(question, 'No longer')
  await toldOf(flow, carla, 'You said: no longer works with us. An administrator decides what follows.', 2)
  const answer = await toldOf(flow, ada, 'no longer works with us')
  expect(ada.read(answer)).toMatchInlineSnapshot(`
    "*Answer:* *Carla Mendes*, the sponsor, says that \`client@northwind.example\` no longer works with us.
    \`client@northwind.example\` · Team guest · last active <!date^1795183500^{date_short_pretty} at {time}|20 Nov 2026 at 14:05 UTC> · *Juniper*
    If the access is to go, remove the account in Miro: this closes once a sync sees it gone. If it stays with somebody else, press Identify.
    Identify
    Open
    Keep as it is"
  `)
  await ada.click(answer, 'Keep as it is')
  await shows(flow, ada, 'is asked again when the next review is due')
  await toldOf(flow, carla, '<@U0ADA> left it as it is.', 2)

  await look(90 * day + hour)
  const second = await slack.until(
    () => told(carla, title).find(message => carla.read(message).includes('No longer')),
    {
      what: 'the second round',
      ...patience,
    },
  )
  await carla.click(second, 'Still works with us')
  await toldOf(flow, carla, 'You are asked again when the next review is due.')
  expect(await flow.rows('SELECT round, answer, settled_as FROM question ORDER BY round')).toEqual([
    { round: 1, answer: 'no_longer', settled_as: 'dismissed' },
    { round: 2, answer: 'still', settled_as: 'answered' },
  ])
  expect(await logged(flow)).toMatchInlineSnapshot(`
    [
      "bot review_asked Carla Mendes",
      "U0CARLA review_answered Carla Mendes no_longer",
      "U0ADA answer_dismissed Carla Mendes no_longer",
      "bot review_asked Carla Mendes",
      "U0CARLA review_answered Carla Mendes still",
    ]
  `)
})

test('an owner is asked on the review day; "no longer needed" ends when the account is gone', async () => {
  const clock = handClock()
  const flow = await startFlow({ clock: clock.now })
  await flow.setUp()
  await decided(flow, clock.now())
  await flow.rows(`UPDATE classification SET review_at = '2026-12-24T23:00:00Z' WHERE class = 'service'`)
  const { ada, slack, sandbox, miro } = flow
  const farah = slack.as('U0FARAH')
  clock.forward(29 * day)
  await sandbox.tick('lookAround')
  clock.forward(day)
  await sandbox.tick('lookAround')
  const question = await toldOf(flow, farah, 'Is this Miro service account still needed?')
  expect(farah.read(question)).toContain('Reason: Nightly export of boards for the backup')
  await farah.click(question, 'No longer needed')
  await toldOf(flow, ada, 'the owner, says that')
  const waiting = await tasks(flow)
  expect(ada.read(waiting)).toContain('is no longer needed. Remove the access in Miro')
  miro.deactivate('miro-export@juniper.example')
  await flow.sync()
  await toldOf(flow, farah, 'This account gives no access any more.')
  await toldOf(flow, ada, 'The account gives no access any more.')
})

test('the owner leaves: the finding opens, and Why? says it', async () => {
  const flow = await startFlow()
  await flow.setUp()
  await decided(flow, new Date())
  const { ada, slack } = flow
  await becomes(flow, 'client@northwind.example', 'external Carla Mendes external_with_sponsor')
  await slack.deactivateUser('U0CARLA')
  await becomes(flow, 'client@northwind.example', 'external Carla Mendes owner_missing')
  const alert = await slack.until(
    () => flow.inChannel().find(message => ada.read(message).includes('but is not on the staff today')),
    { what: 'the alert', ...patience },
  )
  await ada.click(alert, 'More')
  await flow.window('Finding')
  await ada.click(ada.view, 'Why?')
  await shows(flow, ada, 'Staff status')
  expect(ada.read(ada.view)).toContain(
    'Carla Mendes answers for this account, but is not on the staff today.',
  )
  expect(ada.read(ada.view)).toContain('Carla Mendes: deactivated in Slack')
})
