/** Why a whole file cannot be read. Lines are counted from 1. */
export type Unreadable =
  | { readonly kind: 'empty' }
  /** Bytes that are no text. */
  | { readonly kind: 'not_text' }
  /** A workbook, not a text file. */
  | { readonly kind: 'excel' }
  /** Neither UTF-8 nor Windows-1252 all through. */
  | { readonly kind: 'mixed_encoding' }
  | { readonly kind: 'too_large'; readonly megabytes: number }
  | { readonly kind: 'too_many_rows'; readonly rows: number }
  | { readonly kind: 'too_many_columns'; readonly columns: number }
  /** A row without an end: `line` is where it begins. */
  | { readonly kind: 'long_row'; readonly line: number }
  | { readonly kind: 'open_quote'; readonly line: number }
  /** The first line names no column of e-mail addresses. `columns`: what stands there. */
  | { readonly kind: 'no_address_column'; readonly columns: readonly string[] }
  /** The first line holds a person, not the names of columns. */
  | { readonly kind: 'no_header' }
  | { readonly kind: 'no_rows' }
  /** Too many days that may be read in two ways, and none that tells which. */
  | { readonly kind: 'day_or_month'; readonly line: number; readonly value: string }

/** Ends the reading of a file that cannot be read at all. What a single row has wrong is a `Mistake` instead. */
export class UnreadableFile extends Error {
  readonly because: Unreadable

  constructor(because: Unreadable) {
    super(`the staff list cannot be read: ${because.kind}`)
    this.name = 'UnreadableFile'
    this.because = because
  }
}
