import type { Answer } from './answer.ts'
import type { MiroFaultEffect } from './faults.ts'

/** What a page was asked with, and what its run began with. */
export type PageContext = { readonly cursor: string | null; readonly first: string | null }

/** Whether a request comes through to Miro at all when this goes wrong. An answer cut in its body was one. */
export const comesThrough = (effect: MiroFaultEffect | null): boolean => {
  if (effect === null) return true
  if ('hang' in effect) return effect.afterDoing === true || effect.hang === 'body'
  if ('reset' in effect) return effect.afterDoing === true || effect.reset === 'body'
  return 'status' in effect ? effect.afterDoing === true : true
}

/** The answer as a fault leaves it; how it travels (hang, reset, trickle, delay) is the server's part. */
export function faulty(answer: Answer, effect: MiroFaultEffect | null, page: PageContext): Answer {
  if (effect === null) return answer
  if ('status' in effect)
    return {
      status: effect.status,
      body: effect.body ?? '',
      headers: { ...answer.headers, ...effect.headers },
    }
  if ('html' in effect) {
    const headers = { ...answer.headers, 'content-type': 'text/html' }
    return { status: 200, headers, body: '<!doctype html><title>Sign in</title>' }
  }
  if ('truncate' in effect) {
    const text = textOf(answer.body)
    return { ...answer, body: text.slice(0, Math.floor(text.length / 2)) }
  }
  if ('emptyObject' in effect) return { ...answer, body: {} }
  if ('edit' in effect) return { ...answer, body: effect.edit(structureOf(answer.body)) }
  if ('repeatCursor' in effect) {
    const cursor = effect.repeatCursor === 'first' ? page.first : page.cursor
    return cursor === null ? answer : { ...answer, body: { ...Object(structureOf(answer.body)), cursor } }
  }
  if ('emptyWithCursor' in effect) {
    // The same place in the list under another name, so that nobody is lost and no cursor comes twice.
    const body = { limit: 100, size: 0, data: [], cursor: `0${page.cursor ?? ''}`, type: 'cursor-list' }
    return { ...answer, body }
  }
  return answer
}

export const textOf = (body: unknown): string =>
  body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)

/** A body as an object, also where the route wrote the text itself. */
const structureOf = (body: unknown): unknown =>
  typeof body === 'string' && body !== '' ? JSON.parse(body) : body
