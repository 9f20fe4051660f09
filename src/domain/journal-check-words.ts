import type { Difference, Figures, Witnessed } from './journal-check.ts'

/** What was found, in one line for whoever asked on the command line. */
export function differenceInWords(difference: Difference): string {
  switch (difference.what) {
    case 'block_missing':
      return `Block ${number(difference.block)} is missing.`
    case 'block_changed':
      return `Block ${number(difference.block)} is not as it was sealed, or does not follow the block before it.`
    case 'rows_missing':
    case 'rows_added':
      return `Block ${number(difference.block)} was sealed with ${counted(difference.sealed, 'row')}. Now it has ${number(difference.found)}.`
    case 'rows_changed':
      return `Block ${number(difference.block)}: its rows are not those that were sealed.`
    case 'part_changed':
      return `Block ${number(difference.block)}, row ${difference.row}: its personal part was changed.`
    case 'part_added':
      return `Block ${number(difference.block)}, row ${difference.row}: it was sealed without a personal part, and has one.`
    case 'part_missing':
      return `Block ${number(difference.block)}, row ${difference.row}: its personal part is missing before its time.`
    case 'part_alone':
      return `Row ${difference.row} is missing: only its personal part is there.`
    case 'row_without_block':
      return `Row ${difference.row} belongs to block ${number(difference.block)}, which is missing.`
    case 'witness_differs':
      return `Block ${number(difference.block)} is not the one that was told on ${difference.day}: “${difference.words}”`
    case 'reply_missing':
      return `The reply of ${difference.day} is not in the export. It was told: “${difference.words}”`
    case 'reply_edited':
      return `The reply of ${difference.day} is not as it was told: “${difference.words}”`
    case 'witness_without_block':
      return `Block ${number(difference.block)} is missing. It was told on ${difference.day}: “${difference.words}”`
  }
}

/** What was told in Slack on a day, and where, to be compared by eye. */
export const witnessInWords = ({ day, words, link }: Witnessed): string =>
  `${day}: ${words}\n  ${link ?? 'Where it stands is not known: look in the alert channel of that day.'}`

/** The last line: that all is whole, or how much is not. */
export function figuresInWords(figures: Figures): string {
  const { blocks, rows, from, to, differences, partsDeleted, unsealed } = figures
  const sealed = from === null || to === null ? '' : `, sealed ${between(new Date(from), new Date(to))}`
  const looked = `${counted(blocks, 'block')}, ${counted(rows, 'row')}${sealed}.`
  return [
    differences === 0
      ? `The journal is whole: ${looked}`
      : `The journal is not whole: ${counted(differences, 'difference')} in ${looked}`,
    partsDeleted > 0 &&
      `Personal parts deleted after the time they are kept, or missing: ${number(partsDeleted)}.`,
    unsealed > 0 && `Not sealed yet, so not checked: ${counted(unsealed, 'row')}.`,
  ]
    .filter(line => line !== false)
    .join(' ')
}

const number = (count: number): string => count.toLocaleString('en-US')

const counted = (count: number, what: string): string => `${number(count)} ${what}${count === 1 ? '' : 's'}`

const between = (from: Date, to: Date): string => {
  const first = day(from)
  const last = day(to)
  if (first === last) return last
  return from.getUTCFullYear() === to.getUTCFullYear()
    ? `${first.slice(0, -5)} – ${last}`
    : `${first} – ${last}`
}

/** "3 Jan 2026" */
const day = (instant: Date): string =>
  instant.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })
