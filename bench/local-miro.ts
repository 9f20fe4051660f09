import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Scale } from './scaled-clock.ts'

/** What the process of the local Miro is told when it starts. */
export type MiroTask = {
  readonly accounts: number
  /** Made when asked for, instead of held: for organisations whose list would cost memory and start-up time. */
  readonly lazy: boolean
  readonly creditsPerMinute: number | null
  readonly scale: Scale
}

export type MiroOrder =
  | { readonly order: 'take calls' }
  /** Removes this many members from the end of the list. */
  | { readonly order: 'remove'; readonly count: number }

export type Calls = {
  readonly pages: number
  readonly lookUps: number
  readonly others: number
  readonly refused: number
}

export type MiroReply =
  | { readonly reply: 'started'; readonly url: string; readonly accessToken: string }
  | { readonly reply: 'calls'; readonly calls: Calls }
  | { readonly reply: 'removed' }

export const orgId = '3074457345000000777'

/** The local Miro in a process of its own, as the real one would be: it takes no time or memory of ours. */
export type RemoteMiro = {
  readonly url: string
  readonly accessToken: string
  /** Calls answered since this was last asked. */
  takeCalls(): Promise<Calls>
  remove(count: number): Promise<void>
  stop(): Promise<void>
}

export async function startMiro(task: MiroTask): Promise<RemoteMiro> {
  const child = fork(fileURLToPath(new URL('./local-miro-process.js', import.meta.url)), [
    JSON.stringify(task),
  ])
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()))
  const started = await reply(child, 'started')
  const ask = async <R extends MiroReply['reply']>(order: MiroOrder, wanted: R) => {
    const answered = reply(child, wanted)
    child.send(order)
    return answered
  }
  return {
    url: started.url,
    accessToken: started.accessToken,
    takeCalls: async () => (await ask({ order: 'take calls' }, 'calls')).calls,
    remove: async count => void (await ask({ order: 'remove', count }, 'removed')),
    async stop() {
      child.disconnect()
      await ended
    },
  }
}

function reply<R extends MiroReply['reply']>(
  child: ChildProcess,
  wanted: R,
): Promise<Extract<MiroReply, { reply: R }>> {
  return new Promise((resolve, reject) => {
    const end = () => reject(new Error('the local Miro ended'))
    child.once('exit', end)
    child.once('message', message => {
      child.off('exit', end)
      const got = message as MiroReply
      if (got.reply === wanted) resolve(got as Extract<MiroReply, { reply: R }>)
      else reject(new Error(`the local Miro answered ${got.reply} instead of ${wanted}`))
    })
  })
}
