import { Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { openLog } from '../../src/log.ts'
import { type Flow, patience, startFlow } from '../support/flow.ts'

async function says(flow: Flow, text: string): Promise<string> {
  const { ada } = flow
  return await flow.slack.until(
    () => ada.views.length > 0 && ada.read(ada.view).includes(text) && ada.read(ada.view),
    { what: `the window to say "${text}"`, ...patience },
  )
}

async function openNames(flow: Flow): Promise<void> {
  await flow.ada.command('/miro', 'settings')
  await flow.ada.click(await flow.window('Settings'), 'Names')
  await flow.window('Names from Miro')
}

async function give(flow: Flow, token: string, until: string): Promise<void> {
  const label = flow.ada.read(flow.ada.view).includes('Another SCIM token')
    ? 'Another SCIM token'
    : 'SCIM token'
  await flow.ada.fill(flow.ada.view, { [label]: token })
  await flow.ada.submit(flow.ada.view)
  await says(flow, until)
}

async function cardOf(flow: Flow, name: string): Promise<string> {
  const { ada } = flow
  await ada.command('/miro', `accounts ${name}`)
  await says(flow, `1 account`)
  await ada.click(ada.view, 'Open')
  const card = await says(flow, 'History')
  await ada.close(ada.view, { all: true })
  return card
}

const named = (flow: Flow) =>
  flow.rows<{ name: string }>('SELECT name FROM account WHERE name IS NOT NULL ORDER BY name')
const classes = (flow: Flow) => flow.rows('SELECT account_id, class, matched_by FROM assessment ORDER BY 1')
const becomes = (flow: Flow, what: string, is: () => Promise<boolean>) =>
  flow.slack.until(is, { what, everyMs: 50, ...patience })

test.each(['embedded', 'served'] as const)(
  'names by SCIM on the %s database: a wrong token, the right one, trouble told in the settings alone, and removed',
  async database => {
    const logged: string[] = []
    const stream = new Writable({
      write: (chunk, _, done) => {
        logged.push(String(chunk))
        done()
      },
    })
    const flow = await startFlow({ database, log: openLog('debug', stream) })
    await flow.setUp()
    const { ada, slack, miro } = flow
    const token = miro.scimToken ?? ''
    const before = await classes(flow)

    await openNames(flow)
    expect(ada.read(ada.view)).toContain('Miro’s SCIM does not list guests')
    await give(flow, 'not-the-right-token', 'Miro does not accept this token')
    expect(await flow.rows('SELECT 1 FROM connection WHERE scim_token IS NOT NULL')).toEqual([])
    await give(flow, token, '✅ *Saved.* Miro lists 15 members.')
    await becomes(flow, 'the names', async () => (await named(flow)).length === 15)
    await ada.close(ada.view, { all: true })
    await ada.command('/miro', 'settings')
    await flow.window('Settings')
    await says(flow, '15 accounts have a name, as of')
    await ada.close(ada.view, { all: true })

    expect(await cardOf(flow, 'hana sato')).toContain('Hana Sato (name from Miro)')
    // Nobody is recognized by it.
    await flow.sync()
    expect(await classes(flow)).toEqual(before)

    // SCIM is switched off: syncs go on, the names stay, and only the settings say so.
    const [messages, asked] = [flow.inChannel().length, miro.calls(/scim/).length]
    miro.faults.push({ match: { path: /scim/ }, times: 'always', do: { status: 403, body: '{}' } })
    miro.add({
      ...(miro.members.find(({ role }) => role === 'organization_internal_user') ?? never()),
      ...{ id: '3074457350000099999', email: 'new@juniper.example', name: 'Newcomer' },
    })
    await flow.sync()
    await becomes(flow, 'the trouble', async () => {
      const trouble = await flow.rows('SELECT 1 FROM connection WHERE scim_trouble IS NOT NULL')
      return trouble.length === 1
    })
    expect(miro.calls(/scim/).length).toBeGreaterThan(asked)
    await openNames(flow)
    await says(flow, 'SCIM is switched off in Miro')
    expect(ada.read(ada.view)).toContain('15 accounts have a name, from the last sync.')
    expect(flow.inChannel().filter(message => /SCIM/.test(ada.read(message)))).toEqual([])
    expect(flow.inChannel().length - messages).toBeLessThanOrEqual(2)

    await ada.click(ada.view, 'Remove the token')
    await says(flow, '✅ *Removed.*')
    expect([
      await named(flow),
      await flow.rows('SELECT 1 FROM connection WHERE scim_token IS NOT NULL'),
    ]).toEqual([[], []])
    expect(
      await flow.rows(`SELECT actor, action, details FROM deed WHERE action LIKE 'scim%' ORDER BY id`),
    ).toEqual([
      { actor: 'U0ADA', action: 'scim_token_set', details: {} },
      { actor: 'U0ADA', action: 'scim_token_removed', details: {} },
    ])
    // The token went to Miro and nowhere else.
    expect(logged.join('')).not.toContain(token)
    expect(JSON.stringify(slack.requests)).not.toContain(token)
  },
)

const never = (): never => {
  throw new Error('there is no member')
}
