import type { MiroFault } from '../../miro/faults.ts'
import type { Sandbox } from '../../sandbox.ts'
import type { Fault as SlackFault } from '../../slack/faults.ts'
import { type FaultName, faultNames } from '../shared/fault-names.ts'
import type { FaultShown } from '../shared/screen.ts'

type Injected =
  | { readonly in: 'miro'; readonly fault: MiroFault }
  | { readonly in: 'slack'; readonly fault: SlackFault }
  /** The workspace itself is another one. */
  | { readonly in: 'blocks' }

/** A fresh fault of each name: the queues know them apart by the object. */
const made: Readonly<Record<FaultName, () => Injected>> = {
  'miro-down': () => ({
    in: 'miro',
    fault: { match: { path: /^\/v[12]\// }, times: 'always', do: { status: 503 } },
  }),
  'miro-rate-limit': () => ({
    in: 'miro',
    fault: {
      match: { path: /^\/v[12]\// },
      times: 3,
      do: { status: 429, headers: { 'retry-after': '5', 'x-ratelimit-remaining': '0' } },
    },
  }),
  'slack-rate-limit': () => ({ in: 'slack', fault: { method: '*', times: 3, do: { rateLimited: 5 } } }),
  'slack-lost-answer': () => ({
    in: 'slack',
    fault: { method: 'chat.postMessage', do: { reset: true, afterStoring: true } },
  }),
  'slack-classic': () => ({ in: 'blocks' }),
}

/** What goes wrong on purpose at the moment. */
export class InjectedFaults {
  private readonly sandbox: Sandbox
  private readonly injected = new Map<FaultName, Injected>()

  constructor(sandbox: Sandbox) {
    this.sandbox = sandbox
  }

  inject(name: FaultName): void {
    this.clear(name)
    const one = made[name]()
    this.injected.set(name, one)
    if (one.in === 'miro') this.sandbox.miro.faults.push(one.fault)
    else if (one.in === 'slack') this.sandbox.slack.faults.push(one.fault)
    else this.sandbox.slack.takeNewerBlocks(false)
  }

  clear(name: FaultName): void {
    const one = this.injected.get(name)
    if (one?.in === 'miro') this.sandbox.miro.faults.drop(one.fault)
    if (one?.in === 'slack') this.sandbox.slack.faults.drop(one.fault)
    if (one?.in === 'blocks') this.sandbox.slack.takeNewerBlocks(true)
    this.injected.delete(name)
  }

  /** Those that will still happen. */
  shown(): FaultShown[] {
    return faultNames.flatMap(name => {
      const one = this.injected.get(name)
      if (one === undefined) return []
      const left = this.left(one)
      return left === 0 ? [] : [{ name, left: left === Number.POSITIVE_INFINITY ? 'always' : left }]
    })
  }

  private left(one: Injected): number {
    if (one.in === 'blocks') return Number.POSITIVE_INFINITY
    const { miro, slack } = this.sandbox
    return one.in === 'miro' ? miro.faults.left(one.fault) : slack.faults.left(one.fault)
  }
}
