/** What one rendering is filled with. */
export type Given = {
  /** Stands wherever somebody else chose the text: names, addresses, roles, titles, also ids of people. */
  readonly word: string
  /** How many of everything there are: accounts, roles, organizations, findings. */
  readonly many: number
}

/**
 * By file (below src/slack) and by exported function: everything it can show, filled with what is given. An entry
 * returns views, messages, blocks, buttons, or markup. Words that are never shown by themselves are left out of the
 * result, but the function still needs its entry.
 */
export type Samples = Readonly<Record<string, Readonly<Record<string, (given: Given) => readonly unknown[]>>>>

const words: Readonly<Record<string, string>> = {
  ordinary: 'Olivia Fischer',
  hostile: '<!channel> & <@U0EVIL> <https://evil.example|here> `*_~',
  ampersands: '&'.repeat(600),
  long: 'Ｗ'.repeat(600),
  'long with spaces': 'Head of nearly everything '.repeat(40),
  'right to left': '\u202Eשלום עולם\u202C gpj.exe\u061C',
  emoji: '👩‍👩‍👧 :tada: '.repeat(100),
  'piled marks': `Z${'\u0301\u0323'.repeat(300)}algo`,
  invisible: '\u200b\u2063 \u0000',
  empty: '',
}

/** Everything with every word; and very many of everything, once. */
export const fillings: readonly (Given & { readonly kind: string })[] = [
  ...Object.entries(words).flatMap(([kind, word]) => [0, 1, 120].map(many => ({ kind, word, many }))),
  { kind: 'huge', word: 'Olivia Fischer', many: 1_500 },
]

/** So many of something, each told from the next. */
export const many = <T>(count: number, make: (at: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => make(at))
