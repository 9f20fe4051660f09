import type { ColumnsAsked } from './staff-columns.ts'
import type { Mistake, StaffConflict, StaffFileOrigin } from './staff-list.ts'

// What messages say about a source that cannot be read, or whose word is not taken without a person's.

/** The staff list cannot be read or is no use: told once, closed when a whole one was read. */
export type StaffListFacts = {
  readonly kind: 'staff_list'
  /** not_read: not at all so far, or not lately. no_addresses: Slack gives no e-mail addresses. */
  readonly trouble: 'not_read' | 'no_addresses'
  readonly since: Date
  readonly staffReadAt: Date | null
  readonly fixedAt: Date | null
}

export type HoldReason = 'nobody_left' | 'many_gone' | 'grew_tenfold' | 'other_organisation'

/** A person's word about it, or a later read that needs none. */
type Decided = {
  readonly as: 'applied' | 'superseded'
  readonly by: string | null
  readonly at: Date
}

/** many_back: people who have left would work here again. */
export type ListHoldReason = HoldReason | 'many_back'

/** A sync that is not believable without a person's word. */
export type HeldSyncFacts = {
  readonly kind: 'held_sync'
  /** The Miro organisation, or null for the staff list. */
  readonly organizationName: string | null
  readonly miroOrgId: string | null
  readonly runId: string
  readonly reason: HoldReason
  readonly before: number
  readonly after: number
  readonly gone: number
  readonly sample: readonly string[]
  readonly decided: Decided | null
}

/** The staff list that is read on the schedule cannot be used: told once, closed when it was read again. */
export type ListTroubleFacts = {
  readonly kind: 'list_trouble'
  readonly origin: StaffFileOrigin
  readonly trouble: ListTrouble
  readonly unused: UnusedRows
  /** A word with damaged letters in it; null: there is none. */
  readonly damaged: string | null
  readonly since: Date
  /** When the list in force was read; null: none was yet. */
  readonly readAt: Date | null
  readonly fixedAt: Date | null
}

/**
 * unreadable: the path or address gives nothing. invalid: it gives something, and that is no staff list. rows: it is in
 * force, but for rows with mistakes, or of which it cannot be said who is meant. letters: it is in force, and some of its
 * letters are damaged.
 */
export type ListTrouble = 'unreadable' | 'invalid' | 'rows' | 'letters'

/** Rows of a staff list that are applied to nobody: the first few, and how many more there are. */
export type UnusedRows = {
  readonly mistakes: readonly Mistake[]
  readonly conflicts: readonly StaffConflict[]
  readonly more: number
}

/** A staff list read on the schedule that is not applied without a person's word. */
export type HeldListFacts = {
  readonly kind: 'held_list'
  readonly runId: string
  readonly origin: StaffFileOrigin
  /** mistakes: rows were left out. columns: something has to be asked about them. */
  readonly reason: ListHoldReason | 'mistakes' | 'columns'
  /** What is to be asked about its columns, the first few by name. */
  readonly columns: ColumnsAsked | null
  readonly rows: number
  readonly setAside: number
  readonly before: number
  readonly after: number
  readonly gone: number
  readonly leaving: number
  readonly returning: number
  readonly unused: UnusedRows
  /** Names or addresses of who would leave or be missing; of `many_back`, of who would be back. */
  readonly sample: readonly string[]
  readonly decided: Decided | null
}

/** Changes of user groups that are not taken over without a person's word. */
export type HeldGroupsFacts = {
  readonly kind: 'held_groups'
  readonly runId: string
  /** The first few. */
  readonly groups: readonly HeldGroup[]
  readonly more: number
  /** When the groups in force were read. */
  readonly readAt: Date | null
  readonly decided: Decided | null
}

/** A group that would change more than can be believed. */
export type HeldGroup = {
  readonly handle: string
  readonly reason: HoldReason
  /** People in it so far who have not left; how many would be in it. */
  readonly before: number
  readonly after: number
  readonly gone: number
  /** Names of some who would be out of it. */
  readonly sample: readonly string[]
}

/** What is not taken over without a person's word. */
export type HeldFacts = HeldSyncFacts | HeldListFacts | HeldGroupsFacts
