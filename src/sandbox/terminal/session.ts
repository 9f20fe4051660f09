import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import type { Sandbox } from '../sandbox.ts'
import { Terminal } from './terminal.ts'

export type Desk = {
  readonly input: Readable
  readonly output: Writable
  /** A person sits there; else lines are read to the end, each shown and finished before the next. */
  readonly interactive: boolean
  /** Ends the session from outside. */
  readonly signal: AbortSignal
}

/** Lets somebody use the sandbox by lines, until they quit or the input ends. */
export async function session(sandbox: Sandbox, personId: string, desk: Desk): Promise<void> {
  const { input, output, interactive, signal } = desk
  const lines = createInterface({ input, ...(interactive ? { output } : {}), terminal: interactive })
  let open = true
  const terminal = new Terminal(sandbox, personId, printed => {
    // The line being typed gives way and comes back below.
    output.write(`${interactive ? '\r\u001b[K' : ''}${printed.join('\n')}\n`)
    if (interactive && open) prompt(true)
  })
  const prompt = (keepCursor: boolean) => {
    lines.setPrompt(terminal.prompt)
    lines.prompt(keepCursor)
  }
  const ended = new Promise<void>(resolve => {
    const end = () => {
      open = false
      lines.close()
      resolve()
    }
    let work = Promise.resolve()
    lines.on('line', typed => {
      work = work.then(async () => {
        if (!open) return
        if (!interactive) output.write(`\n${terminal.prompt}${typed}\n`)
        const next = await terminal.line(typed)
        if (next === 'quit') return end()
        if (!interactive && typed.trim() !== '') await terminal.quiet()
        if (interactive && open) {
          output.write('\n')
          prompt(false)
        }
      })
    })
    lines.on('SIGINT', end)
    lines.on('close', () => (interactive ? end() : work.then(end)))
    signal.addEventListener('abort', end, { once: true })
    output.on('error', end)
    if (signal.aborted) end()
  })
  if (open) terminal.open()
  await ended
  terminal.close()
}
