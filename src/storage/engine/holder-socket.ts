import { chmod } from 'node:fs/promises'
import { createServer, type Server, type Socket } from 'node:net'

// The socket of whoever holds a data directory. Whoever connects is told at once who that is, in a line of JSON. They
// may then ask for something, in a line of JSON too: `{"ask": "…"}`. Each `{"tell": …}` in answer is a part of it,
// `{"done": …}` its end; `{"refused": "…"}` says in a sentence why there is none. Only the user of the process may connect.

export type Holder = { pid: number; host: string; since: string; holding: boolean }

/** What is asked of a running bot by its name. `tell` resolves when the asker took it in; `signal`: they are gone. */
export type Answer = (tell: (part: unknown) => Promise<void>, signal: AbortSignal) => Promise<unknown>
export type Answers = Readonly<Record<string, Answer>>

/** Milliseconds: whoever only wants to know who is there asks nothing. */
export const patience = 2_000

export type HolderSocket = {
  /** Answers from now on, until what it returns is called: then nobody is answered any more. */
  answer(answers: Answers): () => Promise<void>
  close(): Promise<void>
}

export async function listenAsHolder(path: string, own: Holder): Promise<HolderSocket> {
  let answers: Answers = {}
  const open = new Set<Socket>()
  const underWay = new Set<Promise<void>>()
  const server = createServer({ allowHalfOpen: true }, socket => {
    open.add(socket)
    socket.unref()
    socket.on('close', () => open.delete(socket))
    socket.on('error', () => {})
    socket.setTimeout(patience, () => socket.destroy())
    socket.write(line(own))
    const serving = serve(socket, name => (Object.hasOwn(answers, name) ? answers[name] : undefined))
    underWay.add(serving)
    void serving.finally(() => underWay.delete(serving))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, resolve)
  })
  server.unref()
  await chmod(path, 0o600).catch(() => {})
  const cutOff = async (): Promise<void> => {
    for (const socket of open) socket.destroy()
    await Promise.all(underWay)
  }
  return {
    answer(given) {
      answers = given
      return async () => {
        answers = {}
        await cutOff()
      }
    },
    async close() {
      const closed = closing(server)
      await cutOff()
      await closed
    },
  }
}

const closing = (server: Server): Promise<void> => new Promise<void>(resolve => server.close(() => resolve()))

async function serve(socket: Socket, named: (name: string) => Answer | undefined): Promise<void> {
  const gone = new AbortController()
  socket.on('close', () => gone.abort(new DOMException('whoever asked is gone', 'AbortError')))
  try {
    const asked = await firstLine(socket)
    const name = askedIn(asked)
    if (name === null) return void socket.end()
    socket.setTimeout(0)
    // Whoever asks keeps their side open until they have the answer.
    socket.on('end', () => socket.destroy())
    const answer = named(name)
    if (answer === undefined)
      return void socket.end(
        line({ refused: 'The bot is just starting or stopping. Try again in a moment.' }),
      )
    const tell = async (part: unknown): Promise<void> => {
      gone.signal.throwIfAborted()
      if (!socket.write(line({ tell: part }))) await drained(socket, gone.signal)
    }
    const done = await answer(tell, gone.signal)
    socket.end(line({ done }))
  } catch {
    socket.end(line({ refused: 'The bot could not answer. Its log may say why.' }))
  }
}

const line = (value: unknown): string => `${JSON.stringify(value)}\n`

function askedIn(text: string): string | null {
  try {
    const asked: unknown = JSON.parse(text)
    return typeof asked === 'object' && asked !== null && 'ask' in asked ? String(asked.ask) : null
  } catch {
    return null
  }
}

/** A request is short: what is longer is none. */
const longest = 10_000

const firstLine = (socket: Socket): Promise<string> =>
  new Promise(resolve => {
    let text = ''
    socket.setEncoding('utf8')
    socket.on('data', chunk => {
      if (text.length > longest) return void socket.destroy()
      text += chunk
      if (text.includes('\n')) resolve(text.slice(0, text.indexOf('\n')))
    })
    socket.on('end', () => resolve(text))
    socket.on('close', () => resolve(''))
  })

const drained = (socket: Socket, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    socket.once('drain', resolve)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
