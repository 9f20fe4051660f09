import { expect, test } from 'vitest'
import type { LocalMember } from '../../src/sandbox/miro/shapes.ts'
import type { Seed } from '../../src/sandbox/seeds/seed.ts'
import { smallCompany } from '../../src/sandbox/seeds/small-company.ts'
import type { LocalUser } from '../../src/sandbox/slack/shapes.ts'
import { type Flow, patience, startFlow } from '../support/flow.ts'

const long = 'Maximilian'.repeat(30)
const names = [
  '<!channel> <!here|here> <@U0BEN>',
  '\u202eevil\u202c \u200fLRM\u2066',
  '`code` *bold* _it_ ~no~ ```',
  long,
  '&lt;!everyone&gt; & <https://evil.example|click>',
  'Zalgo\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301',
  '=HYPERLINK("http://evil.example")',
]

const user = (name: string, index: number): LocalUser => ({
  id: `U0H${index}`,
  realName: name,
  displayName: name,
  title: name,
  email: `hostile${index}@juniper.example`,
  timeZone: 'UTC',
})

const account = (email: string, index: number, role = 'organization_internal_user'): LocalMember => ({
  id: `30744573500001${String(10_000 + index)}`,
  email,
  role,
  license: 'full',
  active: true,
  lastActivityAt: '',
  licenseAssignedAt: '2025-02-03T09:00:00Z',
  name: names[index % names.length] ?? '',
})

const seed: Seed = {
  ...smallCompany,
  organization: { ...smallCompany.organization, name: 'Juniper <!channel> `x` \u202eobE' },
  users: [...smallCompany.users, ...names.map(user)],
  members: [
    ...smallCompany.members,
    ...names.map((_, index) => account(`hostile${index}@juniper.example`, index)),
    account('"<!channel>`"@evil.example', 20),
    account(`${long}@evil.example`, 21),
    account('<!here>@evil.example', 22, 'organization_<!channel>_role'),
  ],
}

type Sent = { readonly text: string; readonly markup: boolean }

/** Every text in what the bot sent: Slack reads markup in all but those marked as plain. */
function textsIn(value: unknown, markup = true): Sent[] {
  if (Array.isArray(value)) return value.flatMap(each => textsIn(each, markup))
  if (typeof value !== 'object' || value === null) return []
  const isPlain = 'type' in value && value.type === 'plain_text'
  return Object.entries(value).flatMap(([key, part]) =>
    key === 'text' && typeof part === 'string' ? [{ text: part, markup: !isPlain }] : textsIn(part),
  )
}

/** Mentions, dates and links that the bot's own templates make. */
const own =
  /<@U0(ADA|BEN)>|<#C0[A-Z]+>|<!date\^\d+\^[^>|]*\|[^>|]*>|<https:\/\/([a-z]+\.)?miro\.com[^>|]*\|[^>|]*>/g

function expectHarmless({ slack }: Flow): void {
  const texts = slack.requests.flatMap(({ params }) => textsIn(params))
  expect(texts.length).toBeGreaterThan(100)
  // They did get there, in every kind of thing the bot sends.
  const escaped = slack.requests.filter(({ params }) => JSON.stringify(params).includes('&lt;!channel&gt;'))
  expect([...new Set(escaped.map(({ method }) => method))].sort()).toEqual([
    'chat.postMessage',
    'chat.update',
    'response_url',
    'views.update',
  ])
  for (const { text, markup } of texts) {
    if (markup) expect(text.replace(own, '')).not.toMatch(/[<>]/)
    expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200e\u200f]/)
    expect(text).not.toContain(long)
    expect(text).not.toMatch(/\p{M}{3}/u)
  }
}

/** Everything a person can come across: alerts, checks, every list behind a count, how to fix, the rule. */
async function lookAtEverything(flow: Flow): Promise<void> {
  const { ada, slack } = flow
  const before = ada.ephemerals.length
  await ada.command('/miro', 'checks')
  const report = await slack.until(() => ada.ephemerals[before], patience)
  const labels = report.blocks
    .flatMap(block => [
      ...(block.elements ?? []),
      ...(block.accessory === undefined ? [] : [block.accessory]),
    ])
    .filter(({ type }) => type === 'button')
  expect(labels.length).toBeGreaterThan(5)
  for (const { action_id: id, value } of labels) {
    if (!/accounts|fix/i.test(id ?? '')) continue
    await ada.click(report, id ?? '', { value: value ?? '' })
    await slack.until(() => ada.views.length > 0 && ada.view.title?.text !== 'One moment', patience)
    await ada.close(ada.view, { all: true })
  }
  await ada.command('/miro', '<!channel> <@U0BEN> `x`')
  await slack.until(() => ada.ephemerals.length >= before + 2, patience)
}

test('hostile names and addresses never mention, turn or paint over anything', async () => {
  const flow = await startFlow({ seed })
  const { ada, slack, miro } = flow
  const summary = await flow.setUp()
  await ada.command('/miro', 'rule')
  await ada.fill(await flow.window('Choose valid users'), { 'Valid users are': 'By approval' })
  await slack.until(() => ada.read(ada.view).includes('Approved accounts'), patience)
  await ada.suggestions(ada.view, 'Approved accounts', 'hostile')
  await ada.suggestions(ada.view, 'Approved accounts', '<!channel>')
  await ada.close(ada.view, { all: true })
  names.forEach(
    (_, index) => void miro.setRole(`hostile${index}@juniper.example`, 'organization_external_user'),
  )
  await slack.deactivateUser('U0H0')
  await slack.deactivateUser('U0H3')
  await flow.sync()
  await slack.until(() => flow.inChannel().length >= 2, { what: 'the alerts', ...patience })
  await lookAtEverything(flow)
  expectHarmless(flow)
  expect(ada.read(summary)).toContain('&lt;!')
})

test('a public channel gets initials and shortened addresses, a private one names', async () => {
  const flow = await startFlow()
  await flow.connect()
  await flow.addCritical()
  await flow.saveRule()
  await flow.chooseChannel('#general')
  const { ada, slack, miro } = flow
  const lobby = slack.channel('#general').messages
  const summary = await slack.until(() => lobby[0], { what: 'the summary', ...patience })
  await slack.deactivateUser('U0CARLA')
  await flow.sync()
  const alert = await slack.until(() => lobby[1], { what: 'the alert', ...patience })
  miro.deactivate('carla.mendes@juniper.example')
  await flow.sync()
  await slack.until(() => ada.read(alert).includes('Closed'), { what: 'the alert closed', ...patience })
  const said = slack.requests
    .filter(({ params }) => params['channel'] === 'C0GENERAL')
    .flatMap(({ params }) => textsIn(params).map(({ text }) => text))
    .join('\n')
  for (const { email, name } of flow.sandbox.seed.members) {
    expect(said).not.toContain(email)
    if (name !== null) expect(said).not.toContain(name)
  }
  expect(ada.read(summary)).toContain('D. L. left but can still use Miro')
  expect(ada.read(alert)).toContain('C. M.: access removed')
})

test('a channel that will not do is refused with what to do, and nothing is stored', async () => {
  const flow = await startFlow({ withoutSlackScopes: ['channels:join'] })
  await flow.connect()
  const { ada, slack } = flow
  const said: Record<string, string> = {}
  const stored = 'SELECT alert_channel_id FROM workspace'
  const choose = async (channel: string, meanwhile: () => unknown = () => {}) => {
    await ada.command('/miro', 'alerts')
    await ada.fill(await flow.window('Choose a channel'), { Channel: channel })
    await meanwhile()
    await ada.submit(ada.view)
    await slack.until(() => /⚠️|Alerts go to/.test(ada.read(ada.view)), {
      what: `an answer to ${channel}`,
      ...patience,
    })
    const text = ada.read(ada.view)
    await ada.close(ada.view, { all: true })
    return text
  }
  // Slack's list leaves those out that are shared or archived already.
  for (const channel of ['#northwind-project', '#old-alerts']) {
    await ada.command('/miro', 'alerts')
    const view = await flow.window('Choose a channel')
    await expect(ada.fill(view, { Channel: channel })).rejects.toThrow('does not offer')
    await ada.close(view, { all: true })
  }
  const general = slack.channel('#general')
  said['notInvited'] = await choose('#design')
  said['shared'] = await choose('#general', () => {
    general.extShared = true
  })
  general.extShared = false
  said['archived'] = await choose('#general', () => slack.archiveChannel('#general'))
  await slack.archiveChannel('#general', false)
  expect(said).toMatchInlineSnapshot(`
    {
      "archived": "Choose a channel
    ⚠️ <#C0GENERAL> is archived. Choose another one.
    Channel
    Choose a channel
    The bot joins a public channel by itself. In a private one, type /invite @Miro Access first. A private channel shows names in full, a public one shortened.
    Save",
      "notInvited": "Choose a channel
    ⚠️ The bot is not in <#C0DESIGN>. Type \`/invite @Miro Access\` there, then choose it again.
    Channel
    Choose a channel
    The bot joins a public channel by itself. In a private one, type /invite @Miro Access first. A private channel shows names in full, a public one shortened.
    Save",
      "shared": "Choose a channel
    ⚠️ <#C0GENERAL> is shared with another company. Alerts name people, so choose one of your own.
    Channel
    Choose a channel
    The bot joins a public channel by itself. In a private one, type /invite @Miro Access first. A private channel shows names in full, a public one shortened.
    Save",
    }
  `)
  expect(await flow.rows(stored)).toEqual([{ alert_channel_id: null }])
  await slack.inviteBot('#design')
  expect(await choose('#design')).toMatchInlineSnapshot(`
    "Choose a channel
    Alerts go to <#C0DESIGN>.
    The first findings are posted once, as one summary. Each later one gets its own message there, which is edited until it is closed.
    Names are shortened there: O. F. for Olivia Fischer. \`/miro settings\` changes that.
    Add as critical system"
  `)
  expect(await flow.rows(stored)).toEqual([{ alert_channel_id: 'C0DESIGN' }])
})

test('a public channel: the bot joins by itself where it may, and the log says so', async () => {
  const flow = await startFlow()
  const { ada, slack } = flow
  await ada.command('/miro', 'alerts')
  await ada.fill(await flow.window('Choose a channel'), { Channel: '#design' })
  await ada.submit(ada.view)
  await slack.until(() => ada.read(ada.view).includes('Alerts go to <#C0DESIGN>'), patience)
  expect(slack.channel('#design').members).toContain(slack.botUserId)
  expect(await flow.rows("SELECT details FROM deed WHERE action = 'alert_channel_set'")).toEqual([
    { details: { name: 'design', isPublic: true, joined: true } },
  ])
})
