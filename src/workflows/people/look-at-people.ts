import { believable } from '../../domain/believable.ts'
import type { DirectoryUser } from '../../domain/staff.ts'
import { type Logging, logDeed } from '../audit.ts'
import { foreignError } from '../foreign-error.ts'
import type { Answer, Uses } from '../uses.ts'
import { untilQuiet } from '../waiting.ts'
import { type Judging, judgePeople } from './judge-people.ts'

type WaitingEvent = Answer<'personEvents.waiting'>[number]

type Looking = Judging &
  Logging &
  Uses<
    | 'pause'
    | 'personEvents.waiting'
    | 'personEvents.done'
    | 'directory.person'
    | 'staffLook.compare'
    | 'staffLook.record'
    | 'runs.lastHeld'
    | 'send'
    | 'workspaces.get'
    | 'deliver'
  >

/** Events of so many belong together: looked at, judged and told at once. */
const atOnce = 50
/** A scan may overtake what was read of people; then Slack is asked again. */
const tries = 3
/** Slack is asked about so many people at the same time. */
const abreast = 5

type Outcome = 'looked' | 'held' | 'refused'

/** What Slack said of one person, or why it did not. */
type Said = {
  readonly eventIds: readonly string[]
  /** Null: can never be staff, or Slack did not say. */
  readonly user: DirectoryUser | null
  readonly error: Error | null
}

/**
 * Acts on what Slack told about people: asks Slack about each of them, takes that over by the rules of a scan, judges
 * the accounts they bear on, and tells. What an event says is never believed, so one that comes late, twice or out of
 * order does no harm. Too many leaving at once are left to the next scan, which asks a person. May be repeated: an
 * event waits until its outcome is stored. Throws Slack's error when somebody has to be asked about again.
 */
export async function lookAtPeople(world: Looking, workspaceId: string): Promise<void> {
  const workspace = await world.workspaces.get(workspaceId)
  // Before the first scan there is nothing to compare with; what waits is looked at after it.
  if (workspace === null || workspace.staffReadAt === null) return
  for (let inVain = 0; inVain < tries; ) {
    const waiting = await gathered(world, workspaceId)
    if (waiting.length === 0) return
    const { done, error } = await lookAtSome(world, workspaceId, waiting)
    await world.deliver()
    if (error !== null) throw error
    inVain = done > 0 ? 0 : inVain + 1
  }
  throw new Error('what was read of people could not be written')
}

/** What waits, once nothing more comes for a while. */
const gathered = (world: Looking, workspaceId: string): Promise<readonly WaitingEvent[]> =>
  untilQuiet(
    world,
    () => world.personEvents.waiting(workspaceId, atOnce),
    waiting =>
      waiting.length === 0 ? null : new Date(Math.max(...waiting.map(each => each.receivedAt.getTime()))),
  )

/** Stores what came of each event that need not be looked at again: how many, and Slack's error about another. */
async function lookAtSome(
  world: Looking,
  workspaceId: string,
  waiting: readonly WaitingEvent[],
): Promise<{ readonly done: number; readonly error: Error | null }> {
  const askedAt = world.clock()
  const answers = await askAbout(world, waiting)
  const held = await tooMany(world, workspaceId, answers)
  const taken = answers.filter(({ user }) => user !== null && !held.has(user.slackUserId))
  const look = {
    askedAt,
    // On Grid one person may have several ids.
    users: [...new Map(taken.flatMap(({ user }) => (user ? [[user.slackUserId, user]] : []))).values()],
    eventIds: taken.flatMap(({ eventIds }) => eventIds),
    now: world.clock(),
  }
  const written = await world.staffLook.record(workspaceId, look)
  await judgePeople(world, workspaceId, `people-${waiting[0]?.id}`, [...written.values()])
  // A question that waits for a person's word is not asked anew with every event.
  if (held.size > 0 && (await world.runs.lastHeld(workspaceId, 'slack', workspaceId)) === null)
    await world.send('staff', workspaceId, { workspaceId })

  const outcomes = answers.map(({ user, error }): Outcome | null => {
    if (error !== null) return foreignError(error)?.permanent === true ? 'refused' : null
    if (user !== null && held.has(user.slackUserId)) return 'held'
    // Who was looked at or scanned since Slack was asked is asked about again.
    return user === null || written.has(user.slackUserId) ? 'looked' : null
  })
  for (const outcome of ['looked', 'held', 'refused'] as const) {
    const ids = answers.flatMap(({ eventIds }, index) => (outcomes[index] === outcome ? eventIds : []))
    if (ids.length > 0) await world.personEvents.done(workspaceId, ids, outcome, world.clock())
  }
  const unanswered = answers.find(({ error }, index) => error !== null && outcomes[index] === null)
  return { done: outcomes.filter(outcome => outcome !== null).length, error: unanswered?.error ?? null }
}

/** Asks Slack once about each person, however many events there are. */
async function askAbout(world: Looking, waiting: readonly WaitingEvent[]): Promise<Said[]> {
  const ask = async (slackUserId: string): Promise<Said> => {
    const eventIds = waiting.filter(event => event.slackUserId === slackUserId).map(({ id }) => id)
    try {
      return { eventIds, user: await world.directory.person(slackUserId), error: null }
    } catch (error) {
      if (!(error instanceof Error) || foreignError(error) === null) throw error
      return { eventIds, user: null, error }
    }
  }
  const people = [...new Set(waiting.map(event => event.slackUserId))]
  const answers: Said[] = []
  for (let from = 0; from < people.length; from += abreast)
    answers.push(...(await Promise.all(people.slice(from, from + abreast).map(ask))))
  return answers
}

/** Slack ids of who would leave, when that is not believable with those who left by events within the hour; else none. */
async function tooMany(
  world: Looking,
  workspaceId: string,
  answers: readonly Said[],
): Promise<ReadonlySet<string>> {
  const users = answers.flatMap(({ user }) => user ?? [])
  const { current, leaving, leftLately } = await world.staffLook.compare(workspaceId, users, world.clock())
  const counts = {
    before: current + leftLately,
    gone: leftLately + leaving.length,
    after: current - leaving.length,
  }
  const believed = believable(counts)
  if (leaving.length === 0 || believed.ok) return new Set()
  const details = { reason: believed.reason, ...counts, slackUserIds: leaving }
  await logDeed(world, { workspaceId, by: 'bot', action: 'leavers_held', subject: workspaceId, details })
  return new Set(leaving)
}
