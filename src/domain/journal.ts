/** What rows of the journal are about. Each but the last two is what a row of the table behind it is from then on. */
export const journalKinds = [
  'account',
  'verdict',
  'class',
  'approval',
  'exception',
  'finding',
  'question',
  'rule',
  'connection',
  'settings',
  'person',
  'addresses',
  'source',
  'join',
  'slack_group',
  'group',
  'run',
  'gap',
  'deed',
] as const
export type JournalKind = (typeof journalKinds)[number]

/** By their names in the program: instants in milliseconds, what is null left out. `deleted`: the row is no more. */
export type Facts = Readonly<Record<string, unknown>>

/** A row as it is sealed. The personal part is there by its hash alone. */
export type SealedRow = {
  /** A whole number that rises. */
  readonly id: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly kind: string
  readonly miroOrgId: string | null
  readonly subject: string
  readonly facts: Facts
  /** The same for all rows of one transaction. */
  readonly change: string
  /** SHA-256 of salt and part, in hexadecimal digits; null: it has no personal part. */
  readonly partHash: string | null
}

export type Block = {
  readonly workspaceId: string
  /** From 1. */
  readonly number: number
  /** Milliseconds since 1970. */
  readonly sealedAt: number
  readonly rows: number
  /** SHA-256 of the rows as src/storage/journal-hash.ts writes them, in hexadecimal digits. */
  readonly rowsHash: string
  /** The hash of the block before; null for the first. */
  readonly previous: string | null
}
