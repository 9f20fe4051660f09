import type { IncomingMessage } from 'node:http'
import type { Connected, openConsent, Returned } from '../workflows/connection/connect-miro.ts'
import { describeProblem } from '../workflows/connection/connect-problem.ts'
import { type Answer, page, query, type Route, route } from './route.ts'

type Parts = {
  readonly publicUrl: string
  readonly openConsent: (startToken: string) => ReturnType<typeof openConsent>
  readonly finishConnect: (returned: Returned) => Promise<Connected>
  readonly onBug: (error: unknown) => { reference: string }
}

/** What binds the flow to the browser that opened the link. */
const cookieName = 'miro_connect'

/** The link in Slack and Miro's way back. Nothing secret is ever in a page. */
export function miroRoutes(parts: Parts): Route[] {
  const onBug = (error: unknown): Answer =>
    page(500, {
      title: 'Something went wrong',
      nextStep: `Go back to Slack and type /miro connect. If it happens again, tell your administrator: reference ${parts.onBug(error).reference}.`,
    })
  return [
    route('/miro/start', request => start(parts, request), onBug),
    route('/miro/callback', request => callback(parts, request), onBug),
  ]
}

async function start(parts: Parts, request: IncomingMessage): Promise<Answer> {
  const opened = await parts.openConsent(query(request).get('t') ?? '')
  if (opened.outcome === 'expired') return page(410, describeProblem('state_expired'))
  return {
    status: 302,
    headers: {
      location: opened.consentUrl,
      'set-cookie': cookie(parts.publicUrl, opened.browser, 600),
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    },
    body: '',
  }
}

async function callback(parts: Parts, request: IncomingMessage): Promise<Answer> {
  const given = query(request)
  const connected = await parts.finishConnect({
    state: given.get('state') ?? '',
    browser: cookieOf(request),
    code: given.get('code'),
    error: given.get('error'),
  })
  const answer =
    connected.outcome === 'connected'
      ? page(200, {
          title: `${connected.organizationName} is connected`,
          nextStep: 'You can close this page. Slack shows the next step.',
        })
      : page(400, describeProblem(connected.problem))
  // A redirect that belongs to nobody must not end the flow this browser is in.
  if (connected.attempt === null) return answer
  return { ...answer, headers: { ...answer.headers, 'set-cookie': cookie(parts.publicUrl, '', 0) } }
}

const cookie = (publicUrl: string, value: string, seconds: number): string =>
  `${cookieName}=${value}; Path=/miro; Max-Age=${seconds}; HttpOnly; SameSite=Lax${publicUrl.startsWith('https:') ? '; Secure' : ''}`

const cookieOf = (request: IncomingMessage): string =>
  (request.headers.cookie ?? '')
    .split(';')
    .map(pair => pair.trim())
    .find(pair => pair.startsWith(`${cookieName}=`))
    ?.slice(cookieName.length + 1) ?? ''
