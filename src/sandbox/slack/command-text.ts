import type { LocalUser } from './shapes.ts'
import { handleOf } from './wire.ts'

type Known = {
  readonly users: Iterable<LocalUser>
  readonly channels: Iterable<{ readonly id: string; readonly name: string }>
}

/**
 * The text of a command of an app that wants it escaped (`should_escape`): people, channels and links as Slack writes
 * them into messages. What names nobody stays as it was typed.
 */
export function escapedText(text: string, { users, channels }: Known): string {
  const people = new Map([...users].map(user => [handleOf(user), user.id]))
  const rooms = new Map([...channels].map(({ id, name }) => [name, id]))
  return text
    .split(/(\s+)/)
    .map(word => {
      const [sign, name] = [word.slice(0, 1), word.slice(1)]
      const id = sign === '@' ? people.get(name) : sign === '#' ? rooms.get(name) : undefined
      if (id !== undefined) return `<${sign}${id}|${name}>`
      if (/^https?:\/\/\S+$/.test(word)) return `<${word}>`
      return /^[^@\s<>|]+@[^@\s<>|]+\.[^@\s<>|]+$/.test(word) ? `<mailto:${word}|${word}>` : word
    })
    .join('')
}
