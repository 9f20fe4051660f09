import { expect, test } from 'vitest'
import { Browser } from '../../src/sandbox/browser.ts'
import { generatedCompany } from '../../src/sandbox/seeds/generated-company.ts'
import type { Persona } from '../../src/sandbox/slack/persona.ts'
import type { LocalView } from '../../src/sandbox/slack/shapes.ts'
import { details } from '../support/connecting.ts'
import { alertChannel, type Flow, patience, startFlow } from '../support/flow.ts'
import { submitRule } from '../support/set-up.ts'
import { withoutTimes } from '../support/whole-journey.ts'

const company = generatedCompany({ people: 190, accounts: 200 })
const guest = { id: 'U0GUEST', realName: 'Gil Guest', email: 'gil@partner.example', isRestricted: true }
/** The first colleague who has an account in Miro and is nobody's administrator. */
const colleague = company.users.find(({ id, deleted }) => id !== 'U0ADMIN' && deleted !== true)?.id ?? ''
/** Somebody with one account that gives access. */
const leaver =
  company.users.find(({ email, deleted }) => {
    const [account, ...others] = company.members.filter(member => member.email === email)
    return deleted !== true && account?.active === true && others.length === 0
  })?.id ?? ''
const seed = { ...company, users: [...company.users, guest] }

const homeOf = (person: Persona): LocalView => {
  if (person.home === null) throw new Error(`${person.id} has not opened Home`)
  return person.home
}
const read = (person: Persona): string => withoutTimes(person.read(homeOf(person)))

/** Opens Home and reads it once the bot has published it anew. */
async function opened({ slack }: Flow, person: Persona): Promise<string> {
  const before = person.home?.hash
  await person.openHome()
  await slack.until(() => person.home !== null && person.home.hash !== before, {
    what: `Home of ${person.id}`,
    ...patience,
  })
  return read(person)
}

/** Home follows by itself: nobody opens it again. */
const becomes = ({ slack }: Flow, person: Persona, text: string) =>
  slack.until(() => read(person).includes(text), { what: `Home to say "${text}"`, ...patience })

const staffRead = 'SELECT FROM workspace WHERE staff_read_at IS NOT NULL'

/** The first button of this kind beside a text: the same may stand in the checks as well. */
const clickStep = (person: Persona, actionId: string) => {
  const step = homeOf(person).blocks.find(({ accessory }) => accessory?.action_id === actionId)
  return person.click(homeOf(person), actionId, { blockId: step?.block_id ?? '' })
}

test('Home: the setup by its buttons, following by itself, its pages, and what others see', async () => {
  const flow = await startFlow({ seed })
  const { ada, slack, miro } = flow
  const [member, gil] = [slack.as(colleague), slack.as(guest.id)]
  expect(await opened(flow, ada)).toMatchInlineSnapshot(`
    "Who has access to Miro
    Nothing is connected yet. Four steps, about ten minutes.
    *Set up the Miro access checks*
    ⬜ *Connect Miro*
    Connect Miro
    ⬜ Add as critical system
    ⬜ Choose valid users
    ⬜ Choose a channel
    You can stop here and come back with \`/miro status\`."
  `)
  // Whom to ask is known once Slack's directory was read.
  await slack.until(async () => (await flow.rows(staffRead)).length === 1, { what: 'the staff', ...patience })
  expect(await opened(flow, gil)).toMatchInlineSnapshot(`
    "Who has access to Miro
    Guests cannot use this bot. Ask <@U0ADMIN>."
  `)
  expect(await opened(flow, member)).toMatchInlineSnapshot(`
    "Who has access to Miro
    This bot keeps track of who can use Miro. Below is your own access.
    Miro is not connected yet, so there is nothing to show.
    Questions, or something is wrong? Ask <@U0ADMIN>."
  `)

  await ada.click(homeOf(ada), 'Connect Miro')
  await ada.submit(await flow.window('Before you begin'))
  const { url } = await details(flow)
  await new Browser().connect(url, miro)
  await flow.window('Miro is connected')
  await ada.close(ada.view, { all: true })
  await becomes(flow, ada, '*Big* is connected')
  await becomes(flow, ada, 'last complete sync')
  await becomes(flow, ada, 'Fix the first by')
  await ada.click(homeOf(ada), 'Add as critical system')
  await flow.window('Critical system')
  await ada.close(ada.view, { all: true })
  await becomes(flow, ada, '✅ Miro is a critical system')
  await clickStep(ada, 'rule.open')
  await ada.fill(await flow.window('Choose valid users'), { 'Valid users are': 'By role' })
  await slack.until(() => ada.read(ada.view).includes('Roles in Miro'), { what: 'the roles', ...patience })
  const roles = ['organization_internal_user', 'organization_internal_admin']
  await ada.fill(ada.view, { 'Roles in Miro': roles })
  await submitRule(flow.sandbox, ada)
  await slack.until(() => ada.read(ada.view).includes('Saved.'), { what: 'the rule saved', ...patience })
  await ada.close(ada.view, { all: true })
  await becomes(flow, ada, '*Choose a channel*')
  await clickStep(ada, 'alert_channel.open')
  await ada.fill(await flow.window('Choose a channel'), { Channel: alertChannel })
  await ada.submit(ada.view)
  await ada.close(ada.view, { all: true })
  await becomes(flow, ada, 'chose <#C0ACCESS> for alerts')
  await becomes(flow, ada, '*User access to Critical System should be valid*: passing')
  await slack.until(() => !read(ada).includes('Set up the Miro access checks'), {
    what: 'the end of the setup',
    ...patience,
  })
  expect(read(ada)).not.toContain('Set up the Miro access checks')
  expect(read(ada).split('\n').slice(0, 45)).toMatchInlineSnapshot(`
    [
      "Who has access to Miro",
      "As of <time>. \`/miro help\` lists every command.",
      "Accounts",
      "People",
      "Leavers",
      "Choose valid users",
      "Choose a channel",
      "Import a staff list",
      "Settings",
      "✅ *Big* is connected",
      "Next sync: <time>.",
      "Sync now",
      "195 active accounts · 188 people on the staff · last complete sync <time>",
      "🔴 *User should be identified*: failing",
      "\`person1@big.example\`, \`guest3@partner.example\`, \`guest10@partner.example\`, \`guest11@partner.example\`, \`guest14@partner.example\` and 24 more",
      "Fix the first by <time>",
      "Identify",
      "29 failing",
      "166 passing",
      "5 not applicable",
      "How to fix",
      "➖ *Miro access should be removed for offboarded user*: not applicable",
      "200 not applicable",
      "✅ *Critical system access control should be configured*: passing",
      "A rule says who is a valid user. Valid: Company Admins and Members.",
      "Critical system",
      "✅ *User access to Critical System should be valid*: passing · 29 cannot be judged until identified",
      "166 passing",
      "34 not applicable",
      "⏸️ *Miro licence should be used*: off",
      "Nothing is checked. \`/miro settings\` switches it on.",
      "*Recent activity*",
      "<time> · <@U0ADMIN> chose <#C0ACCESS> for alerts",
      "<time> · <@U0ADMIN> said who is a valid user",
      "<time> · <@U0ADMIN> added Miro as a critical system",
      "<time> · <@U0ADMIN> connected Miro",
      "Show all",
    ]
  `)

  const failing = () => Number(/(\d+) failing/.exec(read(ada))?.[1])
  const before = failing()
  // What a sync finds is seen without opening Home again.
  await slack.deactivateUser(leaver)
  await ada.click(homeOf(ada), 'Sync now')
  await becomes(flow, ada, '*Miro access should be removed for offboarded user*: failing')
  expect([failing(), read(ada).includes('1 failing')]).toEqual([before, true])
  expect(ada.dm.filter(({ text }) => text.startsWith('Sync requested'))).toEqual([])

  // A click opens its window over Home, and what it has to say comes as a direct message.
  await ada.click(homeOf(ada), 'People')
  expect((await flow.window('People')).type).toBe('modal')
  await ada.close(ada.view, { all: true })

  await becomes(flow, member, 'Nothing to do')
  expect(read(member)).toMatchInlineSnapshot(`
    "Who has access to Miro
    This bot keeps track of who can use Miro. Below is your own access.
    *Big*: your Miro accounts
    \`person0@big.example\` · Member · license Full · last active <time>
    ✅ Nothing to do.
    Open
    \`person0@big.example\` · Member · license Full · last active <time>
    ✅ Nothing to do.
    Open
    As of the sync <time>.
    Questions, or something is wrong? Ask <@U0ADMIN>."
  `)
  // Slack does not say who asks: then nobody sees more than what is their own.
  const isAda = (params: Record<string, unknown>) => params['user'] === ada.id
  slack.faults.push({ method: 'users.info', times: 'always', when: isAda, do: { status: 503 } })
  await ada.openHome()
  await becomes(flow, ada, 'Slack did not say who you are')
  expect(read(ada).split('\n').slice(2)).toMatchInlineSnapshot(`
    [
      "*Big*: no Miro account is known to be yours.",
      "As of the sync <time>.",
      "Questions, or something is wrong? Ask an owner or admin of this workspace.",
      "Slack did not say who you are, so you see only your own access.",
      "Try again",
    ]
  `)
  slack.faults.clear()
  await ada.click(homeOf(ada), 'Try again')
  await becomes(flow, ada, 'Fix the first by')
  // Looking is no attempt at anything.
  expect(await flow.rows("SELECT 1 FROM deed WHERE action = 'refused'")).toEqual([])
})
