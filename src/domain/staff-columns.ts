/** What a column of a staff list may say of a person, those that decide about a row or who has left first. */
export const staffFields = [
  'address',
  /** The end of the employment: termination, exit, last working day. */
  'last_day',
  'status',
  /** The end of a contract, which is a plan: it counts for contractors, and where nothing else says an end. */
  'contract_end',
  /** The same for somebody whatever their address is. */
  'employee_id',
  ...(['other_address', 'name', 'first_name', 'last_name', 'title', 'department', 'manager'] as const),
  ...(['type', 'start_day', 'rehire_day', 'time_zone'] as const),
] as const
export type StaffField = (typeof staffFields)[number]

/** Fields that several columns of one list may hold. */
export const severalAllowed: ReadonlySet<StaffField> = new Set(['address', 'other_address', 'last_day'])

/** How one column of the file was understood. */
export type StaffColumn = {
  /** As the file names it. */
  readonly written: string
  readonly field: StaffField | null
  /** What it would be used for if nobody had chosen anything. */
  readonly guessed: StaffField | null
  /**
   * null when used; `unknown`: nothing is known by this name; `days`: likewise, and there are days in it, of which one
   * may be when somebody leaves; `words`: likewise, and there are words in it that may say who has left; `addresses`:
   * there are addresses in it, and no column is known to hold those of the people; `twice`: another column says the
   * same already; `ignored`: somebody chose not to use it.
   */
  readonly unused: 'unknown' | 'days' | 'words' | 'addresses' | 'twice' | 'ignored' | null
}

/** What somebody said of columns of one header line, by their places from 0. null: it is not to be used. */
export type ChosenColumns = Readonly<Record<number, StaffField | null>>

type Columns = { readonly columns: readonly StaffColumn[] }

/** The columns as one text: two lists with the same one are understood the same. */
export const headerOf = ({
  columns,
}: {
  readonly columns: readonly Pick<StaffColumn, 'written'>[]
}): string => columns.map(({ written }) => written.trim()).join('\n')

/** The columns as they were guessed, with what somebody chose on top: a field that was chosen is guessed no more. */
export function withChosen(guesses: readonly StaffColumn[], chosen: ChosenColumns): StaffColumn[] {
  const taken = new Set(Object.values(chosen))
  const used = guesses.map(({ guessed }, at) => {
    const said = chosen[at]
    if (said !== undefined) return said
    return guessed !== null && (severalAllowed.has(guessed) || !taken.has(guessed)) ? guessed : null
  })
  return guesses.map((column, at): StaffColumn => {
    const field = used[at] ?? null
    if (field !== null) return { ...column, field, unused: null }
    if (chosen[at] === null) return { ...column, field: null, unused: 'ignored' }
    if (column.field !== null)
      return used.includes(column.field)
        ? { ...column, unused: 'twice' }
        : { ...column, field: null, unused: 'unknown' }
    return used.includes('address') && column.unused === 'addresses'
      ? { ...column, unused: 'unknown' }
      : column
  })
}

/**
 * What is chosen once somebody says which columns hold a field, none of them meaning that it is not in the list. A column
 * holds one field: it is taken from the other. What agrees with the guess is not kept as a choice.
 */
export function choosing(
  columns: readonly StaffColumn[],
  chosen: ChosenColumns,
  field: StaffField,
  places: readonly number[],
): ChosenColumns {
  const said = entriesOf(chosen)
  for (const [at, { guessed }] of columns.entries()) {
    const isMeant = places.includes(at)
    if (isMeant && guessed !== field) said.set(at, field)
    else if (isMeant || said.get(at) === field) said.delete(at)
    else if (guessed === field && !said.has(at)) said.set(at, null)
  }
  return Object.fromEntries(said)
}

/** What is chosen once somebody says which columns of `ignorable` are left unused on purpose. */
export function ignoring(
  columns: readonly StaffColumn[],
  chosen: ChosenColumns,
  places: readonly number[],
): ChosenColumns {
  const said = entriesOf(chosen)
  for (const at of ignorable(columns))
    if (places.includes(at)) said.set(at, null)
    else said.delete(at)
  return Object.fromEntries(said)
}

/** Places of the columns that were not understood and may say who has left, also where somebody left them out. */
export const ignorable = (columns: readonly StaffColumn[]): number[] =>
  columns.flatMap(({ unused, guessed }, at) =>
    unused === 'days' || unused === 'words' || (unused === 'ignored' && guessed === null) ? [at] : [],
  )

const entriesOf = (chosen: ChosenColumns): Map<number, StaffField | null> =>
  new Map(Object.entries(chosen).map(([at, field]) => [Number(at), field]))

/** What has to be asked about the columns of a list, as the file calls them. */
export type ColumnsAsked = {
  /** No column is known to hold the addresses: those in which there are any. null: one is. */
  readonly addresses: readonly string[] | null
  /** Whether a column says who has left. */
  readonly saysWhoLeft: boolean
  /** A column says who works here, and none says since when somebody does not. */
  readonly statusAlone: boolean
  /** Those not used that may say it. */
  readonly maybe: readonly string[]
}

/** Null: each column that decides is known, or somebody said that the list has none. */
export function columnsAsked(list: Columns): ColumnsAsked | null {
  const { columns } = list
  const unused = (...kinds: readonly StaffColumn['unused'][]) =>
    columns.filter(each => kinds.includes(each.unused)).map(({ written }) => written)
  const isSettled = columns.some(
    ({ unused, guessed }) => unused === 'ignored' && (guessed === null || saysEnd.includes(guessed)),
  )
  const saysWhoLeft = uses(list, saysEnd)
  const addresses = hasAddresses(list) ? null : unused('addresses')
  const maybe = unused('days', 'words')
  const isClear = addresses === null && maybe.length === 0 && (saysWhoLeft || isSettled)
  const statusAlone = saysWhoLeft && !uses(list, ['last_day', 'contract_end'])
  return isClear ? null : { addresses, saysWhoLeft, statusAlone, maybe }
}

/** Without a column of addresses nobody is named, so that such a list must not be applied. */
export const hasAddresses = (list: Columns): boolean => uses(list, ['address', 'other_address'])

const saysEnd: readonly StaffField[] = ['last_day', 'contract_end', 'status']

const uses = ({ columns }: Columns, fields: readonly StaffField[]): boolean =>
  columns.some(({ field, unused }) => unused === null && field !== null && fields.includes(field))
