import type { UnusedRows } from '../../domain/source-notice.ts'
import type { ColumnsAsked, StaffColumn, StaffField } from '../../domain/staff-columns.ts'
import type {
  LeftOut,
  Mistake,
  ReplacedRows,
  StaffConflict,
  StaffFileCounts,
  StaffFileOrigin,
  StaffListReading,
  Unreadable,
} from '../../domain/staff-list.ts'
import type { FileRefusal } from '../../workflows/people/import-staff.ts'
import type { Naming } from '../frame/mask.ts'
import { bold, code, commas, count, counted, day, foreign, type Markup, md, spaced } from '../frame/text.ts'

/** For the content of a file: many such lines share a block. */
const short = 40
/** "staff.csv", or that it was pasted. */
export const originInWords = ({ kind, name }: StaffFileOrigin): string =>
  kind === 'text' || name === '' ? 'Pasted rows' : foreign(name)

export const fieldsInWords: Readonly<Record<StaffField, string>> = {
  address: 'e-mail address',
  other_address: 'further e-mail addresses',
  employee_id: 'employee id',
  name: 'name',
  first_name: 'first name',
  last_name: 'last name',
  title: 'job title',
  department: 'department',
  manager: 'manager',
  type: 'employee or contractor',
  status: 'whether they work here',
  start_day: 'first day',
  last_day: 'last day',
  contract_end: 'end of the contract',
  rehire_day: 'day of the return',
  time_zone: 'time zone',
}

/** "Kostenstelle: not used"; null for a column that is used. */
export function unusedColumnInWords({ written, field, unused }: StaffColumn): Markup | null {
  const name = bold(written.trim() === '' ? 'a column without a name' : foreign(written, short))
  switch (unused) {
    case null:
      return null
    case 'unknown':
      return md`${name}: not used`
    case 'ignored':
      return md`${name}: not used, by choice`
    case 'twice':
      return md`${name}: not used, as another column says the ${field === null ? 'same' : fieldsInWords[field]}`
    case 'days':
      return md`${name}: not used, although there are days in it`
    case 'words':
      return md`${name}: not used, although there are words in it that may say who left`
    case 'addresses':
      return md`${name}: not used, although there are e-mail addresses in it`
  }
}

/** What is not known of the columns. */
export const columnsAskedInWords = ({ addresses, saysWhoLeft, statusAlone, maybe }: ColumnsAsked): Markup =>
  spaced(
    addresses !== null && whereAddressesInWords(addresses),
    !saysWhoLeft && md`No column says when somebody leaves.`,
    statusAlone && maybe.length > 0 && md`The status says who left, and nobody’s last day is known.`,
    maybe.length > 0 &&
      md`${named(maybe, 'and')} ${maybe.length === 1 ? 'is' : 'are'} not used${saysWhoLeft ? md`: ${maybe.length === 1 ? 'it' : 'one of them'} may say ${statusAlone ? md`the last day` : md`who has left`}` : md``}.`,
  )

const whereAddressesInWords = (columns: readonly string[]): Markup =>
  columns.length === 0
    ? md`No column is known to hold e-mail addresses.`
    : md`${columns.length === 1 ? 'It is not clear whether the e-mail addresses are in' : 'It is not clear which column holds the e-mail addresses:'} ${named(columns, 'or')}.`

/** "*A*, *B* and *C*" */
function named(columns: readonly string[], last: 'and' | 'or'): Markup {
  const names = columns.map(column => bold(foreign(column, short)))
  return names.length === 1
    ? commas(names)
    : md`${commas(names.slice(0, -1))} ${last} ${names.at(-1) ?? md``}`
}

/** `example`: a word with such letters in it, which may be somebody's name; null: it is not to be read here. */
export const damagedInWords = (example: string | null): Markup =>
  md`*Some letters are damaged*${example === null ? md`` : md`, as in ${code(example, short)}`}. Names would be kept like that. Save the list as “CSV UTF-8” where it comes from.`

export const separatorInWords = { ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'bars' } as const

/** "Line 7: soon in Start is not a date we can read." */
export const mistakeInWords = (mistake: Mistake, naming: Naming): Markup =>
  mistake.kind === 'same_person'
    ? samePersonInWords(mistake, naming)
    : md`Line ${lineNumber(mistake.line)}: ${wrong(mistake, mistake.kind, naming)}`

const samePersonInWords = ({ line, other, value }: Mistake, naming: Naming): Markup =>
  md`Lines ${lineNumber(other ?? 0)} and ${lineNumber(line)} are about the same person (${code(naming.email(value ?? ''), short)}), and it is not known which one counts. Keep one, or write in each a first and a last day that follow each other.`

/** "Lines 4 and 9 are about the same person. Line 9 counts." */
export const replacedInWords = ({ line, counts }: ReplacedRows['first'][number]): Markup =>
  md`Lines ${lineNumber(Math.min(line, counts))} and ${lineNumber(Math.max(line, counts))} are about the same person. Line ${lineNumber(counts)} counts.`

/** "Line 5, Farah Haddad: no e-mail address." */
export const withoutAddressInWords = ({ line, called }: LeftOut): Markup =>
  md`Line ${lineNumber(line)}, ${foreign(called, short)}: no e-mail address.`

/** "2 contract ends are not used (Jon Berg, Ada Okafor): where a list has last days they count for contractors only." */
export function contractEndsInWords({ all, first }: StaffListReading['contractEnds']): Markup {
  const more = all > first.length ? md` and ${count(all - first.length)} more` : md``
  const names = md`${commas(first.map(({ called }) => md`${foreign(called, short)}`))}${more}`
  return md`*${counted(all, 'contract end is', 'contract ends are')} not used*: ${names}. Beside a column of last days ${all === 1 ? 'it counts' : 'they count'} for contractors only.`
}

/** Line numbers have no thousands separators: editors show none. */
const lineNumber = (line: number): string => String(line)

/** The text of a cell may say who it is about. */
function wrong(
  { column, value, other }: Mistake,
  kind: Exclude<Mistake['kind'], 'same_person'>,
  naming: Naming,
): Markup {
  const cell = code(naming.email(value ?? ''), short)
  const there = spaced(cell, column === null ? null : md`in ${bold(foreign(column, short))}`)
  switch (kind) {
    case 'bad_address':
      return md`${there} is not an e-mail address.`
    case 'too_many_addresses':
      return md`${other ?? 0} e-mail addresses. At most 10 belong to one person.`
    case 'no_day':
      return md`${there} is not a date we can read. Write it like 2026-12-31 or 31.12.2026.`
    case 'which_day':
      return md`${there} is a moment in UTC, which is another day elsewhere. Write the day alone, like 2026-12-31.`
    case 'day_or_month':
      return md`${there} can be read as two days. Write it like 2026-12-31.`
    case 'other_order':
      return md`${there} has day and month the other way round than line ${lineNumber(other ?? 0)}. Write days like 2026-12-31.`
    case 'ends_before_start':
      return md`the last day ${there} is before the first day.`
    case 'contractor_without_end':
      return column === null
        ? md`a contractor needs a last day, and no column has one.`
        : md`a contractor needs a last day in ${bold(foreign(column, short))}.`
    case 'contract_too_long':
      return md`${there} is too far ahead. A contract ends at most 12 months from now.`
    case 'no_time_zone':
      return md`${there} is no time zone. Write it like Europe/Berlin.`
    case 'no_type':
      return md`${there} is not known. Write employee or contractor.`
    case 'no_status':
      return md`${there} is not known. Write active or terminated.`
    case 'two_states':
      return md`${there} says the opposite of another column about whether they work here. Put one of the two right.`
    case 'here_after_end':
      return md`${bold(foreign(column ?? 'The status', short))} says that they work here, but the last day is ${cell}. Put one of the two right.`
    case 'too_long':
      return md`${there} is longer than 300 characters.`
    case 'cells':
      return md`${counted(other ?? 0, 'cell')}, which does not fit the first line. A separator inside a text needs quotation marks around it.`
  }
}

/** What a list did: a line of each kind, none where it says what is known already. */
export function countsInWords({
  added,
  changed,
  leaving,
  unlisted,
  returning,
  missing,
  conflicts,
}: StaffFileCounts): Markup[] {
  const lines = [
    added === 0 ? null : md`• ${counted(added, 'new person', 'new people')}`,
    changed === 0 ? null : md`• Changes for ${counted(changed, 'known person', 'known people')}`,
    leaving === 0
      ? null
      : md`• ${counted(leaving, 'person leaves', 'people leave')}: accounts they have in Miro will be reported`,
    unlisted === 0
      ? null
      : md`• ${counted(unlisted, 'person', 'people')} no longer in the list but still active in Slack: administrators are asked whether they left`,
    returning === 0
      ? null
      : md`• ${counted(returning, 'person who had left works', 'people who had left work')} here again: findings about their last day close. Whoever did leave needs a last day in the list.`,
    missing === 0
      ? null
      : md`• ${counted(missing, 'person', 'people')} of the list before ${missing === 1 ? 'is' : 'are'} missing from this one. Nothing happens to them until another list lacks them too.`,
    conflicts === 0
      ? null
      : md`• ${counted(conflicts, 'row')} of which the bot cannot say who is meant: applied to nobody`,
  ]
  return lines.filter(line => line !== null)
}

/** Not to be split: whom a list does not name is missing from it. */
const leaveOut = md`Leave out columns that are not needed, and people who left long ago.`

/** Why nothing could be read, and what to do. */
function unreadableInWords(because: Unreadable): Markup {
  switch (because.kind) {
    case 'empty':
      return md`It is empty. Export the list again, with the line of column names.`
    case 'broken_off':
      return md`It broke off in the middle. Try again in a minute.`
    case 'no_rows':
      return md`Below the first line there is nothing. Each person needs a row.`
    case 'not_text':
      return md`It is not a text file. Save the list as CSV and try again.`
    case 'excel':
      return md`It is an Excel workbook. In Excel choose Save As and CSV, and import that file.`
    case 'too_large':
      return md`It is larger than ${because.megabytes} MB. ${leaveOut}`
    case 'too_many_rows':
      return md`It has more than ${because.rows} rows. ${leaveOut}`
    case 'too_many_columns':
      return md`It has more than ${because.columns} columns. Leave out those that are not needed.`
    case 'long_row':
      return md`The row that begins in line ${lineNumber(because.line)} has no end. Look for a quotation mark that is not closed.`
    case 'open_quote':
      return md`In the row that begins in line ${lineNumber(because.line)} a quotation mark is not closed.`
    case 'no_header':
      return md`The first line has to name the columns, like: Email, Name, Job title, Last day.`
    case 'no_address_column':
      return spaced(
        md`It has no e-mail addresses and no column that we know.`,
        because.columns.length > 0 &&
          md`The first line says: ${commas(because.columns.slice(0, 10).map(each => bold(foreign(each, short))))}.`,
      )
    case 'day_or_month':
      return md`Days like ${code(because.value)} in line ${lineNumber(because.line)} can mean two dates, and no row shows which. Write them like 2026-12-31.`
  }
}

/** Why Slack's file was not read, and what to do. */
const refusalInWords: Readonly<Record<FileRefusal, Markup>> = {
  gone: md`The file is no longer there. Choose it again.`,
  not_allowed: md`Slack does not hand the file over. Paste the rows instead, or have somebody add the permission \`files:read\` to the Slack app and install it again.`,
  not_text: md`It is not a text file. Save the list as CSV and try again.`,
  too_large: md`It is larger than 10 MB. ${leaveOut}`,
  unreachable: md`Slack did not hand the file over in time. Try again in a minute.`,
}

/** Why no list was read. */
export type NotRead =
  | { readonly outcome: 'unreadable'; readonly because: Unreadable }
  | { readonly outcome: 'refused'; readonly because: FileRefusal }
  | { readonly outcome: 'busy' | 'superseded' }

export function notReadInWords(notRead: NotRead): Markup {
  switch (notRead.outcome) {
    case 'unreadable':
      return unreadableInWords(notRead.because)
    case 'refused':
      return refusalInWords[notRead.because]
    case 'busy':
      return md`Another staff list is being read. Try again in a minute.`
    case 'superseded':
      return md`A newer staff list was read meanwhile.`
  }
}

export function conflictInWords({ line, address, because, other }: StaffConflict, naming: Naming): Markup {
  const whose = code(naming.email(address))
  return because === 'several_people'
    ? md`Line ${lineNumber(line)}: the addresses of ${whose} lead to more than one person.`
    : md`Line ${lineNumber(line)}: ${whose} is about the same person as line ${lineNumber(other ?? 0)}.`
}

/** The first rows that are applied to nobody, and why; how many more. Null: all are used. */
export function unusedInWords({ mistakes, conflicts, more }: UnusedRows, naming: Naming): Markup[] {
  const lines = [
    ...mistakes.map(each => ({ line: each.line, said: mistakeInWords(each, naming) })),
    ...conflicts.map(each => ({ line: each.line, said: conflictInWords(each, naming) })),
  ].toSorted((one, other) => one.line - other.line)
  return [...lines.map(({ said }) => said), ...(more > 0 ? [md`… and ${more} more.`] : [])]
}

/** A row about the person who brings the list. */
export const ownInWords = ({
  line,
  lastDay,
}: {
  readonly line: number
  readonly lastDay: string | null
}): Markup =>
  lastDay === null
    ? md`Line ${lineNumber(line)} is about you. The log will show that you imported it.`
    : md`⚠️ Line ${lineNumber(line)} is about you, with ${day(lastDay)} as your last day. Nobody should decide about themselves: let another administrator import the list. If you do it, the log will show it.`
