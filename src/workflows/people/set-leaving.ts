import {
  type Entry,
  judgeLeaving,
  type LeavingDeed,
  type LeavingRefusal,
  refusedPerson,
} from '../../domain/leaving.ts'
import { type Logging, logDeed } from '../audit.ts'
import type { Answer, Uses } from '../uses.ts'
import { type LikelyAccount, mostLikely } from './whois.ts'

/** A person with what was entered about them. */
export type LeavingPerson = Answer<'leaving.person'>

type Reading = Uses<'leaving.person' | 'startedWith.timeZone' | 'suggestions.likelyOf'>

/** `likely`: accounts that may be theirs. No alert about their leaving comes for these. */
type LeavingRead = { readonly person: LeavingPerson; readonly likely: readonly LikelyAccount[] }

export type LeavingInput = {
  readonly workspaceId: string
  readonly personId: string
  /** When that was entered which the person saw; null when nothing was. */
  readonly seen: Date | null
  readonly entry: Entry
  readonly deed: LeavingDeed
  readonly reason: string | null
  /** Somebody said yes to a day that is past. */
  readonly confirmed: boolean
  readonly by: string
}

export type LeavingSet =
  | ({ readonly outcome: 'saved'; readonly deed: LeavingDeed } & LeavingRead)
  /** The day is past: they would count as gone at once. Nothing was stored. */
  | ({ readonly outcome: 'past' } & LeavingRead)
  /** Somebody else entered something since it was shown. */
  | { readonly outcome: 'changed' }
  | { readonly outcome: 'refused'; readonly because: LeavingRefusal }

/** A person as the form shows them, or why nothing can be entered. */
export async function readLeaving(
  { leaving, startedWith, suggestions }: Reading,
  { workspaceId, personId, by }: Pick<LeavingInput, 'workspaceId' | 'personId' | 'by'>,
): Promise<LeavingRead | { readonly refused: LeavingRefusal }> {
  const person = await leaving.person(workspaceId, personId)
  if (person === null) return { refused: 'no_person' }
  const refused = refusedPerson(person, by)
  if (refused !== null) return { refused }
  return {
    person: { ...person, timeZone: person.timeZone ?? startedWith.timeZone },
    likely: await suggestions.likelyOf(workspaceId, person.id, mostLikely),
  }
}

/**
 * Stores when somebody leaves, that they do not, or that they came back, and has their accounts judged anew: now, and
 * by itself when the last day is over. Nothing fails before. What was entered and what was refused is logged.
 */
export async function setLeaving(
  world: Reading & Logging & Uses<'leaving.store' | 'send'>,
  input: LeavingInput,
): Promise<LeavingSet> {
  const { workspaceId, personId, entry, deed, by, seen } = input
  const now = world.clock()
  const person = await world.leaving.person(workspaceId, personId)
  const timeZone = person?.timeZone ?? world.startedWith.timeZone
  const judged = judgeLeaving(entry, { now, by, person, timeZone, deed })
  const log = (action: string, details: object) =>
    logDeed(world, { workspaceId, by, action, subject: personId, details })
  if ('refused' in judged) {
    const { refused: because } = judged
    if (because !== 'unchanged') await log('refused', { because, what: 'leaving', ...entry })
    return { outcome: 'refused', because }
  }
  const { leaving } = judged
  const likely = await world.suggestions.likelyOf(workspaceId, personId, mostLikely)
  const isPast = leaving.endAt !== null && leaving.endAt <= now && leaving.lastDay !== person?.lastDay
  if (isPast && !input.confirmed && person !== null)
    return { outcome: 'past', person: { ...person, timeZone }, likely }
  const entered = { ...leaving, personId, seen, by, now }
  if (!(await world.leaving.store(workspaceId, entered))) return { outcome: 'changed' }
  const before = person && { type: person.type, lastDay: person.lastDay, onLeave: person.onLeave }
  const { type, lastDay, onLeave, endAt } = leaving
  await log(actionOf(before, leaving, deed), {
    ...{ type, lastDay, onLeave, endAt, timeZone, before, reason: input.reason },
  })
  await world.send('leaving', workspaceId, { workspaceId })
  const stored = await world.leaving.person(workspaceId, personId)
  return stored === null
    ? { outcome: 'changed' }
    : { outcome: 'saved', person: { ...stored, timeZone }, deed, likely }
}

function actionOf(before: Entry | null, { lastDay }: Entry, deed: LeavingDeed): string {
  if (deed === 'came_back') return 'person_came_back'
  if (deed === 'begun') return 'person_began'
  if (before?.lastDay === lastDay) return 'person_changed'
  if (lastDay === null) return 'leave_cancelled'
  return before === null || before.lastDay === null ? 'leave_entered' : 'leave_moved'
}
