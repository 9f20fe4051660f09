import { isWeekend } from './deadline.ts'
import { wallClock } from './wall-clock.ts'

/** What is due of the witness from a moment on: the reply of this day, under the message of this month. */
export type WitnessTime = {
  /** 2026-11-30 */
  readonly day: string
  /** The month whose message the day stands under: until the first working day of a month it is the one before. */
  readonly month: string
  /** A month's message is posted on working days only. */
  readonly opensMonth: boolean
}

/** How far the journal goes, and the fingerprint of the key it is signed with. Hashes in hex. */
export type Head = { readonly number: number; readonly hash: string; readonly fingerprint: string }

const hour = 3_600_000
const oneDay = 24 * hour
const startsAt = 9 * hour

/** null: before 09:00 nothing is due. What was missed on a day before is not made up for: each reply vouches for all before. */
export function witnessTime(now: Date, timeZone: string): WitnessTime | null {
  const shown = wallClock(timeZone)(now.getTime())
  const midnight = shown - (shown % oneDay)
  if (shown - midnight < startsAt) return null
  const day = textOf(midnight)
  const month = day.slice(0, 7)
  return {
    day,
    month: midnight < firstWorkingDay(month) ? textOf(startOf(month) - oneDay).slice(0, 7) : month,
    opensMonth: !isWeekend(midnight),
  }
}

const textOf = (shown: number): string => new Date(shown).toISOString().slice(0, 10)

const startOf = (month: string): number => Date.parse(`${month}-01T00:00:00Z`)

function firstWorkingDay(month: string): number {
  let shown = startOf(month)
  while (isWeekend(shown)) shown += oneDay
  return shown
}

/** The month's message, word for word. */
export const monthWords = (month: string): string =>
  [
    `*Record of Miro access, ${monthInWords(month)}*`,
    'Each day one reply here says how far the bot’s record goes: the number and hash of its newest block, and the key it is signed with. Whoever changes the record later cannot make it fit these replies. Please leave them as they are. `npm run verify-journal` on the bot’s machine compares them.',
  ].join('\n')

/** The reply of a day, word for word: one line, also as a file. */
export const dayWords = (day: string, { number, hash, fingerprint }: Head): string =>
  `Record of Miro access on ${Number(day.slice(8))} ${monthInWords(day)}: block ${number}, hash ${hash}, signing key ${inGroups(fingerprint)}`

export const witnessFile = (day: string): string => `record-of-miro-access-${day}.txt`

/** "9c1e 44d0 …": to be compared by eye. */
export const inGroups = (hex: string): string => hex.match(/.{1,4}/g)?.join(' ') ?? ''

const monthInWords = (day: string): string => `${months[Number(day.slice(5, 7)) - 1]} ${day.slice(0, 4)}`

const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July'],
  ...['August', 'September', 'October', 'November', 'December'],
]
