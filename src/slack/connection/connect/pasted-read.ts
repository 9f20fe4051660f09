import { typedText } from '../../frame/form-answers.ts'
import type { Read, Submitted } from '../../frame/listener.ts'
import { connectIds } from '../../ids/connection.ts'
import { type Begun, type Expected, readBegun, readExpected } from './read.ts'

/** What the address Miro sent the browser to says. */
export type Address = Expected & {
  readonly state: string
  readonly code: string
  /** What the window showed, to show it again; null for what is not ours. */
  readonly begun: Begun | null
}

/** The longest state or code that is looked at; Miro's are far shorter. */
const longest = 2_000

/** The address as it was pasted. What cannot be right is said under the input, and the setup goes on. */
export function readPasted({ metadata, state }: Submitted, redirectUrl: string): Read<Address> {
  const read = addressOf(typedText(state, connectIds.address).trim(), redirectUrl)
  if (typeof read === 'string') return { problems: { [connectIds.address]: read } }
  return { input: { ...readExpected(metadata), ...read, begun: readBegun(metadata) } }
}

function addressOf(pasted: string, redirectUrl: string): { state: string; code: string } | string {
  if (pasted === '') return 'Paste the whole address the browser ended on.'
  // Some browsers hide how an address begins.
  const text = /^https?:/i.test(pasted) ? pasted : `${new URL(redirectUrl).protocol}//${pasted}`
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null) return 'This is not an address. Copy everything that stands in the address bar.'
  if (`${url.origin}${url.pathname}` !== redirectUrl)
    return `This is another address. Allow the app in Miro first; the address then begins with ${redirectUrl}`
  if (url.searchParams.has('error'))
    return 'Miro says that access was not granted. Open Miro again and allow the app, then paste the new address.'
  const [state, code] = ['state', 'code'].map(name => url.searchParams.get(name) ?? '')
  if (!whole(state) || !whole(code))
    return 'A part of the address is missing. Copy all of it, with what stands after the question mark.'
  return { state, code }
}

/** Visible ASCII, as both are. */
const whole = (text: string | undefined): text is string =>
  text !== undefined && text.length <= longest && /^[\x21-\x7e]+$/.test(text)
