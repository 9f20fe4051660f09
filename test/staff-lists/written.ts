/** A list as a file: its encoding, its separators, its quotes. */
export type Manner = {
  readonly separator: ',' | ';' | '\t' | '|'
  readonly lineEnd: '\n' | '\r\n'
  readonly quoted: 'where needed' | 'always'
  readonly encoding: 'utf8' | 'utf8 marked' | 'utf16le' | 'utf16be' | 'windows-1252'
  /** `sep=;` in the first line, as Excel wants it. */
  readonly hint: boolean
  /** A title above the names of the columns. */
  readonly title: boolean
  /** Empty cells at the end of a row are left out. */
  readonly cut: boolean
}

export const plainManner: Manner = {
  separator: ',',
  lineEnd: '\n',
  quoted: 'where needed',
  encoding: 'utf8',
  hint: false,
  title: false,
  cut: false,
}

export function textOf(rows: readonly (readonly string[])[], manner: Manner): string {
  const quote = (cell: string) =>
    manner.quoted === 'always' || /[",;|\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
  const lines = rows.map((cells, at) => {
    const end = manner.cut && at > 0 ? cells.findLastIndex(cell => cell !== '') + 1 : cells.length
    return cells.slice(0, end).map(quote).join(manner.separator)
  })
  const above = [
    ...(manner.hint ? [`sep=${manner.separator}`] : []),
    ...(manner.title ? ['Staff report'] : []),
  ]
  return [...above, ...lines, ''].join(manner.lineEnd)
}

export function bytesOf(text: string, encoding: Manner['encoding']): Buffer {
  if (encoding === 'utf8 marked') return Buffer.from(`\ufeff${text}`)
  if (encoding === 'utf16le') return Buffer.from(`\ufeff${text}`, 'utf16le')
  if (encoding === 'utf16be') return Buffer.from(`\ufeff${text}`, 'utf16le').swap16()
  if (encoding === 'windows-1252' && onlyWestern(text)) return Buffer.from([...text].map(byteOf))
  return Buffer.from(text)
}

const between = new Map(
  [...'–—‘’“”€'].map((letter, at) => [letter, [0x96, 0x97, 0x91, 0x92, 0x93, 0x94, 0x80][at] ?? 0]),
)
const byteOf = (letter: string): number => between.get(letter) ?? letter.charCodeAt(0)
const onlyWestern = (text: string): boolean =>
  [...text].every(
    letter => between.has(letter) || letter <= '\u007f' || (letter >= '\u00a0' && letter <= '\u00ff'),
  )
