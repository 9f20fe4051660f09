import type { ChosenColumns, StaffColumn } from './staff-columns.ts'

/** What one row of a staff list says of one person. null: the list does not say. */
export type StaffRecord = {
  /** It has mistakes: of whomever it names nothing is known anew, and they are not missing from the list either. */
  readonly setAside: boolean
  /** Line of the file, counted from 1, for what has to be said about it. */
  readonly line: number
  /** The same for this person whatever their address is. */
  readonly employeeId: string | null
  /** Trimmed, lower case; the first is the primary one. None: it is set aside, and only its name or its id say whom it names. */
  readonly addresses: readonly string[]
  /** Those of earlier rows about them that count no more. */
  readonly former?: readonly string[]
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

/** It is read on the schedule. */
export const isStanding = ({ kind }: StaffFileOrigin): boolean => kind === 'path' || kind === 'url'

/** A row that is applied to nobody, until somebody puts it right. */
export type StaffConflict = {
  readonly line: number
  /** The row's first address. */
  readonly address: string
  /** several_people: its addresses lead to more than one person. same_person: another row is about the same person. */
  readonly because: 'several_people' | 'same_person'
  /** Line of that other row. */
  readonly other: number | null
}

/** What a file does to people: everybody is counted once. The same in the preview, the result and the log. */
export type StaffFileCounts = {
  /** People nobody knew of so far. */
  readonly added: number
  /** People of whom it says something else than before, those who leave or return left out. */
  readonly changed: number
  /**
   * People known before who have left from now on: their last day is over, or the file does not name them, and the one
   * before did not either, and Slack does not show them as active.
   */
  readonly leaving: number
  /** The same of whom Slack shows as active: administrators are asked whether they left. */
  readonly unlisted: number
  /** People who had left and work here again, as the list names them and no last day of theirs is over. */
  readonly returning: number
  /** People the file before named and this one does not: nothing happens to them until another one lacks them too. */
  readonly missing: number
  /** Rows of which it cannot be said who is meant: applied to nobody. */
  readonly conflicts: number
}

/** Whether a list did what was announced: then it is known by name too. */
export const cameAsAnnounced = (came: StaffFileCounts, announced: StaffFileCounts): boolean =>
  counted.every(kind => came[kind] === announced[kind])

const counted = [
  ...(['added', 'changed', 'leaving', 'unlisted', 'returning', 'missing', 'conflicts'] as const),
]

/** What came of a list that somebody brought; `asked`: nothing yet; `gone`: it was given up, or a newer one was read. */
export type ImportTold = {
  readonly origin: StaffFileOrigin
  /** Rows left out because of mistakes. */
  readonly setAside: number
  readonly came: StaffFileCounts | 'asked' | 'gone'
  /** What it changed, where that is what was announced. */
  readonly changes?: ListChanges | undefined
}

/** What a list changes about people, in the order in which it is told. Somebody may stand under several. */
export const listChanges = [
  ...(['leaving', 'unlisted', 'returning', 'last_day', 'last_day_moved', 'last_day_withdrawn'] as const),
  /** Who had left already: the list says so too. */
  ...(['gone', 'added'] as const),
  /** Guests of Slack who count as staff by being named. */
  'staff',
  ...(['type', 'name', 'title', 'department', 'manager', 'address'] as const),
  /** Missing from the list before, and named again. */
  'again',
  /** Known from elsewhere, and nothing else is new of them. */
  'first_time',
  ...(['start_day', 'time_zone', 'employee_id', 'missing'] as const),
] as const
export type ListChange = (typeof listChanges)[number]

/** As they are called today, with what was so far and what will be, where the kind of change has such. */
export type ChangedPerson = {
  readonly called: string
  /** Where somebody else of the list is called the same. */
  readonly address: string | null
  readonly from: string | null
  readonly to: string | null
}

/** `first`: the first ones by name. */
export type ChangedPeople = { readonly all: number; readonly first: readonly ChangedPerson[] }

export type ListChanges = Readonly<Partial<Record<ListChange, ChangedPeople>>>

/** Of whom a row that is left out says nothing: the name of somebody known, else the address; where it has none, what it calls them. */
export type LeftOut = { readonly line: number; readonly called: string }

/** What is wrong with a cell or a row. */
export type MistakeKind =
  | 'bad_address'
  | 'too_many_addresses'
  /** `other`: another line about the same person, by the id or the address in `value`; nobody can say which counts. */
  | 'same_person'
  | 'no_day'
  /** An instant in UTC, which is another day elsewhere. */
  | 'which_day'
  | 'day_or_month'
  /** `other`: the line that told the order. */
  | 'other_order'
  | 'ends_before_start'
  | 'contractor_without_end'
  | 'contract_too_long'
  | 'no_time_zone'
  | 'no_type'
  /** A word of which it is not known whether it means gone. */
  | 'no_status'
  /** Another column says the opposite about whether they work here. */
  | 'two_states'
  /** Its status says that they work here, and the last day in `value` is over. */
  | 'here_after_end'
  | 'too_long'
  /** `other`: how many cells the row has. */
  | 'cells'

export type Mistake = {
  /** Where the row begins, counted from 1. */
  readonly line: number
  readonly kind: MistakeKind
  /** As the file names it; null where the whole row is meant, or where the file has no such column. */
  readonly column: string | null
  /** What stands there, cut. */
  readonly value: string | null
  readonly other: number | null
}

/** Mistakes of one file: the first ones word by word, by line, and how many rows have any. */
export type Mistakes = {
  readonly first: readonly Mistake[]
  readonly all: number
  /** Rows that have any. */
  readonly rows: number
}

/** `counts`: line of the row that counts for the person. `first`: the first ones by line. */
export type ReplacedRows = {
  readonly all: number
  readonly first: readonly { readonly line: number; readonly counts: number }[]
}

/** How a staff list was understood, as somebody is shown it before anything is applied. */
export type StaffListReading = {
  readonly separator: ',' | ';' | '\t' | '|'
  readonly columns: readonly StaffColumn[]
  /** What somebody said of them, now or when a list with the same columns was applied. */
  readonly chosen: ChosenColumns
  /** Rows left out. */
  readonly mistakes: Mistakes
  /** Cells left out of rows that are used. */
  readonly hints: Mistakes
  /** A word with letters in it that were damaged before the list came here; null: none was seen. */
  readonly damaged: string | null
  /** Rows that name nobody with an e-mail address: Miro cannot know them. */
  readonly withoutAddress: number
  /** The first of them that name somebody, by line. */
  readonly nameless: readonly LeftOut[]
  /** Rows about guests of the directory, who are no staff: left out. */
  readonly guests: number
  /** Managers given by name, which is no address: they are left out. */
  readonly managersByName: number
  /** Managers given by an employee's number, likewise. */
  readonly managersByNumber: number
  /** Ends of contracts that are not used, as they count for contractors only where a list has last days; the first by line. */
  readonly contractEnds: { readonly all: number; readonly first: readonly LeftOut[] }
  /** Rows about people of whom another row counts: of an earlier time of theirs, or of the same. */
  readonly replaced: ReplacedRows
  /** The row about whoever brings the list, where there is one. */
  readonly own: { readonly line: number; readonly lastDay: string | null } | null
}

/** The rows left out, by what is wrong with them: where they stand is nothing about them. */
export const unusableOf = ({ mistakes }: Pick<StaffListReading, 'mistakes'>): string[] =>
  mistakes.first.map(({ kind, column, value }) => [kind, column ?? '', value ?? ''].join('\n'))

/** Why a whole list cannot be read. Lines are counted from 1. */
export type Unreadable =
  | { readonly kind: 'empty' }
  /** Whoever sends it stopped in the middle. */
  | { readonly kind: 'broken_off' }
  /** Bytes that are no text. */
  | { readonly kind: 'not_text' }
  /** A workbook, not a text file. */
  | { readonly kind: 'excel' }
  | { readonly kind: 'too_large'; readonly megabytes: number }
  | { readonly kind: 'too_many_rows'; readonly rows: number }
  | { readonly kind: 'too_many_columns'; readonly columns: number }
  /** A row without an end: `line` is where it begins. */
  | { readonly kind: 'long_row'; readonly line: number }
  | { readonly kind: 'open_quote'; readonly line: number }
  /** It has no column that is known, and no addresses. `columns`: what stands in its first line. */
  | { readonly kind: 'no_address_column'; readonly columns: readonly string[] }
  /** The first line holds a person, not the names of columns. */
  | { readonly kind: 'no_header' }
  | { readonly kind: 'no_rows' }
  /** Too many days that may be read in two ways, and none that tells which. */
  | { readonly kind: 'day_or_month'; readonly line: number; readonly value: string }

/** Ends the reading of a list that cannot be read at all. What a single row has wrong is a `Mistake` instead. */
export class UnreadableList extends Error {
  readonly because: Unreadable

  constructor(because: Unreadable) {
    super(`the staff list cannot be read: ${because.kind}`)
    this.name = 'UnreadableList'
    this.because = because
  }
}
