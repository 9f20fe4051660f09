import { normaliseAddress } from '../../../domain/mail-address.ts'
import type { SoughtPerson } from '../../../domain/staff.ts'

/**
 * Who was meant by the text after `/miro whois`: `<@U…|name>`, `@name`, an e-mail address (also as Slack's link),
 * or a part of a name. null: nobody was named.
 */
export function readWhois(text: string): SoughtPerson | null {
  const trimmed = text.trim()
  if (trimmed === '') return null
  const slackUserId = /^<@([UW][A-Z0-9]+)(?:\|[^>]*)?>/.exec(trimmed)?.[1]
  if (slackUserId !== undefined) return { kind: 'slack', slackUserId }
  const written = unescaped(/^<mailto:([^|>]+)/.exec(trimmed)?.[1] ?? trimmed)
  const address = /[<>]/.test(written) ? null : normaliseAddress(written)
  if (address !== null) return { kind: 'address', address }
  const name = written.replace(/^@/, '').trim().slice(0, 100)
  return name === '' ? null : { kind: 'name', text: name }
}

const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' }

const unescaped = (text: string): string =>
  text.replace(/&(amp|lt|gt);/g, entity => entities[entity] ?? entity)
