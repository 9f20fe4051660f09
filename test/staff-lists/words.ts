export const languages = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'sv', 'da', 'pl'] as const
export type Language = (typeof languages)[number]

/** `plain`: what everybody knows, and nothing may be asked about. `unusual`: where a question is a good answer. */
export type Words = { readonly plain: readonly string[]; readonly unusual: readonly string[] }
export type Dictionary = Readonly<Record<Language, Words>>

/** Written with a dot between, as commas and bars stand in names of columns. */
const list = (text: string): string[] =>
  text
    .split(/[·\n]/)
    .map(each => each.trim())
    .filter(each => each !== '')

export const words = (plain: string, unusual = ''): Words => ({ plain: list(plain), unusual: list(unusual) })
