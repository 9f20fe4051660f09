import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import process, { argv, execPath } from 'node:process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { startCompiler } from './compiler.ts'

const program = fileURLToPath(new URL('../main.js', import.meta.url))
const projects = ['src/tsconfig.build.json', 'src/sandbox/page/client/tsconfig.json']
/** Both projects are compiled after a change to what they share. */
const together = 150

/** `npm run dev`: the sandbox on the working copy. Saved, it is compiled and started anew; its page follows by itself. */
async function main(): Promise<void> {
  const stopped = new Promise<void>(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve())
  })
  const sandbox = openSandbox(argv.slice(2))
  const compilers = projects.map(project => startCompiler(project, sandbox.restart))
  await stopped
  await Promise.all([...compilers.map(compiler => compiler.stop()), sandbox.stop()])
}

/** Runs the sandbox, one at a time and always on the same address. */
function openSandbox(args: readonly string[]) {
  let running: ChildProcess | null = null
  let address: string | null = null
  let due: NodeJS.Timeout | undefined
  let turn = Promise.resolve()
  let isStopped = false

  async function end(): Promise<void> {
    const child = running
    running = null
    if (child === null || child.exitCode !== null || child.signalCode !== null) return
    const closed = once(child, 'close')
    child.kill('SIGINT')
    await closed
  }

  async function start(): Promise<void> {
    await end()
    // A start may have waited for its turn.
    if (isStopped) return
    const begun = performance.now()
    const port = address === null ? args : ['--port', new URL(address).port]
    // In a group of its own: Ctrl-C is for this program, which ends the other.
    const child = spawn(execPath, [program, ...port], {
      detached: true,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    running = child
    for await (const line of createInterface({ input: child.stdout })) {
      const opened = /^Open (http:\S+)$/.exec(line)?.[1]
      if (opened === undefined) continue
      address = opened
      console.log(`${time()} ${opened} (started in ${((performance.now() - begun) / 1000).toFixed(1)} s)`)
      child.stdout.resume()
      return
    }
    if (running === child) console.log(`${time()} The sandbox ended. Save a file to start it again.`)
  }

  return {
    restart: () => {
      clearTimeout(due)
      due = setTimeout(() => {
        turn = turn.then(start)
      }, together)
    },
    stop: async () => {
      isStopped = true
      clearTimeout(due)
      await end()
      await turn
    },
  }
}

const time = (): string => new Date().toTimeString().slice(0, 8)

await main()
