import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { execPath } from 'node:process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

export type Child = {
  /** The first line printed from now on that begins so; an error when the program ends without it. */
  line(start: string): Promise<string>
  lines: readonly string[]
  /** Sends a signal that ends it, and waits for the end. */
  kill(signal: NodeJS.Signals): Promise<void>
  /** Sends a signal it survives. */
  send(signal: NodeJS.Signals): void
}

/** Starts a script of test/ in a process of its own; it is killed when the test has finished. */
export function startScript(path: string, ...args: string[]): Child {
  const script = fileURLToPath(new URL(`../${path}`, import.meta.url))
  const child = spawn(execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const lines: string[] = []
  const waiting = new Set<() => void>()
  const wake = () => {
    for (const look of waiting) look()
  }
  createInterface({ input: child.stdout }).on('line', line => {
    lines.push(line)
    wake()
  })
  child.on('close', wake)
  const kill = async (signal: NodeJS.Signals) => {
    if (ended(child)) return
    const closed = once(child, 'close')
    child.kill(signal)
    await closed
  }
  onTestFinished(() => kill('SIGKILL'))
  return {
    lines,
    kill,
    send: signal => {
      child.kill(signal)
    },
    line: start =>
      new Promise((resolve, reject) => {
        let from = 0
        const look = () => {
          const found = lines.slice(from).find(line => line.startsWith(start))
          from = lines.length
          if (found === undefined && !ended(child)) return
          waiting.delete(look)
          if (found === undefined)
            reject(new Error(`the script ended without "${start}": ${lines.join('; ')}`))
          else resolve(found)
        }
        waiting.add(look)
        look()
      }),
  }
}

const ended = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null
