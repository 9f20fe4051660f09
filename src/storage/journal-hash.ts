import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { Block, SealedRow } from '../domain/journal.ts'

// What is hashed is JSON in canonical form (RFC 8785), each row a line of its own. All hashes are SHA-256, in hexadecimal
// digits.

const rowText = ({ id, at, kind, miroOrgId, subject, facts, change, partHash }: SealedRow): string =>
  `${canonical({ id, at, kind, miroOrgId, subject, facts, change, partHash })}\n`

const blockText = ({ workspaceId, number, sealedAt, rows, rowsHash, previous }: Block): string =>
  canonical({ workspaceId, number, sealedAt, rows, rowsHash, previous })

function canonical(value: object): string {
  const text = canonicalize(value)
  if (text === undefined) throw new Error('what is sealed is JSON')
  return text
}

/** Of the rows of a block, in their order. */
export function hashOfRows(rows: readonly SealedRow[]): string {
  const hash = createHash('sha256')
  for (const row of rows) hash.update(rowText(row))
  return hash.digest('hex')
}

export const hashOfBlock = (block: Block): string =>
  createHash('sha256').update(blockText(block)).digest('hex')

/** Of a personal part, as the row keeps it. */
export const hashOfPart = ({ salt, part }: { readonly salt: Uint8Array; readonly part: string }): string =>
  createHash('sha256').update(salt).update(part).digest('hex')
