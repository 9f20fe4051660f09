import type { ConnectionKey } from '../../domain/connection-key.ts'
import type { Calendar } from '../../domain/deadline.ts'
import { knownUntil } from '../../domain/gap.ts'
import { grouped } from '../../domain/journal-facts.ts'
import { morningOf, mostNamed, type Responsible, responsibleFor, saidUntil } from '../../domain/ladder.ts'
import { calendarOf } from '../../domain/settings.ts'
import { dayIn } from '../../domain/wall-clock.ts'
import type { Answer, Uses } from '../uses.ts'

type Speaking = Uses<
  | 'clock'
  | 'startedWith.timeZone'
  | 'settings.get'
  | 'workspaces.get'
  | 'keysOf'
  | 'connections.get'
  | 'people.admins'
  | 'people.isCurrent'
  | 'gaps.open'
  | 'ladder.unsaid'
  | 'ladder.sayOverdue'
  | 'ladder.stillOverdue'
  | 'ladder.stillOpen'
  | 'ladder.beginStillOpen'
  | 'ladder.changeStillOpen'
  | 'requestDelivery'
>

type Late = Answer<'ladder.unsaid'>[number]
type StillOpen = NonNullable<Answer<'ladder.stillOpen'>>['facts']
type Time = { readonly now: Date; readonly calendar: Calendar }

/** More wait for the next minute. */
const atOnce = 500

/**
 * Says of findings what an edit of their message tells nobody: that they became overdue, and each working day what still
 * is. Each once, in hours in which people read it; safe to repeat.
 */
export async function speakSteps(world: Speaking, workspaceId: string): Promise<void> {
  const stored = await world.settings.get(workspaceId)
  const workspace = await world.workspaces.get(workspaceId)
  if (stored === null || workspace?.alertChannelId == null) return
  const time = { now: world.clock(), calendar: calendarOf(stored.settings, world.startedWith.timeZone) }
  let news = false
  for (const key of await world.keysOf(workspaceId)) if (await sayOverdue(world, key, time)) news = true
  if (await listStillOpen(world, workspaceId, time)) news = true
  if (news) await world.requestDelivery()
}

/** In a gap nothing grows worse: then nobody knows what is still open. */
async function sayOverdue(world: Speaking, key: ConnectionKey, { now, calendar }: Time): Promise<boolean> {
  const until = saidUntil(now, calendar)
  if (until === null) return false
  const known = knownUntil(await world.gaps.open(key), now)
  const late = await world.ladder.unsaid(
    key,
    { leavers: earlier(until.leavers, known), others: earlier(until.others, known) },
    atOnce,
  )
  let news = false
  for (const [alertId, of] of grouped(late, ({ alertId }) => alertId))
    if (await world.ladder.sayOverdue(key, alertId, await linesOf(world, key.workspaceId, of), now))
      news = true
  return news
}

const earlier = (one: Date, other: Date): Date => (one < other ? one : other)

/** Begins the list of a working day, and keeps it as things are while the day lasts. */
async function listStillOpen(
  world: Speaking,
  workspaceId: string,
  { now, calendar }: Time,
): Promise<boolean> {
  const morning = morningOf(now, calendar)
  const day = morning === null ? null : dayIn(morning, calendar.timeZone)
  const told = await world.ladder.stillOpen(workspaceId, null)
  if (told === null && morning === null) return false
  const before = morning ?? now
  const { lines: late, all } = await world.ladder.stillOverdue(workspaceId, before, mostNamed)
  const lines = await linesOf(world, workspaceId, late)
  if (day !== null && told?.facts.day !== day && all > 0)
    return await world.ladder.beginStillOpen(workspaceId, { kind: 'still_open', day, lines, all }, now)
  if (told === null) return false
  const facts: StillOpen = { ...told.facts, lines, all }
  if (JSON.stringify(facts) === JSON.stringify(told.facts)) return false
  await world.ladder.changeStillOpen(workspaceId, told.id, facts, now)
  return true
}

/** Each with whoever is responsible for it. */
async function linesOf(
  world: Speaking,
  workspaceId: string,
  late: readonly Late[],
): Promise<{ readonly id: string; readonly to: string[] }[]> {
  const known = new Map<string, Responsible>()
  const current = new Map<string, boolean>()
  for (const { miroOrgId } of late) {
    if (known.has(miroOrgId)) continue
    const owner = (await world.connections.get({ workspaceId, miroOrgId }))?.criticalOwner ?? null
    if (owner !== null) current.set(owner, await world.people.isCurrent(workspaceId, owner))
    known.set(miroOrgId, { owner, administrators: await world.people.admins(workspaceId) })
  }
  const nobody: Responsible = { owner: null, administrators: [] }
  return late.map(({ id, miroOrgId, subject }) => ({
    id,
    to: [...responsibleFor(known.get(miroOrgId) ?? nobody, subject, who => current.get(who) ?? false)],
  }))
}
