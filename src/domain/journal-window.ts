import type { ConnectionKey } from './connection-key.ts'
import type { Facts } from './journal.ts'

/** What of the journal somebody looks at, each with the kinds of rows it is made of. */
export const journalTopics = {
  accounts: ['account'],
  people: ['person', 'addresses', 'source', 'join', 'group', 'slack_group'],
  decisions: ['class', 'approval', 'exception', 'question', 'deed'],
  checks: ['verdict'],
  findings: ['finding'],
  rule: ['rule', 'settings', 'connection', 'key'],
  reads: ['run', 'gap'],
} as const satisfies Readonly<Record<string, readonly string[]>>

export type JournalTopic = keyof typeof journalTopics

/** What somebody or the bot did is not told where a row beside it says more. */
export const toldByRows: readonly string[] = [
  ...['account_identified', 'rule_saved', 'settings_saved', 'account_email_changed'],
  ...['miro_connected', 'alert_channel_set', 'critical_system_added', 'critical_owner_set'],
  ...['owner_asked', 'owner_answered', 'review_asked', 'review_answered', 'answer_dismissed'],
]

/** A row of the journal with what it is read with. */
export type JournalEntry = {
  readonly id: string
  readonly at: Date
  readonly kind: string
  readonly miroOrgId: string | null
  readonly subject: string
  readonly facts: Facts
  /** The personal part; null: there is none, or it was deleted. */
  readonly part: Facts | null
  readonly partDeleted: boolean
  /** The row before about the same thing; null: this is the first. */
  readonly was: { readonly facts: Facts; readonly part: Facts | null } | null
  readonly change: string
  /** What people call whom or what it is about: a name, or an e-mail address. */
  readonly about: string | null
  /** Of a read: whether anything else was written with it. */
  readonly changedAnything: boolean
}

/** Rows of one kind that one transaction wrote, told as one. */
export type JournalBatch = {
  readonly rows: number
  /** How many of them are about something seen for the first time. */
  readonly isNew: number
  /** Ids of the newest and the oldest. */
  readonly last: string
  readonly first: string
}

export type JournalLine =
  | { readonly entry: JournalEntry; readonly batch: null }
  /** `entry`: the newest of them. */
  | { readonly entry: JournalEntry; readonly batch: JournalBatch }

/** One transaction's rows of one kind, from one id to another. */
export type BatchRef = Pick<JournalBatch, 'first' | 'last'> & {
  readonly kind: string
  readonly change: string
}

export type JournalFilter = {
  readonly topic: JournalTopic | null
  readonly personId: string | null
  readonly account: (Pick<ConnectionKey, 'miroOrgId'> & { readonly accountId: string }) | null
  readonly batch: BatchRef | null
}

export const wholeJournal: JournalFilter = { topic: null, personId: null, account: null, batch: null }

/** More rows of a kind than these, written at once, are told as one. */
const mostAlone = 5

/** So many rows show whether those at their beginning are to be told as one. */
export const entriesAtOnce = (lines: number): number => lines + mostAlone + 1

/** How many rows at the beginning one transaction wrote of one kind; 1: it stands alone. */
export function batchAtStart(entries: readonly JournalEntry[]): number {
  const [first] = entries
  const other = entries.findIndex(({ kind, change }) => kind !== first?.kind || change !== first.change)
  const rows = other === -1 ? entries.length : other
  return rows > mostAlone ? rows : Math.min(rows, 1)
}

/** Ids of people and groups that the facts name, to be named by what they are called. */
export function namedIn(entries: readonly JournalEntry[]): string[] {
  const ids = entries.flatMap(({ facts, was }) =>
    [facts, was?.facts ?? {}].flatMap(each => naming.map(name => each[name])),
  )
  return [...new Set(ids.filter(id => typeof id === 'string'))]
}

const naming = ['personId', 'groupId'] as const
