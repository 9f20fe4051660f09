import { calendarOf } from '../../domain/settings.ts'
import {
  type Answered,
  answeredAs,
  named,
  saidOf,
  type UnlistedCountFacts,
  type UnlistedFacts,
  urgency,
  withoutOneself,
} from '../../domain/unlisted.ts'
import { changeNotice, isOf, ofPeople } from '../alerts/keep-notice.ts'
import type { Answer, Uses } from '../uses.ts'

/** Somebody whom the staff list no longer names, while Slack shows them as active, and nobody said what that means. */
export type UnlistedPeople = Answer<'unlisted.open'>

/** More than this wait until these are answered. */
export const mostUnlisted = 1_000

type Following = Uses<
  | 'clock'
  | 'startedWith.timeZone'
  | 'settings.get'
  | 'workspaces.get'
  | 'people.admins'
  | 'unlisted.open'
  | 'leaving.person'
  | 'alerts.openNotices'
  | 'alerts.openNotice'
  | 'alerts.changeNotice'
  | 'alerts.notify'
  | 'requestDelivery'
>

type Clock = Parameters<typeof urgency>[1]

/**
 * Has every administrator asked about people who are no longer in the staff list, by one message that is kept as things
 * are and closes when nothing is left to say, and tells the alert channel how many there are. Safe to repeat: what is
 * told already is not told again.
 */
export async function followUnlisted(world: Following, workspaceId: string): Promise<void> {
  const now = world.clock()
  const open = await world.unlisted.open(workspaceId, now, mostUnlisted)
  const told = await world.alerts.openNotices(workspaceId, 'unlisted')
  const settings = (await world.settings.get(workspaceId))?.settings
  if (settings === undefined) return
  const clock = {
    now,
    deadline: settings.removalDeadline,
    calendar: calendarOf(settings, world.startedWith.timeZone),
  }
  const admins = open.length === 0 ? [] : await world.people.admins(workspaceId)
  let news = false
  for (const { id, facts, userId } of told) {
    if (!isOf(facts, 'unlisted')) continue
    const mine = userId === null || !admins.includes(userId) ? [] : withoutOneself(open, userId)
    const changed = await changedFacts(world, workspaceId, facts, mine, clock)
    if (changed === null) continue
    await world.alerts.changeNotice(workspaceId, id, changed, now)
    news = true
  }
  const asked = admins.filter(userId => withoutOneself(open, userId).length > 0)
  for (const userId of asked.filter(one => !told.some(({ userId }) => userId === one))) {
    const facts = newFacts(withoutOneself(open, userId), clock)
    if (facts === null) continue
    await world.alerts.notify({ ...ofPeople(workspaceId), kind: 'unlisted', facts, userId }, now)
    news = true
  }
  if (await countUnlisted(world, workspaceId, { open, isAsked: asked.length > 0, clock })) news = true
  if (news) await world.requestDelivery()
}

function newFacts(open: UnlistedPeople, clock: Clock): UnlistedFacts | null {
  const when = urgency(open, clock)
  return (
    when && { kind: 'unlisted', people: named(open), all: open.length, ...when, answered: [], fixedAt: null }
  )
}

/** What a message says from now on; null: the same. Nobody left to ask about, or nobody who may answer: it is over. */
async function changedFacts(
  { leaving }: Following,
  workspaceId: string,
  told: UnlistedFacts,
  open: UnlistedPeople,
  clock: Clock,
): Promise<UnlistedFacts | null> {
  const waiting = new Set(open.map(({ id }) => id))
  const answered: Answered[] = told.answered.filter(({ id }) => !waiting.has(id))
  for (const { id, name } of told.people.filter(person => !waiting.has(person.id)))
    answered.push({ id, name, ...becameOf(id, await leaving.person(workspaceId, id)) })
  const when = urgency(open, clock)
  const facts =
    when === null
      ? { ...told, people: [], all: 0, answered, fixedAt: clock.now }
      : { ...told, people: named(open), all: open.length, ...when, answered }
  return JSON.stringify(facts) === JSON.stringify(told) ? null : facts
}

function becameOf(id: string, person: Answer<'leaving.person'> | null): Omit<Answered, 'id' | 'name'> {
  const as = answeredAs({ id }, person)
  return { as, ...(person !== null && saidOf(as, person.said)) }
}

/** Tells the alert channel how many there are. True: there is something new to say. */
async function countUnlisted(
  world: Following,
  workspaceId: string,
  {
    open,
    isAsked,
    clock,
  }: { readonly open: UnlistedPeople; readonly isAsked: boolean; readonly clock: Clock },
): Promise<boolean> {
  const about = ofPeople(workspaceId)
  const when = urgency(open, clock)
  let news = false
  const isOpen = await changeNotice(world, about, 'unlisted_count', (told, fixedAt) => {
    const facts: UnlistedCountFacts =
      when === null ? { ...told, fixedAt } : { ...told, all: open.length, asked: isAsked, ...when }
    news = JSON.stringify(facts) !== JSON.stringify(told)
    return news ? facts : null
  })
  const channel = (await world.workspaces.get(workspaceId))?.alertChannelId ?? null
  if (isOpen || when === null || channel === null) return news
  const facts = { kind: 'unlisted_count' as const, all: open.length, asked: isAsked, ...when, fixedAt: null }
  await world.alerts.notify({ ...about, kind: 'unlisted_count', facts, userId: null }, clock.now)
  return true
}
