import { once } from 'node:events'
import { createConnection, createServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

export type TcpProxy = {
  readonly port: number
  /** Nothing is passed on any more, and nobody is told: as behind a network that went away. New connections too. */
  stall(): void
  /** Takes no connection, and cuts those that are open. */
  refuse(): Promise<void>
  /** Passes on again what comes from now on. */
  resume(): Promise<void>
}

/** Stands between a program and a port of this machine. It is closed when the test has finished. */
export async function openProxy(target: number): Promise<TcpProxy> {
  const sockets = new Set<Socket>()
  let stalled = false
  const server = createServer(near => {
    const far = createConnection(target, '127.0.0.1')
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from)
      from.on('data', part => void (stalled || to.write(part)))
      from.on('close', () => {
        sockets.delete(from)
        if (!stalled) to.destroy()
      })
      from.on('error', () => {})
    }
  })
  const listen = async (port: number): Promise<number> => {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    return typeof address === 'object' ? (address?.port ?? 0) : 0
  }
  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }
  const port = await listen(0)
  const refuse = async () => {
    const closed = server.listening ? once(server, 'close') : null
    server.close()
    cut()
    await closed
  }
  onTestFinished(refuse)
  return {
    port,
    refuse,
    stall: () => {
      stalled = true
    },
    resume: async () => {
      stalled = false
      cut()
      if (!server.listening) await listen(port)
    },
  }
}
