import type { ChosenByCheck } from './checks/form.ts'
import type { Calendar, Deadline } from './deadline.ts'
import type { Holiday } from './holidays.ts'
import type { RetentionMonths } from './retention.ts'
import type { ReviewDays } from './review.ts'
import type { Schedule } from './schedule.ts'

/** Who may administer the bot. Slack's owners and admins can always change it. */
export type Administrators =
  | { readonly way: 'slack' }
  /** Slack ids. */
  | { readonly way: 'people'; readonly people: readonly string[] }
  | { readonly way: 'group'; readonly groupId: string }

/** How people are named in channels. automatic: shortened in public ones. */
export type MaskNames = 'automatic' | 'always' | 'never'

/** What a workspace chose. */
export type Settings = {
  /** null: the schedule the bot was started with. */
  readonly schedule: Schedule | null
  /** null: the time zone the bot was started with. */
  readonly timeZone: string | null
  readonly administrators: Administrators
  readonly removalDeadline: Deadline
  /** For the checks that have no time of their own. */
  readonly otherDeadline: Deadline
  /** What was chosen for single checks. */
  readonly checks: ChosenByCheck
  readonly maskNames: MaskNames
  /** How often sponsors are asked whether an external person still works with the company. */
  readonly reviewDays: ReviewDays
  /** In the order of their days. Business days leave them out. */
  readonly holidays: readonly Holiday[]
  /** For how long names, addresses and notes are kept of who and what is gone. */
  readonly retentionMonths: RetentionMonths
}

/** What the settings form asks for; holidays have a window of their own. */
export type ChosenSettings = Omit<Settings, 'holidays'>

export type Field = keyof Settings

/** What each is called where changes are named. */
export const fieldInWords: Readonly<Record<Field, string>> = {
  schedule: 'schedule',
  timeZone: 'time zone',
  administrators: 'administrators',
  removalDeadline: 'time to remove access',
  otherDeadline: 'time for the other checks',
  checks: 'single checks',
  maskNames: 'names in channels',
  reviewDays: 'how often sponsors are asked',
  holidays: 'holidays',
  retentionMonths: 'how long names are kept',
}

const isField = (name: string): name is Field => name in fieldInWords

/** The fields in which two differ. */
export const changedFields = (before: Settings, after: Settings): Field[] =>
  Object.keys(fieldInWords)
    .filter(isField)
    .filter(field => sameText(before[field]) !== sameText(after[field]))

/** Values are plain data whose keys may come in any order. */
const sameText = (value: unknown): string => JSON.stringify(value, sorted)

const sorted = (_key: string, value: unknown): unknown =>
  value === null || typeof value !== 'object' || Array.isArray(value)
    ? value
    : Object.fromEntries(Object.entries(value).toSorted())

/** By which business days are counted. `startedWith`: the time zone where none was chosen. */
export const calendarOf = ({ timeZone, holidays }: Settings, startedWith: string): Calendar => ({
  timeZone: timeZone ?? startedWith,
  holidays: holidays.map(({ day }) => day),
})

/** Whether names are shortened in a channel. `isPublic` null: nobody can say who reads it. */
export const shortensNames = (maskNames: MaskNames, isPublic: boolean | null): boolean =>
  isPublic === null || maskNames === 'always' || (maskNames === 'automatic' && isPublic)
