import { foreign } from './text.ts'

/** How people and addresses are written: in full, or masked where anybody may read along. */
export type Naming = { person(name: string): string; email(address: string | null): string }

/** "Olivia Fischer" → "O. F." */
const initials = (name: string): string => {
  const parts = foreign(name)
    .split(' ')
    .flatMap(word => /\p{L}|\p{N}/u.exec(word)?.[0] ?? [])
  const [first] = parts
  const last = parts.at(-1)
  if (first === undefined || last === undefined) return 'Somebody'
  return (parts.length === 1 ? [first] : [first, last]).map(letter => `${letter.toUpperCase()}.`).join(' ')
}

/** "olivia@acme.com" → "o…@acme.com" */
const maskedEmail = (address: string): string => {
  const at = address.lastIndexOf('@')
  const start = Array.from(foreign(address))[0] ?? ''
  return at < 1 ? `${start}…` : `${start}…${foreign(address.slice(at))}`
}

const noEmail = 'no e-mail address'

/** Names for a private place, or for a public channel. */
export const naming = (mask: boolean): Naming =>
  mask
    ? { person: initials, email: address => (address === null ? noEmail : maskedEmail(address)) }
    : { person: name => foreign(name), email: address => (address === null ? noEmail : foreign(address)) }
