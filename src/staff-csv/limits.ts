/** What a staff list may be at most. Larger ones are refused before they cost memory. */
export const limits = {
  bytes: 20 * 1024 * 1024,
  rows: 200_000,
  columns: 200,
  /** Bytes of one row, quoted line breaks included: an opened quotation mark that nobody closes ends here. */
  rowBytes: 64 * 1024,
  /** Characters of one cell that is used. */
  cell: 300,
  /** Addresses of one person. */
  addresses: 10,
  /** Rows that wait until a day tells whether day or month comes first. */
  waiting: 5_000,
  /** Mistakes that are kept word by word; the rest is counted. */
  mistakes: 500,
} as const
