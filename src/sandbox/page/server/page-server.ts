import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Sandbox } from '../../sandbox.ts'
import { sampleStaffList } from '../../seeds/sample-staff-list.ts'
import { parseJson, readBytes } from '../../slack/request-body.ts'
import type { Act, ActAnswer } from '../shared/act.ts'
import type { BotState } from './bot-state.ts'
import { readCommands } from './commands.ts'
import type { CompanyClock } from './company-clock.ts'
import { FormErrors } from './form-errors.ts'
import { refused } from './guard.ts'
import { Outside } from './outside.ts'
import { pageFile } from './page-files.ts'
import { parseAct } from './parse-act.ts'
import { PersonActs } from './person-acts.ts'
import { problemInWords } from './problem-in-words.ts'
import { readScreen, type Shown } from './read-screen.ts'
import { Watcher } from './watcher.ts'

const headers: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
}

/** The sandbox's web page, for this machine only: files, a stream of what one person sees, and acts. */
export class PageServer {
  private readonly shown: Shown
  private readonly acts: PersonActs
  private readonly watchers = new Set<Watcher>()
  private readonly server = createServer((request, response) => {
    this.answer(request, response).catch((error: unknown) => {
      console.error('the sandbox page failed', error)
      response.destroy()
    })
  })
  private readonly stopListening: () => void
  private bound = 0

  private constructor(sandbox: Sandbox, bot: BotState, clock: CompanyClock, commands: Shown['commands']) {
    const changed = () => this.changed()
    const errors = new FormErrors()
    this.shown = { sandbox, errors, commands, outside: new Outside(sandbox, bot, clock, changed) }
    this.acts = new PersonActs({ sandbox, errors, clock })
    const stops = [sandbox.slack.onChange(changed), sandbox.miro.onChange(changed)]
    this.stopListening = () => {
      for (const stop of stops) stop()
    }
  }

  /** `clock`: the one that the sandbox was created with. `port` 0: any free one. */
  static async start(
    sandbox: Sandbox,
    bot: BotState,
    clock: CompanyClock,
    port: number,
  ): Promise<PageServer> {
    const page = new PageServer(sandbox, bot, clock, await readCommands())
    await new Promise<void>((resolve, reject) => {
      page.server.once('error', reject)
      page.server.listen(port, '127.0.0.1', resolve)
    })
    page.bound = (page.server.address() as AddressInfo).port
    return page
  }

  get port(): number {
    return this.bound
  }

  get url(): string {
    return `http://127.0.0.1:${this.bound}`
  }

  async stop(): Promise<void> {
    this.stopListening()
    for (const watcher of this.watchers) watcher.close()
    const closed = new Promise(resolve => this.server.close(resolve))
    this.server.closeAllConnections()
    await closed
  }

  private changed(): void {
    for (const watcher of this.watchers) watcher.changed()
    this.shown.outside.refresh().then(
      another => {
        if (another) for (const watcher of this.watchers) watcher.changed()
      },
      // The bot is stopping: what was known stays on the screen.
      () => {},
    )
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const reason = refused(request, this.bound)
    if (reason !== null) return send(response, 403, 'text/plain; charset=utf-8', reason)
    const url = new URL(request.url ?? '/', this.url)
    if (request.method === 'POST' && url.pathname === '/act') {
      const act = parseAct(parseJson((await readBytes(request)).toString('utf8')))
      if (act === null) return send(response, 400, 'text/plain; charset=utf-8', 'This is no act.')
      return send(response, 200, 'application/json', JSON.stringify(await this.act(act)))
    }
    if (request.method !== 'GET') return send(response, 405, 'text/plain; charset=utf-8', 'Not allowed.')
    if (url.pathname === '/screen') return this.watch(response, url.searchParams.get('as') ?? '')
    if (url.pathname === '/sample-staff-list.csv') {
      response.setHeader('content-disposition', `attachment; filename="${sampleStaffList.name}"`)
      return send(response, 200, 'text/csv; charset=utf-8', sampleStaffList.text)
    }
    const file = await pageFile(url.pathname)
    if (file === null) return send(response, 404, 'text/plain; charset=utf-8', 'Not found.')
    send(response, 200, file.type, file.body)
  }

  private async act({ as, act }: Act): Promise<ActAnswer> {
    try {
      if (as !== null) return { problem: null, options: await this.acts.act(as, act) }
      await this.shown.outside.act(act)
      return { problem: null, options: null }
    } catch (error) {
      return { problem: problemInWords(error), options: null }
    } finally {
      this.changed()
    }
  }

  /** For an unknown person, what the first admin sees. */
  private watch(response: ServerResponse, personId: string): void {
    const { users } = this.shown.sandbox.slack
    const person = users.find(({ id }) => id === personId) ?? users.find(({ isAdmin }) => isAdmin === true)
    if (person === undefined) throw new Error('nobody is in this Slack')
    response.writeHead(200, { ...headers, 'content-type': 'text/event-stream; charset=utf-8' })
    const watcher = new Watcher(response, () => readScreen(this.shown, person.id))
    this.watchers.add(watcher)
    response.on('close', () => {
      this.watchers.delete(watcher)
      watcher.close()
    })
  }
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { ...headers, 'content-type': type }).end(body)
}
