import { normaliseAddress } from '../../domain/mail-address.ts'
import type { SoughtPerson } from '../../domain/staff.ts'

/**
 * Who was meant by what was typed behind a command: `<@U…>`, `@name`, an e-mail address, or a part of a name. null: nobody
 * was named.
 */
export function readSought(typed: string): SoughtPerson | null {
  const slackUserId = /^<@([UW][A-Z0-9]+)>/.exec(typed)?.[1]
  if (slackUserId !== undefined) return { kind: 'slack', slackUserId }
  const address = /[<>]/.test(typed) ? null : normaliseAddress(typed)
  if (address !== null) return { kind: 'address', address }
  const name = typed.replace(/^@/, '').trim().slice(0, 100)
  return name === '' ? null : { kind: 'name', text: name }
}
