import type { LocalMember } from './shapes.ts'

/** Reads `attribute eq value` for userName, id and active, with or without brackets; null for anything else. */
export function readScimFilter(text: string | null): ((member: LocalMember) => boolean) | null {
  if (text === null || text.trim() === '') return () => true
  const match = /^\(?\s*(userName|id|active)\s+eq\s+(?:"([^"]*)"|(true|false))\s*\)?$/i.exec(text.trim())
  if (match === null) return null
  const attribute = (match[1] ?? '').toLowerCase()
  const value = (match[2] ?? match[3] ?? '').toLowerCase()
  if (attribute === 'active') return member => String(member.active) === value
  return member => (attribute === 'id' ? member.id : member.email.toLowerCase()) === value
}

/** What a PATCH sets `active` to: a boolean, or its name as text. null when it asks for something else. */
export function readPatch(body: string): boolean | null {
  const operations = operationsOf(body)
  if (operations === null || operations.length === 0) return null
  let active: boolean | null = null
  for (const operation of operations) {
    const { op, path, value } = operation
    if (String(op).toLowerCase() !== 'replace' || path !== 'active') return null
    if (value !== true && value !== false && value !== 'true' && value !== 'false') return null
    active = String(value) === 'true'
  }
  return active
}

type Operation = { op?: unknown; path?: unknown; value?: unknown }

function operationsOf(body: string): Operation[] | null {
  try {
    const given: unknown = JSON.parse(body)
    const list: unknown =
      typeof given === 'object' && given !== null && 'Operations' in given ? given.Operations : null
    if (!Array.isArray(list)) return null
    return list.map((one: unknown) => (typeof one === 'object' && one !== null ? one : {}))
  } catch {
    return null
  }
}
