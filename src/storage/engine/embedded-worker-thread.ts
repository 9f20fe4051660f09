import { Worker } from 'node:worker_threads'
import type { EmbeddedTask } from './embedded-worker.js'
import { StorageError } from './storage-error.ts'

export type EmbeddedThread = {
  /** Counters the worker raises: they show that it lives even while it cannot answer. */
  gauges(): Gauges
  ping(): void
  /** Resolves when the database is closed and the thread has ended. */
  stop(): Promise<void>
  /** Ends the thread wherever it is. */
  kill(): Promise<void>
  /** Called once when the thread ends without having been told to. */
  onDeath(listener: (why: string) => void): void
}

export type Gauges = { begun: number; answered: number; pings: number; failedWrites: number }

type Task = Omit<EmbeddedTask, 'gauges'>

/** Starts the thread that runs the embedded database and waits until it serves, or, for `create`, has ended. */
export async function startEmbeddedThread(task: Task): Promise<EmbeddedThread> {
  const shared = new SharedArrayBuffer(4 * Int32Array.BYTES_PER_ELEMENT)
  const counters = new Int32Array(shared)
  const workerData: EmbeddedTask = { ...task, gauges: shared }
  // The thread inherits neither the program's options nor its environment: it needs none of them.
  const worker = new Worker(new URL('./embedded-worker.js', import.meta.url), {
    workerData,
    env: {},
    execArgv: [],
  })
  let ending = false
  let dead: string | null = null
  let onDeath: (why: string) => void = () => {}
  const die = (why: string) => {
    if (ending || dead !== null) return
    dead = why
    onDeath(why)
  }
  const ended = new Promise<void>(resolve => worker.once('exit', () => resolve()))
  worker.on('error', error => die(reason(error)))
  worker.on('exit', code => die(`its thread ended with code ${code}`))
  worker.on('message', (message: unknown) => {
    if (typeof message === 'object' && message !== null && 'broken' in message) die(String(message.broken))
  })

  await answer(worker, task.mode === 'create' ? 'created' : 'ready')
  if (task.mode === 'create') {
    ending = true
    await ended
  }
  return {
    gauges: () => ({
      begun: Atomics.load(counters, 0),
      answered: Atomics.load(counters, 1),
      pings: Atomics.load(counters, 2),
      failedWrites: Atomics.load(counters, 3),
    }),
    ping: () => worker.postMessage('ping'),
    stop: async () => {
      if (dead !== null || ending) return
      ending = true
      worker.postMessage('stop')
      await ended
    },
    kill: async () => {
      ending = true
      await worker.terminate()
    },
    onDeath: listener => {
      onDeath = listener
      if (dead !== null) listener(dead)
    },
  }
}

// Creating a cluster takes seconds; replaying what a killed program left takes longer.
const startMs = 120_000

async function answer(worker: Worker, wanted: string): Promise<void> {
  let limit: NodeJS.Timeout | undefined
  try {
    await new Promise<void>((resolve, reject) => {
      limit = setTimeout(() => reject(new Error('it took longer than two minutes')), startMs)
      worker.on('message', message => {
        if (message === wanted) resolve()
      })
      worker.once('error', reject)
      worker.once('exit', () => reject(new Error('its thread ended')))
    })
  } catch (error) {
    await worker.terminate()
    throw new StorageError(
      'not_started',
      `The embedded database did not start: ${reason(error)}. ` +
        'Start again; if it stays so, restore a backup into an empty data directory (npm run restore).',
      { cause: error },
    )
  } finally {
    clearTimeout(limit)
  }
}

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error))
