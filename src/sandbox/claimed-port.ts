import { once } from 'node:events'
import { createServer, type Server } from 'node:net'

// Below the ports the system hands out by itself (32768 and up on Linux, 49152 elsewhere): a port from there can be
// taken by any outgoing connection before the bot listens on it, and between its end and its next start.
const lowest = 20_000
const pairs = 6_000

export type ClaimedPort = {
  readonly port: number
  /** Others may claim it again. */
  release(): Promise<void>
}

/**
 * A port nobody else on this machine claims until it is released, also while nothing listens on it. Ports are claimed
 * in pairs: the second is listened on for as long, and tells other processes.
 */
export async function claimPort(): Promise<ClaimedPort> {
  const start = Math.floor(Math.random() * pairs)
  for (let tried = 0; tried < pairs; tried++) {
    const port = lowest + 2 * ((start + tried) % pairs)
    const claim = await listenOn(port + 1)
    if (claim === null) continue
    const probe = await listenOn(port)
    if (probe !== null) {
      await close(probe)
      return { port, release: () => close(claim) }
    }
    await close(claim)
  }
  throw new Error(`every port from ${lowest} to ${lowest + 2 * pairs - 1} is in use`)
}

/** On every address, as the bot listens; null when something else does. */
async function listenOn(port: number): Promise<Server | null> {
  const server = createServer(socket => socket.destroy())
  try {
    await once(server.listen(port), 'listening')
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES'))
      return null
    throw error
  }
  // It need not keep a program alive that has nothing else to do.
  server.unref()
  return server
}

async function close(server: Server): Promise<void> {
  await new Promise(resolve => server.close(resolve))
}
