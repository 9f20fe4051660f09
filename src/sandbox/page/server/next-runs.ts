/** When the sandbox's bot reads accounts and people: on fixed minutes, so that the clock can run right to them. */
export const schedule = { SYNC_CRON: '*/30 * * * *', STAFF_CRON: '5 * * * *' } as const

const minutesOf = { sync: [0, 30], staff: [5] } as const

const minute = 60_000
const day = 24 * 60 * minute

export type RunTo = 'sync' | 'staff' | 'tomorrow' | 'month'

export type Runs = { readonly at: Date; readonly sync: boolean; readonly staff: boolean }

/** The moment to let the clock run to, and what is due on the way. */
export function runsUntil(to: RunTo, now: Date): Runs {
  if (to === 'tomorrow' || to === 'month') {
    const days = to === 'month' ? 31 : 1
    return { at: new Date(now.getTime() + days * day), sync: true, staff: true }
  }
  const due = { sync: false, staff: false }
  for (let at = Math.floor(now.getTime() / minute) * minute + minute; ; at += minute) {
    const past = new Date(at).getUTCMinutes()
    due.sync ||= isOf('sync', past)
    due.staff ||= isOf('staff', past)
    if (due[to]) return { at: new Date(at), ...due }
  }
}

const isOf = (name: keyof typeof minutesOf, past: number): boolean =>
  minutesOf[name].some(each => each === past)
