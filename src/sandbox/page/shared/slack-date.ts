/** How Slack writes a moment for its reader: `{date_short_pretty} at {time}` and the like, in the reader's zone. */
export function slackDate(seconds: number, format: string, reader: { timeZone: string; now: Date }): string {
  const moment = new Date(seconds * 1000)
  return format.replace(/\{([a-z_]+)\}/g, (whole, token: string) => inWords(moment, token, reader) ?? whole)
}

type Reader = { readonly timeZone: string; readonly now: Date }

const styles: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  date_num: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date: { year: 'numeric', month: 'long', day: 'numeric' },
  date_short: { year: 'numeric', month: 'short', day: 'numeric' },
  date_long: { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' },
  time: { hour: '2-digit', minute: '2-digit' },
  time_secs: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
}

function inWords(moment: Date, token: string, reader: Reader): string | null {
  if (token === 'ago') return ago(reader.now.getTime() - moment.getTime())
  const pretty = /^(date|date_short|date_long)_pretty$/.exec(token)
  const near = pretty === null ? null : nearDay(moment, reader)
  const style = styles[pretty?.[1] ?? token]
  if (near !== null) return near
  return style === undefined
    ? null
    : new Intl.DateTimeFormat('en-GB', { ...style, timeZone: reader.timeZone }).format(moment)
}

const units = [
  ['day', 24 * 3_600_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

/** "3 hours ago", "in 2 days" */
function ago(milliseconds: number): string {
  const far = Math.abs(milliseconds)
  const [unit, size] = units.find(([, one]) => far >= one) ?? ['minute', 60_000]
  const many = Math.round(far / size)
  if (many === 0) return 'just now'
  const span = `${many} ${unit}${many === 1 ? '' : 's'}`
  return milliseconds > 0 ? `${span} ago` : `in ${span}`
}

const dayNames = new Map([
  [-1, 'yesterday'],
  [0, 'today'],
  [1, 'tomorrow'],
])

const nearDay = (moment: Date, { now, timeZone }: Reader): string | null =>
  dayNames.get(dayNumber(moment, timeZone) - dayNumber(now, timeZone)) ?? null

/** Days since 1970 on the calendar of this zone. */
function dayNumber(moment: Date, timeZone: string): number {
  const day = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(moment)
  return Math.round(Date.parse(`${day}T00:00:00Z`) / 86_400_000)
}
