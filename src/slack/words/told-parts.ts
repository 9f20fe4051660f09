import type { Facts } from '../../domain/journal.ts'
import { numberOf, wordOf } from '../../domain/journal-facts.ts'
import type { JournalEntry } from '../../domain/journal-window.ts'
import { commas, type Markup, md, mention } from '../frame/text.ts'

/** What people and groups are called, by their ids. */
export type Names = ReadonlyMap<string, string>

/** What a row says that the one before did not; null: nothing that people look for. */
export type Telling = (entry: JournalEntry, names: Names) => Markup | null

/** "role Member → Company Admin" */
export const fromTo = (what: string, before: string | null, now: string | null): Markup =>
  md`${what} ${before ?? 'none'} → ${now ?? 'none'}`

/** What of several things changed, in one line; null: none did. */
export const changes = (all: readonly (Markup | null | false)[]): Markup | null => {
  const told = all.filter(each => each !== null && each !== false)
  return told.length === 0 ? null : commas(told)
}

export const moment = (facts: Facts, name: string): Date | null => {
  const at = numberOf(facts, name)
  return at === null ? null : new Date(at)
}

export const byWhom = (by: string): Markup => (by === 'bot' ? md`the bot` : mention(by))

/** ", by @Ada"; nothing where nobody is named. */
export const doneBy = (facts: Facts, name: string): Markup => {
  const by = wordOf(facts, name)
  return by === null ? md`` : md`, by ${byWhom(by)}`
}
