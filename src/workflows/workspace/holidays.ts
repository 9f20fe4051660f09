import { type Holiday, mostHolidays, together } from '../../domain/holidays.ts'
import { calendarOf } from '../../domain/settings.ts'
import { UnreadableList } from '../../domain/staff-list.ts'
import { dayIn } from '../../domain/wall-clock.ts'
import { type Logging, logDeed } from '../audit.ts'
import type { Answer, Uses } from '../uses.ts'

export type HolidaysReport = {
  readonly holidays: readonly Holiday[]
  /** YYYY-MM-DD, where the workspace is. */
  readonly today: string
  /** Of the settings they are part of. */
  readonly version: number
  readonly mayReadFiles: boolean
}

/** The days that business days leave out. Null for a workspace the bot does not serve. */
export async function readHolidays(
  world: Uses<'clock' | 'startedWith.timeZone' | 'settings.get' | 'uploads.allowed'>,
  workspaceId: string,
): Promise<HolidaysReport | null> {
  const stored = await world.settings.get(workspaceId)
  if (stored === null) return null
  const { settings, version } = stored
  const { timeZone } = calendarOf(settings, world.startedWith.timeZone)
  const today = dayIn(world.clock(), timeZone)
  return { holidays: settings.holidays, today, version, mayReadFiles: await world.uploads.allowed() }
}

type FileRefusal = Extract<Answer<'uploads.open'>, { outcome: 'refused' }>['because']

export type HolidaysSaved =
  /** `skipped`: events of the file with a time of day, or that nobody can read. */
  | { readonly outcome: 'saved'; readonly days: number; readonly skipped: number }
  | { readonly outcome: 'unchanged' | 'changed_meanwhile' | 'no_calendar' | 'broken_off' }
  /** The file names no whole day from this year to the year after next. */
  | { readonly outcome: 'no_days'; readonly skipped: number }
  | { readonly outcome: 'too_many'; readonly days: number }
  | { readonly outcome: 'refused'; readonly because: FileRefusal }

type Saving = Logging &
  Uses<'startedWith.timeZone' | 'settings.get' | 'settings.save' | 'uploads.open' | 'readCalendar'>

/**
 * Keeps these days, and with them those of a calendar file where one is named. Findings that are open keep their
 * deadline.
 */
export async function saveHolidays(
  world: Saving,
  input: {
    readonly workspaceId: string
    readonly by: string
    /** Of the settings that the person saw. */
    readonly version: number
    readonly holidays: readonly Holiday[]
    /** Slack's id of an uploaded file. */
    readonly fileId: string | null
  },
): Promise<HolidaysSaved> {
  const { workspaceId, by, version, fileId } = input
  const before = await world.settings.get(workspaceId)
  if (before === null || before.version !== version) return { outcome: 'changed_meanwhile' }
  const kept = before.settings.holidays
  // Where the form had no room for them, names come from what was kept.
  const typed = together(kept, input.holidays).filter(({ day }) =>
    input.holidays.some(each => each.day === day),
  )
  const file = fileId === null ? null : await fromFile(world, { fileId, by }, before.settings)
  if (file !== null && 'outcome' in file) return file
  const holidays = together(typed, file?.holidays ?? [])
  if (holidays.length > mostHolidays) return { outcome: 'too_many', days: holidays.length }
  if (JSON.stringify(holidays) === JSON.stringify(kept)) return { outcome: 'unchanged' }
  const settings = { ...before.settings, holidays }
  if (!(await world.settings.save(workspaceId, settings, { version, by, now: world.clock() })))
    return { outcome: 'changed_meanwhile' }
  const details = { holidays: { from: kept.map(({ day }) => day), to: holidays.map(({ day }) => day) } }
  await logDeed(world, { workspaceId, by, action: 'settings_saved', subject: workspaceId, details })
  return { outcome: 'saved', days: holidays.length, skipped: file?.skipped ?? 0 }
}

/** Years ahead for which days that come back are written down. */
const ahead = 2

async function fromFile(
  world: Saving,
  { fileId, by }: { readonly fileId: string; readonly by: string },
  settings: Parameters<typeof calendarOf>[0],
): Promise<{ readonly holidays: readonly Holiday[]; readonly skipped: number } | HolidaysSaved> {
  const opened = await world.uploads.open(fileId, by)
  if (opened.outcome === 'refused') return opened
  const text = await textOf(opened.bytes)
  if (text === null) return { outcome: 'broken_off' }
  const { timeZone } = calendarOf(settings, world.startedWith.timeZone)
  const year = Number(dayIn(world.clock(), timeZone).slice(0, 4))
  const read = world.readCalendar(text, { from: year, to: year + ahead })
  if (read.outcome === 'no_calendar') return read
  const { holidays, skipped } = read
  return holidays.length === 0 ? { outcome: 'no_days', skipped } : { holidays, skipped }
}

async function textOf(bytes: AsyncIterable<Uint8Array>): Promise<string | null> {
  const decoder = new TextDecoder()
  try {
    let text = ''
    for await (const part of bytes) text += decoder.decode(part, { stream: true })
    return text + decoder.decode()
  } catch (error) {
    if (error instanceof UnreadableList) return null
    throw error
  }
}
