import { expect, test } from 'vitest'
import { generatedCompany } from '../../src/sandbox/seeds/generated-company.ts'
import type { Persona } from '../../src/sandbox/slack/persona.ts'
import { type Flow, handClock, patience, startFlow } from '../support/flow.ts'
import { dmWith, requestSync } from '../support/set-up.ts'
import { withoutTimes } from '../support/whole-journey.ts'

const hour = 3_600_000

/** What this person is told after a command, in a message of their own or in a window, which is closed again. */
async function told({ slack }: Flow, person: Persona, text: string): Promise<string> {
  const before = person.ephemerals.length
  await person.command('/miro', text)
  const settled = await slack.until(
    () => {
      const view = person.views.at(-1)
      if (view !== undefined) return view.title?.text === 'One moment' ? null : view
      return person.ephemerals.length > before ? person.ephemerals.at(-1) : null
    },
    { what: `an answer to /miro ${text}`, ...patience },
  )
  const said = withoutTimes(person.read(settled))
  if (person.views.length > 0) await person.close(person.view, { all: true })
  return said
}

test('help: what the bot does and who administers it; a word that is no command is named back', async () => {
  const flow = await startFlow()
  const { ada } = flow
  await flow.slack.until(
    async () => (await flow.rows('SELECT 1 FROM workspace WHERE staff_read_at IS NOT NULL')).length,
    { what: 'the staff list', ...patience },
  )
  expect(await told(flow, ada, '')).toMatchInlineSnapshot(`
    "This bot keeps track of who can use Miro. It tells a channel when somebody who left still has access, or when access is not allowed.
    \`/miro connect\` · connects a Miro organization, or connects one again
    \`/miro status\` · shows what is set up, what comes next, the last sync and what is open
    \`/miro critical\` · adds Miro as a critical system, and shows it with its owner, accounts and rule
    \`/miro rule\` · chooses who may use Miro
    \`/miro alerts\` · chooses the channel for alerts
    \`/miro settings\` · changes the schedule, administrators, deadlines, names and reviews
    \`/miro disconnect\` · ends the connection to a Miro organization; says first what is deleted and kept
    \`/miro checks\` · shows the checks, what waits for you, and how to fix it
    \`/miro accounts\` · lists the Miro accounts, filtered and searched as you like, each with its card
    \`/miro whois\` · shows your Miro accounts; administrators may name anybody: a mention, an e-mail address or a name
    \`/miro people\` · lists who leaves soon, who left, contractors, who is on leave, and who has no e-mail address
    \`/miro day\` · shows who had access at the end of a past day, made anew from the journal: \`/miro day 2026-11-03\`
    \`/miro offboard\` · says when a person leaves, is on long leave or came back: a mention, an e-mail address or a name; without one, asks
    \`/miro leavers\` · lists who left, when their access ended, and whether in time
    \`/miro import\` · imports a staff list: a CSV file, or rows you paste
    \`/miro sync\` · reads Slack’s staff and Miro’s accounts now, and runs the checks
    \`/miro help\` · shows this
    Administrators: <@U0ADA>, <@U0BEN>.
    Documentation: README.md, which came with this bot.
    Something went wrong? Tell whoever runs this bot the reference that it showed."
  `)
  expect(await told(flow, ada, 'help')).toBe(await told(flow, ada, ''))
  const unknown = ['chekcs', '<!channel> now', 'xyzzy']
  const answers: string[] = []
  for (const word of unknown) answers.push((await told(flow, ada, word)).split('\n').slice(0, 2).join('\n'))
  expect(answers).toMatchInlineSnapshot(`
    [
      "There is no command \`chekcs\`. Did you mean \`/miro checks\`?
    Run /miro checks",
      "There is no command \`&lt;!channel&gt;\`. \`/miro help\` says what there is.",
      "There is no command \`xyzzy\`. \`/miro help\` says what there is.",
    ]
  `)
  // The nearest command is one click away.
  const before = ada.ephemerals.length
  await ada.command('/miro', 'chekcs')
  const guess = await flow.slack.until(() => ada.ephemerals[before], patience)
  await ada.click(guess, 'Run /miro checks')
  await flow.slack.until(() => ada.ephemerals[before + 1]?.text.startsWith('No Miro organization'), patience)
})

test('before anything is connected, every command says what comes first', async () => {
  const flow = await startFlow()
  const said: Record<string, string> = {}
  for (const word of ['checks', 'sync', 'setup', 'rule']) said[word] = await told(flow, flow.ada, word)
  expect(said).toMatchInlineSnapshot(`
    {
      "checks": "No Miro organization is connected yet, so there is nothing to check. Connect one first.
    Connect Miro",
      "rule": "Set up
    *Set up the Miro access checks*
    ⬜ *Connect Miro*
    Connect Miro
    ⬜ Add as critical system
    ⬜ Choose valid users
    ⬜ Choose a channel
    You can stop here and come back with \`/miro status\`.",
      "setup": "*Set up the Miro access checks*
    ⬜ *Connect Miro*
    Connect Miro
    ⬜ Add as critical system
    ⬜ Choose valid users
    ⬜ Choose a channel
    You can stop here and come back with \`/miro status\`.",
      "sync": "Miro is not connected yet, so there is nothing to sync.
    Connect Miro",
    }
  `)
})

test('nobody but admins: members, guests, strangers and people who have left are told so, and nothing happens', async () => {
  const flow = await startFlow()
  await flow.connect()
  const { slack } = flow
  const words = ['connect', 'setup', 'rule', 'alerts', 'checks', 'sync', 'help']
  const said: Record<string, Record<string, string[]>> = {}
  for (const id of ['U0CARLA', 'U0KIM', 'U0STRANGER']) {
    const answers: Record<string, string[]> = {}
    for (const word of words) {
      const answer = await told(flow, slack.as(id), word)
      answers[answer.split('\n').slice(0, 2).join('\n')] = [
        ...(answers[answer.split('\n').slice(0, 2).join('\n')] ?? []),
        word,
      ]
    }
    said[id] = answers
  }
  expect(said).toMatchInlineSnapshot(`
    {
      "U0CARLA": {
        "Only Slack owners and admins can do this. Ask <@U0ADA>, <@U0BEN>.": [
          "setup",
          "checks",
          "sync",
        ],
        "This bot keeps track of who can use Miro. \`/miro whois\` shows your own access.
    Questions? Ask <@U0ADA>, <@U0BEN>.": [
          "help",
        ],
        "You cannot do this
    Only Slack owners and admins can do this. Ask <@U0ADA>, <@U0BEN>.": [
          "connect",
          "rule",
          "alerts",
        ],
      },
      "U0KIM": {
        "Guests cannot use this bot. Ask <@U0ADA>, <@U0BEN>.": [
          "setup",
          "checks",
          "sync",
          "help",
        ],
        "You cannot do this
    Guests cannot use this bot. Ask <@U0ADA>, <@U0BEN>.": [
          "connect",
          "rule",
          "alerts",
        ],
      },
      "U0STRANGER": {
        "This bot answers only people of its own workspace.": [
          "setup",
          "checks",
          "sync",
          "help",
        ],
        "You cannot do this
    This bot answers only people of its own workspace.": [
          "connect",
          "rule",
          "alerts",
        ],
      },
    }
  `)

  // Gone while the command was under way.
  const ben = slack.as('U0BEN')
  slack.faults.push({ delivery: 'command', do: { delayMs: 500 } })
  const typed = ben.command('/miro', 'checks')
  await slack.deactivateUser('U0BEN')
  await typed
  const answer = await slack.until(() => ben.ephemerals[0], patience)
  expect(ben.read(answer)).toMatchInlineSnapshot(
    `"Your Slack account is deactivated, so this bot does not answer it. Ask <@U0ADA>."`,
  )
  expect(await flow.rows('SELECT 1 FROM sync_run WHERE requested_by IS NOT NULL')).toEqual([])
})

test('checks: after the setup, and once nobody has looked for too long', async () => {
  const clock = handClock()
  const flow = await startFlow({ clock: clock.now })
  await flow.setUp()
  // The first reading tells whose accounts might be; the rule is judged after it was saved.
  const judged = `SELECT 1 FROM suggestion, assessment WHERE results->'valid'->>'verdict' = 'pass'`
  await flow.slack.until(async () => (await flow.rows(judged)).length > 0, {
    what: 'the suggestions, and accounts judged by the rule',
    ...patience,
  })
  const fresh = await told(flow, flow.ada, 'checks')
  expect(fresh).toMatchInlineSnapshot(`
    "*Waiting for you*
    *Juniper*: we have a good guess for 6 accounts. Check and accept.
    Check guesses
    Juniper
    16 active accounts · 8 people on the staff · last complete sync <time>
    🔴 *User should be identified*: failing
    Fix the first by <time>
    Identify
    8 failing
    8 passing
    1 not applicable
    How to fix
    🔴 *Miro access should be removed for offboarded user*: failing
    Fix by <time>
    1 failing
    16 not applicable
    How to fix
    ✅ *Critical system access control should be configured*: passing
    A rule says who is a valid user. Valid: Company Admins and Members.
    Critical system
    ✅ *User access to Critical System should be valid*: passing · 8 cannot be judged until identified
    7 passing
    10 not applicable
    ⏸️ *Miro licence should be used*: off
    Nothing is checked. \`/miro settings\` switches it on."
  `)
  clock.forward(100 * hour)
  const stale = await told(flow, flow.ada, 'checks')
  expect(stale).toMatchInlineSnapshot(`
    "*Waiting for you*
    *Juniper*: we have a good guess for 6 accounts. Check and accept.
    Check guesses
    *Juniper*: Unknown since <time>, because no sync of Miro ran.
    Unknown since <time>, because the staff list was not synced.
    Sync now
    Juniper
    16 active accounts · 8 people on the staff · last complete sync <time>
    🔴 *User should be identified*: failing
    Not checked since <time>: no sync of Miro ran.
    Not checked since <time>: the staff list was not synced.
    Fix the first by <time>
    When last checked:
    Identify
    8 failing
    8 passing
    1 not applicable
    How to fix
    🔴 *Miro access should be removed for offboarded user*: failing
    Not checked since <time>: no sync of Miro ran.
    Not checked since <time>: the staff list was not synced.
    Overdue since <time>
    When last checked:
    1 failing
    16 not applicable
    How to fix
    ✅ *Critical system access control should be configured*: passing
    A rule says who is a valid user. Valid: Company Admins and Members.
    Critical system
    ⚪ *User access to Critical System should be valid*: unknown · 8 cannot be judged until identified
    Unknown since <time>, because no sync of Miro ran.
    Unknown since <time>, because the staff list was not synced.
    When last checked:
    7 passing
    10 not applicable
    ⏸️ *Miro licence should be used*: off
    Nothing is checked. \`/miro settings\` switches it on."
  `)
})

test('the accounts behind a count come page by page, each once', async () => {
  const flow = await startFlow({ seed: generatedCompany({ people: 300, accounts: 250 }) })
  await flow.connect()
  const { ada, slack } = flow
  const passing = await flow.rows<{ email: string }>(
    `SELECT email FROM account JOIN assessment ON account_id = account.id WHERE results->'identified'->>'verdict' = 'pass'`,
  )
  await ada.command('/miro', 'checks')
  const report = await slack.until(() => ada.ephemerals.at(-1), patience)
  await ada.click(report, `${passing.length} passing`)
  const shows = async (page: number): Promise<string[]> => {
    const text = await slack.until(() => {
      const shown = ada.views.length === 0 ? '' : ada.read(ada.view)
      return shown.includes(`Accounts ${page * 25 + 1} to `) && shown
    }, patience)
    return (text.match(/\S+@big\.example/g) ?? []).map(each => each.replaceAll('`', ''))
  }
  const hasNext = () => JSON.stringify(ada.view.blocks).includes('"Next"')
  const pages = [await shows(0)]
  while (hasNext()) {
    await ada.click(ada.view, 'Next')
    pages.push(await shows(pages.length))
  }
  expect(pages.map(page => page.length)).toEqual([
    ...Array.from({ length: pages.length - 1 }, () => 25),
    passing.length - (pages.length - 1) * 25,
  ])
  expect(pages.flat().sort()).toEqual(passing.map(({ email }) => email).sort())
  await ada.click(ada.view, 'Back')
  expect(await shows(pages.length - 2)).toEqual(pages.at(-2))
})

test('a sync shows how far it is in one message, and a second one joins it', async () => {
  const flow = await startFlow({ seed: generatedCompany({ people: 20, accounts: 250 }) })
  await flow.connect()
  const { ada, slack, miro } = flow
  const asked = miro.requests.length
  const messages = ada.dm.length
  miro.faults.push({ match: { page: 2 }, do: { delayMs: 5_000 } })
  const first = await requestSync(flow.sandbox, ada, '100 of about')
  const second = await requestSync(flow.sandbox, ada, 'already running')
  expect(withoutTimes(ada.read(second))).toMatchInlineSnapshot(`
    "*A sync was already running*
    100 accounts synced by then. It began <time>.
    Its own message shows how it ends."
  `)
  await slack.until(() => ada.read(first).includes('Sync complete'), { what: 'the end', ...patience })
  expect(withoutTimes(ada.read(first))).toMatchInlineSnapshot(`
    "*Sync complete · 250 accounts in <seconds>*
    Nothing changed in Miro. 40 findings are open.
    Open the checks
    Finished <time>."
  `)
  const phases = [...first.edits.map(({ text }) => text), first.text].map(text =>
    text.replace(/ · 250.*/, ''),
  )
  // The checks may be over before the message could be edited again.
  const seen = phases.filter((phase, at) => phase !== phases[at - 1] && !phase.includes('the checks'))
  expect(seen).toMatchInlineSnapshot(`
    [
      "Sync requested. It starts in a moment. If this still stands here in a minute, try again: \`/miro sync\`.",
      "Sync running · the staff list",
      "Sync running · Miro accounts",
      "Sync complete",
    ]
  `)
  expect(ada.dm.length - messages).toBe(2)
  const pages = miro.requests
    .slice(asked)
    .filter(({ path, query }) => /members$/.test(path) && !query['emails'])
  expect(pages).toHaveLength(3)
  expect(dmWith(ada, 'Sync complete')).toHaveLength(1)
})

test('a sync asked for while a scheduled one runs reads the staff, waits for it, and shows its end', async () => {
  const flow = await startFlow({ seed: generatedCompany({ people: 20, accounts: 250 }) })
  await flow.connect()
  const { ada, slack, miro } = flow
  const asked = miro.requests.length
  const staffReads = slack.calls('users.list').length
  miro.faults.push({ match: { page: 2 }, do: { delayMs: 6_000 } })
  await flow.sandbox.tick('sync')
  await slack.until(() => miro.requests.length > asked, { what: 'the scheduled sync', ...patience })
  const first = await requestSync(flow.sandbox, ada, '100 of about')
  expect(slack.calls('users.list').length).toBeGreaterThan(staffReads)
  const second = await requestSync(flow.sandbox, ada, 'already running')
  await slack.until(() => ada.read(first).includes('Sync complete'), { what: 'the end', ...patience })
  expect(withoutTimes(ada.read(first))).toMatchInlineSnapshot(`
    "*Sync complete · 250 accounts in <seconds>*
    The accounts come from a sync that was already running. 40 findings are open.
    Open the checks
    Finished <time>."
  `)
  expect(ada.read(second)).toContain('already running')
  const pages = miro.requests
    .slice(asked)
    .filter(({ path, query }) => /members$/.test(path) && !query['emails'])
  expect(pages).toHaveLength(3)
})
