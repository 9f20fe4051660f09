import { inNumbers, type Leaver, type LeaversInNumbers, leaversOf, type Span } from '../../domain/leavers.ts'
import { daysOf, type Period, spanOf } from '../../domain/period.ts'
import { calendarOf } from '../../domain/settings.ts'
import type { Uses } from '../uses.ts'

/** `name` null: their personal data was deleted. `there`: they have a card. */
export type NamedLeaver = Leaver & {
  readonly name: string | null
  readonly slackUserId: string | null
  readonly there: boolean
}

export type LeaversReport = {
  readonly leavers: readonly NamedLeaver[]
  readonly numbers: LeaversInNumbers
  readonly days: { readonly from: string; readonly to: string }
  /** When the bot began to keep a journal, where that is within the period or after it; else null. */
  readonly watchedSince: Date | null
  /** It began after the period: nobody can say who left. */
  readonly unwatched: boolean
}

type Asked = {
  readonly workspaceId: string
  /** Slack id of who looks: nobody learns here of their own leaving. */
  readonly by: string
  readonly period: Period
}

/** Who left in a period and when their access ended, all from the journal. */
export async function readLeavers(
  world: Uses<
    'clock' | 'startedWith.timeZone' | 'settings.get' | 'leavers.rows' | 'leavers.people' | 'leavers.begin'
  >,
  { workspaceId, by, period }: Asked,
): Promise<LeaversReport | null> {
  const chosen = await world.settings.get(workspaceId)
  if (chosen === null) return null
  const now = world.clock()
  const calendar = calendarOf(chosen.settings, world.startedWith.timeZone)
  const { timeZone } = calendar
  const span: Span = spanOf(period, now, timeZone)
  const begin = await world.leavers.begin(workspaceId)
  const rows = await world.leavers.rows(workspaceId, span)
  const deadline = chosen.settings.removalDeadline
  const found = leaversOf(rows, span, { now, deadline, calendar })
  const ids = [...new Set(found.map(({ personId }) => personId))]
  const people = new Map((await world.leavers.people(workspaceId, ids)).map(one => [one.id, one]))
  const leavers = found
    .map(leaver => {
      const { name = null, slackUserId = null, there = false } = people.get(leaver.personId) ?? {}
      return { ...leaver, name, slackUserId, there }
    })
    .filter(({ slackUserId }) => slackUserId !== by)
  return {
    ...{ leavers, numbers: inNumbers(leavers), days: daysOf(period, now, timeZone) },
    watchedSince: begin !== null && begin > span.from ? begin : null,
    unwatched: begin === null || begin >= span.until,
  }
}
