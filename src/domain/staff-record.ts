/** What one row of a staff list says of one person. null: the list does not say. */
export type StaffRecord = {
  /** It has mistakes: of whomever it names nothing is known anew, and they are not missing from the list either. */
  readonly setAside: boolean
  /** Line of the file, counted from 1, for what has to be said about it. */
  readonly line: number
  /** The same for this person whatever their address is. */
  readonly employeeId: string | null
  /** Trimmed, lower case, at least one; the first is the primary one. */
  readonly addresses: readonly string[]
  readonly name: string | null
  readonly title: string | null
  readonly department: string | null
  /** Address of the manager. */
  readonly manager: string | null
  readonly type: 'employee' | 'contractor' | null
  /** YYYY-MM-DD */
  readonly startDay: string | null
  /** YYYY-MM-DD, inclusive. */
  readonly lastDay: string | null
  /** It says that they are gone, and not since when. */
  readonly gone: boolean
  /** IANA name. */
  readonly timeZone: string | null
}

/** Where a staff list came from. `name`: of the file, or the path or address it is read from; '' for pasted text. */
export type StaffFileOrigin = {
  readonly kind: 'upload' | 'text' | 'path' | 'url'
  readonly name: string
}

/** A row that is applied to nobody, until somebody puts it right. */
export type StaffConflict = {
  readonly line: number
  /** The row's first address. */
  readonly address: string
  /** several_people: its addresses lead to more than one person. same_person: another row is about the same person. */
  readonly because: 'several_people' | 'same_person'
}

/** What a file does to people: everybody is counted once. The same in the preview, the result and the log. */
export type StaffFileCounts = {
  /** People nobody knew of so far. */
  readonly added: number
  /** People of whom it says something else than before, those who leave or return left out. */
  readonly changed: number
  /**
   * People known before who have left from now on: their last day is over, or the file does not name them, and the one
   * before did not either, or Slack shows them as gone.
   */
  readonly leaving: number
  /** People who had left and work here again, as the list names them and no last day of theirs is over. */
  readonly returning: number
  /** People the file before named and this one does not: nothing happens to them until another one lacks them too. */
  readonly missing: number
  /** Rows of which it cannot be said who is meant: applied to nobody. */
  readonly conflicts: number
}
