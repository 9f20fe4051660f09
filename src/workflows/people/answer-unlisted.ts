import type { LeavingRefusal } from '../../domain/leaving.ts'
import { calendarOf } from '../../domain/settings.ts'
import { answerDueAt, firstDayMissing, withoutOneself } from '../../domain/unlisted.ts'
import { type Logging, logDeed, type Refusing, refuse } from '../audit.ts'
import type { Uses } from '../uses.ts'
import { mostUnlisted, type UnlistedPeople } from './follow-unlisted.ts'
import { type JoinRefusal, joinPeople, readJoining } from './join-people.ts'
import { setLeaving } from './set-leaving.ts'

type Reading = Uses<'clock' | 'startedWith.timeZone' | 'settings.get' | 'unlisted.open'>

type By = { readonly workspaceId: string; readonly by: string }

/** Somebody of whom it has to be said whether they left, and by when. */
export type UnlistedAsked = UnlistedPeople[number] & {
  readonly dueAt: Date
  /** YYYY-MM-DD: the day on which a list first lacked them. */
  readonly lastDay: string
}

/** Whom somebody may be asked about; nobody is asked about themselves. */
export async function readUnlisted(
  world: Reading,
  { workspaceId, by }: By,
): Promise<readonly UnlistedAsked[]> {
  const stored = await world.settings.get(workspaceId)
  const open = await world.unlisted.open(workspaceId, world.clock(), mostUnlisted)
  if (stored === null) return []
  const calendar = calendarOf(stored.settings, world.startedWith.timeZone)
  const time = { deadline: stored.settings.removalDeadline, calendar }
  return withoutOneself(open, by).map(person => ({
    ...person,
    dueAt: answerDueAt(person.askedAt, time),
    lastDay: firstDayMissing(person.since, person.timeZone ?? calendar.timeZone),
  }))
}

/** What is said of one of them. `other`: somebody of the list who is the same person. */
export type UnlistedAnswer = { readonly personId: string } & (
  | { readonly as: 'left'; readonly lastDay: string | null }
  | { readonly as: 'still_here' }
  | { readonly as: 'same'; readonly other: string }
)

export type UnlistedResult = { readonly personId: string; readonly name: string } & (
  | { readonly outcome: 'left' | 'still_here' | 'joined' }
  /** Somebody answered meanwhile, or nothing is to be answered any more. */
  | { readonly outcome: 'changed' }
  | { readonly outcome: 'refused'; readonly because: LeavingRefusal }
  | { readonly outcome: 'not_joined'; readonly because: JoinRefusal }
)

type Answering = Reading &
  Refusing &
  Parameters<typeof setLeaving>[0] &
  Parameters<typeof joinPeople>[0] &
  Uses<'unlisted.stillHere' | 'send'>

/**
 * Stores what an administrator says of people who are no longer in the staff list: a last day, that they are still here,
 * or who they are in it now. Each is logged, and their accounts are judged at once.
 */
export async function answerUnlisted(
  world: Answering,
  { workspaceId, by, answers }: By & { readonly answers: readonly UnlistedAnswer[] },
): Promise<readonly UnlistedResult[]> {
  const all = await world.unlisted.open(workspaceId, world.clock(), mostUnlisted)
  const mine = new Set(withoutOneself(all, by).map(({ id }) => id))
  const results: UnlistedResult[] = []
  for (const answer of answers) {
    const person = all.find(({ id }) => id === answer.personId)
    if (person === undefined) {
      results.push({ personId: answer.personId, name: '', outcome: 'changed' })
      continue
    }
    const { id: personId, name } = person
    if (mine.has(personId)) {
      results.push({ personId, name, ...(await answerOne(world, { workspaceId, by }, person, answer)) })
      continue
    }
    await refuse(world, {
      ...{ workspaceId, by, subject: personId },
      ...{ because: 'yourself', what: 'unlisted' },
    })
    results.push({ personId, name, outcome: 'refused', because: 'yourself' })
  }
  await world.send('leaving', workspaceId, { workspaceId })
  return results
}

type Outcome = UnlistedResult extends infer One
  ? One extends unknown
    ? Omit<One, 'personId' | 'name'>
    : never
  : never

async function answerOne(
  world: Answering,
  { workspaceId, by }: By,
  person: UnlistedPeople[number],
  answer: UnlistedAnswer,
): Promise<Outcome> {
  const { id: personId, type, enteredAt, since } = person
  if (answer.as === 'left') {
    const entry = { type, lastDay: answer.lastDay, onLeave: false }
    const input = {
      workspaceId,
      personId,
      seen: enteredAt,
      entry,
      deed: 'entered' as const,
      by,
      confirmed: true,
    }
    const set = await setLeaving(world, { ...input, reason: 'no longer in the staff list' })
    if (set.outcome === 'refused') return { outcome: 'refused', because: set.because }
    return { outcome: set.outcome === 'saved' ? 'left' : 'changed' }
  }
  if (answer.as === 'same') return joinWith(world, { workspaceId, by }, personId, answer.other)
  const [stored] = await world.unlisted.stillHere(workspaceId, [personId], { by, now: world.clock() })
  if (stored === undefined) return { outcome: 'changed' }
  await logStillHere(world, { workspaceId, by }, personId, since)
  return { outcome: 'still_here' }
}

const logStillHere = (world: Logging, { workspaceId, by }: By, subject: string, since: Date) =>
  logDeed(world, { workspaceId, by, action: 'still_here', subject, details: { missingSince: since } })

/** Of two people who both work here nothing else has to be said. */
async function joinWith(
  world: Answering,
  { workspaceId, by }: By,
  one: string,
  other: string,
): Promise<Outcome> {
  const pair = { workspaceId, one, other, by }
  const read = await readJoining(world, pair)
  if (read.outcome === 'refused') return { outcome: 'not_joined', because: read.because }
  const done = await joinPeople(world, { ...pair, seen: read.seen, rehired: null })
  if (done.outcome === 'refused') return { outcome: 'not_joined', because: done.because }
  return { outcome: done.outcome === 'joined' ? 'joined' : 'changed' }
}
