import type { ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import type { Answer } from './answer.ts'
import type { MiroFaultEffect } from './faults.ts'
import { textOf } from './faulty-answer.ts'

/** Sends an answer as far as the fault lets it. Returns the status that was sent, or null. */
export async function sendAnswer(
  response: ServerResponse,
  answer: Answer,
  effect: MiroFaultEffect | null,
): Promise<number | null> {
  if (effect !== null && 'hang' in effect && effect.hang === true) return null
  if (effect !== null && 'reset' in effect && effect.reset === true) {
    response.destroy()
    return null
  }
  if (effect !== null && 'delayMs' in effect) await wait(effect.delayMs)
  const body = Buffer.from(textOf(answer.body))
  const type = answer.body === undefined ? {} : { 'content-type': 'application/json' }
  response.writeHead(answer.status, { 'content-length': body.length, ...type, ...answer.headers })
  if (effect !== null && ('hang' in effect || 'reset' in effect)) {
    const half = body.subarray(0, Math.floor(body.length / 2))
    await new Promise(resolve => response.write(half, resolve))
    if ('reset' in effect) response.destroy()
    return answer.status
  }
  if (effect !== null && 'trickleMs' in effect) {
    for (const byte of body) {
      if (response.destroyed) return answer.status
      response.write(Buffer.of(byte))
      await wait(effect.trickleMs)
    }
    response.end()
    return answer.status
  }
  response.end(body)
  return answer.status
}
