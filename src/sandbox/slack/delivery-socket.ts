import { randomUUID } from 'node:crypto'
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { ackWithinMs, type Delivered, failed, type Retry } from './delivery-http.ts'
import type { DeliveryKind } from './faults.ts'
import { parseJson } from './request-body.ts'
import { isRecord } from './validate-values.ts'

const mostConnections = 10
const pingEveryMs = 10_000

const envelopeType: Record<DeliveryKind, string> = {
  command: 'slash_commands',
  interactive: 'interactive',
  options: 'interactive',
  event: 'events_api',
}

type Waiting = { socket: WebSocket; start: number; done: (delivered: Delivered) => void }

/** Socket Mode: one-time addresses, envelopes, acknowledgements. */
export class SocketHub {
  private readonly appId: string
  private readonly changed: () => void
  private readonly server = new WebSocketServer({ noServer: true })
  private readonly sockets: WebSocket[] = []
  private readonly tickets = new Set<string>()
  private readonly waiting = new Map<string, Waiting>()
  private readonly pings: NodeJS.Timeout
  private turn = 0

  constructor(appId: string, http: Server, changed: () => void) {
    this.appId = appId
    this.changed = changed
    http.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
      this.upgrade(request, stream, head)
    })
    this.pings = setInterval(() => {
      for (const socket of this.sockets) socket.ping()
    }, pingEveryMs)
    this.pings.unref()
  }

  /** Connections that are up and have been greeted. */
  get connections(): number {
    return this.sockets.length
  }

  /** A ticket for one connection. */
  ticket(): string {
    const ticket = randomUUID()
    this.tickets.add(ticket)
    return ticket
  }

  /** Sends an envelope to one of the connections, in turn. */
  async deliver(
    kind: DeliveryKind,
    payload: Record<string, unknown>,
    retry: Retry | null,
  ): Promise<Delivered> {
    const socket = this.sockets[this.turn++ % Math.max(this.sockets.length, 1)]
    if (socket === undefined) return failed(0, 'dispatch_failed')
    const envelopeId = randomUUID()
    const start = performance.now()
    return await new Promise<Delivered>(resolve => {
      const timer = setTimeout(() => done(failed(ackWithinMs, 'operation_timeout')), ackWithinMs)
      const done = (delivered: Delivered) => {
        clearTimeout(timer)
        this.waiting.delete(envelopeId)
        resolve(delivered)
      }
      this.waiting.set(envelopeId, { socket, start, done })
      socket.send(
        JSON.stringify({
          envelope_id: envelopeId,
          type: envelopeType[kind],
          payload,
          accepts_response_payload: kind !== 'event',
          ...(kind === 'event' ? { retry_attempt: retry?.num ?? 0, retry_reason: retry?.reason ?? '' } : {}),
        }),
      )
    })
  }

  /** Ends every connection: cut without a word, or after Slack's own announcement. */
  disconnect(reason: 'cut' | 'warning' | 'refresh_requested'): void {
    for (const socket of [...this.sockets]) {
      if (reason !== 'cut') {
        socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'local' } }))
      }
      this.forget(socket)
      if (reason === 'cut') socket.terminate()
      else socket.close(1000)
    }
  }

  /** Ends every connection in order; one that does not answer is cut after half a second. */
  async close(): Promise<void> {
    clearInterval(this.pings)
    const open = [...this.sockets]
    for (const socket of open) this.forget(socket)
    await Promise.all(open.map(ended))
    this.server.close()
  }

  private upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    if (!this.tickets.delete(url.searchParams.get('ticket') ?? '')) {
      stream.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n')
      return
    }
    this.server.handleUpgrade(request, stream, head, socket => this.welcome(socket))
  }

  private welcome(socket: WebSocket): void {
    socket.on('error', () => socket.terminate())
    if (this.sockets.length >= mostConnections) {
      socket.send(JSON.stringify({ type: 'disconnect', reason: 'too_many_websockets', debug_info: {} }))
      socket.close(1000)
      return
    }
    socket.on('message', data => this.acknowledged(String(data)))
    socket.on('close', () => this.forget(socket))
    this.sockets.push(socket)
    socket.send(
      JSON.stringify({
        type: 'hello',
        num_connections: this.sockets.length,
        connection_info: { app_id: this.appId },
        debug_info: { host: 'local', build_number: 1, approximate_connection_time: 18_060 },
      }),
    )
    this.changed()
  }

  private acknowledged(data: string): void {
    const message = parseJson(data)
    if (!isRecord(message) || typeof message['envelope_id'] !== 'string') return
    const waiting = this.waiting.get(message['envelope_id'])
    if (waiting === undefined) return
    const payload = message['payload']
    const nothing = payload === undefined || (isRecord(payload) && Object.keys(payload).length === 0)
    waiting.done({
      acked: true,
      ackMs: performance.now() - waiting.start,
      body: nothing || payload === '' ? null : payload,
      status: null,
      problem: null,
      noRetry: false,
    })
  }

  private forget(socket: WebSocket): void {
    const index = this.sockets.indexOf(socket)
    if (index < 0) return
    this.sockets.splice(index, 1)
    for (const waiting of this.waiting.values()) {
      if (waiting.socket === socket)
        waiting.done(failed(performance.now() - waiting.start, 'dispatch_failed'))
    }
    this.changed()
  }
}

const ended = async (socket: WebSocket): Promise<void> => {
  if (socket.readyState === socket.CLOSED) return
  await new Promise<void>(resolve => {
    const cut = setTimeout(() => socket.terminate(), 500)
    socket.once('close', () => {
      clearTimeout(cut)
      resolve()
    })
    socket.close(1001)
  })
}
