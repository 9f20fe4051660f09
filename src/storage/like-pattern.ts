import { withoutNul } from './json-text.ts'

/** For LIKE: whatever contains this text, which somebody typed. Its wildcards stand for themselves. */
export const likePattern = (text: string): string =>
  `%${withoutNul(text)
    .trim()
    .normalize('NFC')
    .replace(/[\\%_]/g, '\\$&')}%`
