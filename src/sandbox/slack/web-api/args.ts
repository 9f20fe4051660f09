import { invalidArguments, Refusal } from '../refusal.ts'
import type { World } from '../world.ts'

export type Args = Record<string, unknown>
export type Answer = Record<string, unknown>

/** One Web API method. `scope` null: none needed. */
export type Method = {
  scope: string | null
  token: 'bot' | 'app' | 'none'
  run(world: World, args: Args): Answer
}

/** A text argument, or null when it is absent or empty. Numbers arrive as such in JSON bodies. */
export const text = (args: Args, key: string): string | null => {
  const value = args[key]
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value : null
}

export const required = (args: Args, key: string): string => {
  const value = text(args, key)
  if (value === null) throw invalidArguments([`missing required field: ${key}`])
  return value
}

export const flag = (args: Args, key: string): boolean => {
  const value = args[key]
  return value === true || value === 'true' || value === '1' || value === 1
}

export const count = (args: Args, key: string): number | null => {
  const value = text(args, key)
  if (value === null) return null
  const number = Number(value)
  if (!Number.isInteger(number)) throw invalidArguments([`must be an integer: ${key}`])
  return number
}

/** A structured argument: an object in a JSON body, JSON text in a form. undefined when absent. */
export const structured = (args: Args, key: string, malformed: string): unknown => {
  const value = args[key]
  if (typeof value !== 'string') return value ?? undefined
  if (value === '') return undefined
  try {
    return JSON.parse(value) as unknown
  } catch {
    throw new Refusal(malformed)
  }
}

/** Which scope this app lacks, in Slack's words. */
export const demandScope = (world: World, ...anyOf: [string, ...string[]]): void => {
  if (anyOf.some(scope => world.bot.scopes.includes(scope))) return
  throw new Refusal('missing_scope', { needed: anyOf.join(','), provided: world.bot.scopes.join(',') })
}

/** A slice of a list and the cursor of the next one. */
export const page = <T>(
  items: readonly T[],
  args: Args,
  { standard, most, name }: { standard: number; most: number; name: string },
): { items: T[]; metadata: { next_cursor: string } } => {
  const limit = Math.min(Math.max(count(args, 'limit') ?? standard, 1), most)
  const cursor = text(args, 'cursor')
  const start = cursor === null ? 0 : offsetOf(cursor, name)
  if (start === null || start > items.length) throw new Refusal('invalid_cursor')
  const end = start + limit
  const next = end < items.length ? Buffer.from(`${name}:${end}`).toString('base64') : ''
  return { items: items.slice(start, end), metadata: { next_cursor: next } }
}

const offsetOf = (cursor: string, name: string): number | null => {
  const [kind, offset] = Buffer.from(cursor, 'base64').toString().split(':')
  const start = Number(offset)
  return kind === name && Number.isInteger(start) && start >= 0 ? start : null
}
