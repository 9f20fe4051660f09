/** "Employee's E-Mail (work)" → employees, e, mail, work; "employeeLeaveDateTime" → employee, leave, date, time. */
export const wordsOf = (written: string): string[] =>
  withoutMarks(apart(written.slice(0, 200)).replace(/[’']/g, ''))
    .split(/[^\p{L}\p{N}]+/u)
    .filter(word => word !== '')

/** Where capitals within a word begin another one. */
const apart = (written: string): string =>
  /\p{Lu}/u.test(written)
    ? written.replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2').replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    : written

/** "Prénom" → "prenom", "E-Mail (work)" → "emailwork": letters and digits only, in lower case. */
export const squeezed = (written: string): string => withoutMarks(written).replace(/[^\p{L}\p{N}]/gu, '')

const isPlain = /^[\0-\x7f]*$/

function withoutMarks(written: string): string {
  const lower = written.toLowerCase()
  // Most cells are, and normalising costs more than all else.
  if (isPlain.test(lower)) return lower
  return lower
    .replaceAll('ß', 'ss')
    .replaceAll('ø', 'o')
    .replaceAll('æ', 'ae')
    .replaceAll('ł', 'l')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
}

/** A test for words that begin like one of these; one with an end mark ("left.") has to be the whole word. */
export function oneOf(stems: string): (word: string) => boolean {
  const listed = stems.split(/\s+/).filter(stem => stem !== '')
  const whole = new Set(listed.filter(stem => stem.endsWith('.')).map(stem => stem.slice(0, -1)))
  const begins = listed.filter(stem => !stem.endsWith('.'))
  return word => whole.has(word) || begins.some(stem => word.startsWith(stem))
}
