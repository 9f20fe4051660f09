import { createServer, type IncomingHttpHeaders } from 'node:http'
import { LogLevel } from '@slack/bolt'
import { WebClient } from '@slack/web-api'
import { LocalSlack, type LocalSlackOptions } from '../../src/sandbox/slack/local-slack.ts'
import type { LocalUser } from '../../src/sandbox/slack/shapes.ts'

/** A small workspace to test the local Slack with, and a real client of it. */

export const scopes = [
  'commands',
  'chat:write',
  'users:read',
  'users:read.email',
  'channels:read',
  'channels:history',
  'groups:read',
  'im:write',
]

const users: LocalUser[] = [
  { id: 'U0ADA', realName: 'Ada Admin', email: 'ada@example.com', isAdmin: true },
  { id: 'U0BEN', realName: 'Ben Member', email: 'ben@example.com' },
  { id: 'U0GON', realName: 'Gone Person', email: 'gone@example.com', deleted: true },
  { id: 'U0GST', realName: 'Guest Person', email: 'guest@example.com', isRestricted: true },
  { id: 'U0INV', realName: 'Invited Person', email: 'invited@example.com', isInvited: true },
]

export const startSlack = async (
  more: Partial<LocalSlackOptions> & { scopes?: string[] } = {},
): Promise<LocalSlack> => {
  const { scopes: granted = scopes, ...options } = more
  return await LocalSlack.start({
    team: { id: 'T0ACME', name: 'Acme', domain: 'acme' },
    users,
    channels: [
      { id: 'C0OPS', name: 'it-ops', members: ['U0ADA', 'U0BEN', 'UBOT'] },
      { id: 'C0PUB', name: 'lobby', members: ['U0ADA'] },
      { id: 'C0PRI', name: 'secret', kind: 'private', members: ['U0ADA'] },
      { id: 'C0OLD', name: 'old', members: ['U0ADA', 'UBOT'], archived: true },
    ],
    bot: {
      userId: 'UBOT',
      botId: 'BBOT',
      appId: 'ABOT',
      token: 'xoxb-local',
      appToken: 'xapp-local',
      scopes: granted,
    },
    signingSecret: 'shhh',
    ...options,
  })
}

/** A real client that never tries again. */
export const clientOf = (slack: LocalSlack, token = 'xoxb-local'): WebClient =>
  new WebClient(token, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    logLevel: LogLevel.ERROR,
    logger: quiet,
  })

const nothing = () => {}

/** Refusals are what these tests ask for; they need not be printed. */
const quiet = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  getLevel: () => LogLevel.ERROR,
  setName: nothing,
}

/** What Slack said no with. */
export const refusalOf = async (call: Promise<unknown>): Promise<Record<string, unknown>> => {
  try {
    await call
    return { ok: true }
  } catch (error) {
    const data = (error as { data?: Record<string, unknown> }).data ?? {}
    return Object.fromEntries(Object.entries(data).filter(([key]) => key !== 'response_metadata'))
  }
}

export const errorOf = async (call: Promise<unknown>): Promise<unknown> => (await refusalOf(call))['error']

export type Sent = { headers: IncomingHttpHeaders; body: string; payload: Record<string, unknown> }

/** A bot without Bolt: keeps what Slack sends, answers as told (a number: with this status). */
export const plainBot = async (slack: LocalSlack, answer: (sent: Sent) => unknown = () => undefined) => {
  const received: Record<string, unknown>[] = []
  const requests: Sent[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', part => {
      body += String(part)
    })
    request.on('end', () => {
      const sent = { headers: request.headers, body, payload: payloadOf(body) }
      requests.push(sent)
      received.push(sent.payload)
      const said = answer(sent)
      if (typeof said === 'number') response.writeHead(said).end()
      else response.end(said === undefined ? '' : JSON.stringify(said))
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  slack.deliverTo(`http://127.0.0.1:${port}/slack/events`)
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  return { received, requests, close }
}

const payloadOf = (body: string): Record<string, unknown> => {
  if (body.startsWith('{')) return JSON.parse(body) as Record<string, unknown>
  const form = new URLSearchParams(body)
  const json = form.get('payload')
  return (json === null ? Object.fromEntries(form) : JSON.parse(json)) as Record<string, unknown>
}
