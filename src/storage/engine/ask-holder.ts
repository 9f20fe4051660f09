import { createConnection } from 'node:net'
import { createInterface } from 'node:readline'
import { type Holder, patience } from './holder-socket.ts'

/** Who listens there; null: somebody who does not say who. Only a refused connection means that nobody does. */
export async function askWhoHolds(path: string): Promise<Holder | null | 'dead'> {
  return await new Promise(resolve => {
    let text = ''
    const socket = createConnection(path)
    // Nothing is asked: the answer ends at once.
    socket.end()
    socket.setTimeout(patience, () => socket.destroy())
    socket.setEncoding('utf8')
    socket.on('data', chunk => {
      text += chunk
    })
    socket.on('error', (error: Error & { code?: string }) => {
      resolve(error.code === 'ECONNREFUSED' || error.code === 'ENOENT' ? 'dead' : null)
    })
    socket.on('close', () => resolve(parseHolder(text)))
  })
}

function parseHolder(text: string): Holder | null {
  try {
    const { pid, host, since, holding } = JSON.parse(text)
    return { pid: Number(pid), host: String(host), since: String(since), holding: holding !== false }
  } catch {
    return null
  }
}

export type Asked =
  | { readonly outcome: 'done'; readonly answer: unknown }
  /** `because`: a sentence of whoever was asked. */
  | { readonly outcome: 'refused'; readonly because: string }
  /** The answer broke off: whoever was asked has ended, or does not know the question. */
  | { readonly outcome: 'broken_off' }

/** Asks whoever listens there for something by its name. `tell` is given each part of the answer. */
export async function askHolder(path: string, name: string, tell: (part: unknown) => void): Promise<Asked> {
  const socket = createConnection(path)
  let failed = false
  socket.on('error', () => {
    failed = true
  })
  socket.write(`${JSON.stringify({ ask: name })}\n`)
  try {
    for await (const line of createInterface({ input: socket })) {
      const said = parseLine(line)
      if ('tell' in said) tell(said['tell'])
      if ('refused' in said) return { outcome: 'refused', because: String(said['refused']) }
      if ('done' in said) return { outcome: 'done', answer: said['done'] }
      if (failed) break
    }
    return { outcome: 'broken_off' }
  } finally {
    socket.destroy()
  }
}

function parseLine(line: string): Readonly<Record<string, unknown>> {
  try {
    const said: unknown = JSON.parse(line)
    return typeof said === 'object' && said !== null ? { ...said } : {}
  } catch {
    return {}
  }
}
