import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ApiFaultEffect, Faults } from './faults.ts'
import { answerFile } from './files.ts'
import { parseJson, readArguments, readBytes } from './request-body.ts'
import { answerResponseUrl } from './response-url.ts'
import type { RequestRecord } from './shapes.ts'
import { answerUpload, storeUpload, uploadedBytes } from './upload.ts'
import type { Answer, Args, Method } from './web-api/args.ts'
import { callMethod } from './web-api/call.ts'
import type { World } from './world.ts'

export type SlackServer = { server: Server; origin: string; close(): Promise<void> }

type Parts = {
  world: World
  faults: Faults
  methods: Readonly<Record<string, Method>>
  record: (request: RequestRecord) => void
  port: number
}

/** The HTTP side of the local Slack: `/api/<method>`, response URLs and files, on this machine only. */
export const startServer = async (parts: Parts): Promise<SlackServer> => {
  const server = createServer((request, response) => {
    handle(parts, request, response).catch((error: unknown) => {
      console.error('local Slack failed', error)
      request.socket.destroy()
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(parts.port, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  const close = async () => {
    server.closeAllConnections()
    await new Promise(resolve => server.close(resolve))
  }
  return { server, origin: `http://127.0.0.1:${port}`, close }
}

const handle = async (parts: Parts, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1')
  const bytes = await readBytes(request)
  const body = bytes.toString('utf8')
  const [, area, name = '', last = ''] = url.pathname.split('/')
  if (area === 'respond') {
    const { status, body: answer } = answerResponseUrl(parts.world, name, parseJson(body))
    parts.record({
      at: parts.world.clock(),
      method: 'response_url',
      params: (parseJson(body) ?? {}) as Args,
      result: { status, ok: status === 200, error: status === 200 ? null : String(answer['error']) },
    })
    send(response, status, answer)
    return
  }
  if (area === 'files-pri') {
    const status = answerFile(parts.world, name, request, response)
    const result = { status, ok: status === 200, error: null }
    parts.record({ at: parts.world.clock(), method: 'url_private', params: {}, result })
    return
  }
  if (area === 'upload' && name === 'v1') {
    await takeUpload(parts, last, await uploadedBytes(request, bytes), { request, response })
    return
  }
  if (area !== 'api') {
    send(response, 404, { ok: false, error: 'not_found' })
    return
  }
  const { args, token } = readArguments(request, url, body)
  await answerCall(parts, name, args, token, response)
}

/** The address that takes the bytes of a file; faults know it as the method `upload_url`. */
const takeUpload = async (
  { world, faults, record }: Parts,
  ticket: string,
  bytes: Buffer,
  to: { request: IncomingMessage; response: ServerResponse },
): Promise<void> => {
  const at = world.clock()
  const note = (status: number | null) =>
    record({ at, method: 'upload_url', params: {}, result: { status, ok: status === 200, error: null } })
  const fault = faults.forMethod('upload_url', {})
  if (fault !== null && 'delayMs' in fault) await new Promise(resolve => setTimeout(resolve, fault.delayMs))
  else if (fault !== null) {
    if ('afterStoring' in fault && fault.afterStoring === true) storeUpload(world, ticket, bytes)
    note(suffer(fault, to.response)[0])
    return
  }
  note(answerUpload(world, ticket, bytes, to))
}

const answerCall = async (
  { world, faults, methods, record }: Parts,
  name: string,
  args: Args,
  token: string | null,
  response: ServerResponse,
): Promise<void> => {
  const at = world.clock()
  const note = (status: number | null, answer: Answer | null) => {
    const error = typeof answer?.['error'] === 'string' ? answer['error'] : null
    record({ at, method: name, params: args, result: { status, ok: answer?.['ok'] === true, error } })
  }
  const fault = faults.forMethod(name, args)
  if (fault !== null && 'delayMs' in fault) await new Promise(resolve => setTimeout(resolve, fault.delayMs))
  else if (fault !== null) {
    if ('afterStoring' in fault && fault.afterStoring === true) callMethod(world, methods, name, args, token)
    note(...suffer(fault, response))
    return
  }
  const answer = callMethod(world, methods, name, args, token)
  note(200, answer)
  send(response, 200, answer, { 'x-oauth-scopes': world.bot.scopes.join(',') })
}

/** Does to the caller what the fault says; returns what was answered. */
const suffer = (
  fault: Exclude<ApiFaultEffect, { delayMs: number }>,
  response: ServerResponse,
): [number | null, Answer | null] => {
  if ('error' in fault) {
    const answer = { ok: false, error: fault.error, ...fault.extra }
    send(response, 200, answer)
    return [200, answer]
  }
  if ('rateLimited' in fault) {
    const answer = { ok: false, error: 'ratelimited' }
    send(response, 429, answer, { 'retry-after': String(fault.rateLimited) })
    return [429, answer]
  }
  if ('status' in fault) {
    response.writeHead(fault.status, { 'content-type': 'text/html' }).end('<h1>Server Error</h1>')
    return [fault.status, null]
  }
  if ('reset' in fault) response.destroy()
  return [null, null]
}

const send = (
  response: ServerResponse,
  status: number,
  answer: Answer,
  headers: Record<string, string> = {},
): void => {
  response
    .writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
    .end(JSON.stringify(answer))
}
