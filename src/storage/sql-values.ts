/**
 * A value as the text of a jsonb parameter. PostgreSQL's jsonb refuses NUL characters and half surrogates, and one
 * odd name must not lose a page: such characters are left out.
 */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value)
  return refused.test(text) ? JSON.stringify(value, (_, part) => storable(part)) : text
}

/** JSON.stringify writes every NUL and every half surrogate in this form; more may match, none is missed. */
const refused = /\\u(0000|d[89a-f])/i

const storable = (part: unknown): unknown =>
  typeof part === 'string' ? withoutNul(part).toWellFormed() : part

/** PostgreSQL's text cannot hold NUL. */
export const withoutNul = (text: string): string => text.replaceAll('\0', '')

/** For LIKE: whatever contains this text, which somebody typed. Its wildcards stand for themselves. */
export const likePattern = (text: string): string =>
  `%${withoutNul(text)
    .trim()
    .normalize('NFC')
    .replace(/[\\%_]/g, '\\$&')}%`
