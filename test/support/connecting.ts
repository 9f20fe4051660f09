import type { Browser } from '../../src/sandbox/browser.ts'
import type { LocalView } from '../../src/sandbox/slack/shapes.ts'
import { type Flow, patience } from './flow.ts'
import { withoutTimes } from './whole-journey.ts'

/** From `/miro connect` to the link; the modal that shows it stays open. */
export async function link(flow: Flow, { clientSecret = flow.sandbox.miroApp.clientSecret } = {}) {
  const { ada } = flow
  await ada.command('/miro', 'connect')
  await ada.submit(await flow.window('Before you begin'))
  return await details(flow, clientSecret)
}

export async function details(flow: Flow, clientSecret = flow.sandbox.miroApp.clientSecret) {
  const { ada } = flow
  await ada.fill(await flow.window('Connect to Miro'), {
    Acknowledgement: ['yes'],
    'Client ID': flow.sandbox.miroApp.clientId,
    'Client secret': clientSecret,
  })
  await ada.submit(ada.view)
  const waiting = await flow.window('One step in Miro')
  return { waiting, url: (await ada.click(waiting, 'Open Miro')).url ?? '' }
}

/** Opens the link and gives consent; returns where Miro sends the browser. */
export async function consent(
  flow: Flow,
  browser: Browser,
  url: string,
  given: { as?: string; allow?: boolean } = {},
) {
  const { location } = await browser.open(url)
  return await flow.miro.consent(location ?? '', given)
}

export const shown = async (
  browser: Browser,
  flow: Flow,
  url: string,
  given: { as?: string; allow?: boolean } = {},
) => {
  const { status, text } = await browser.connect(url, flow.miro, given)
  return `${status} ${text}`
}

/** What Slack says once the window with the link follows, and the direct message that came with it. */
export async function inSlack(flow: Flow, waiting: LocalView, before: number) {
  const { ada, slack } = flow
  const message = await slack.until(() => ada.dm[before], { what: 'the direct message', ...patience })
  await slack.until(() => waiting.title?.text !== 'One step in Miro', { what: 'the window', ...patience })
  const told = { modal: withoutTimes(ada.read(waiting)), dm: withoutTimes(ada.read(message)) }
  await ada.close(ada.view, { all: true })
  return told
}

/** Rows of everything that a connection leaves behind, and how Miro answered when a token was given back. */
export async function left(flow: Flow) {
  const tables = ['connection', 'account', 'assessment', 'finding', 'alert', 'rule']
  const counts = await Promise.all(
    tables.map(async table => {
      const [row] = await flow.rows<{ n: string }>(`SELECT count(*) AS n FROM ${table}`)
      return [table, Number(row?.n)] as const
    }),
  )
  const runs = await flow.rows("SELECT 1 FROM sync_run WHERE source = 'miro'")
  const said = await flow.rows("SELECT 1 FROM deed WHERE action = 'miro_connected'")
  return {
    rows: Object.fromEntries(counts.filter(([, n]) => n > 0)),
    runs: runs.length,
    said: said.length,
  }
}

export const nothing = { rows: {}, runs: 0, said: 0 }
