import { openMiro } from '../src/miro/open-miro.ts'
import { LocalMiro } from '../src/sandbox/miro/local-miro.ts'
import { generateMembers } from '../src/sandbox/miro/member-source.ts'
import type { RequestRecord } from '../src/sandbox/miro/shapes.ts'
import { type Calls, type MiroOrder, type MiroReply, type MiroTask, orgId } from './local-miro.ts'
import { scaledClock, scaledPause } from './scaled-clock.ts'

const app = {
  clientId: '3458764500000000001',
  clientSecret: 'bench',
  redirectUris: ['http://localhost:3000/miro/callback'],
  scopes: ['organizations:read'],
  expiringTokens: false,
}

const task = JSON.parse(process.argv[2] ?? '') as MiroTask
const source = generateMembers(task.accounts)
const members = task.lazy ? source : Array.from({ length: task.accounts }, (_, index) => source.at(index))
const clock = scaledClock(task.scale)
const miro = await LocalMiro.start({
  organization: { id: orgId, name: 'Big', plan: 'company' },
  members,
  apps: [app],
  rateLimit: task.creditsPerMinute === null ? null : { creditsPerMinute: task.creditsPerMinute },
  clock,
})
const accessToken = await connect()
miro.requests.splice(0)
answer({ reply: 'started', url: miro.url, accessToken })

process.on('disconnect', () => void miro.stop().then(() => process.exit(0)))
process.on('message', (message: MiroOrder) => {
  if (message.order === 'take calls')
    return answer({ reply: 'calls', calls: counted(miro.requests.splice(0)) })
  for (let left = message.count; left > 0; left -= 1)
    miro.remove(source.at(task.accounts - message.count + left - 1).id)
  answer({ reply: 'removed' })
})

/** A token, by the way the product gets its own. */
async function connect(): Promise<string> {
  const [redirectUri = ''] = app.redirectUris
  const client = openMiro({
    miroUrl: miro.url,
    miroApiUrl: miro.url,
    miroScimUrl: miro.url,
    clock,
    pause: scaledPause(task.scale),
  })
  const back = await miro.consent(client.oauth.authorizeUrl({ ...app, redirectUri, state: 'bench' }))
  const code = new URL(back).searchParams.get('code') ?? ''
  const tokens = await client.oauth.exchange({ ...app, redirectUri, code })
  await client.close()
  return tokens.accessToken
}

function counted(requests: readonly RequestRecord[]): Calls {
  const answered = requests.filter(({ status }) => status === 200)
  const lists = answered.filter(({ path }) => path.endsWith('/members'))
  const pages = lists.filter(({ query }) => query['emails'] === undefined).length
  return {
    pages,
    lookUps: lists.length - pages,
    others: answered.length - lists.length,
    refused: requests.length - answered.length,
  }
}

function answer(reply: MiroReply): void {
  process.send?.(reply)
}
