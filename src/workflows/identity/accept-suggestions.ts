import type { ConnectionKey } from '../../domain/connection-key.ts'
import { type Given, judge, type Refusal } from '../../domain/decision.ts'
import { fingerprint } from '../../domain/fingerprint.ts'
import { learnedAddress, normaliseAddress } from '../../domain/mail-address.ts'
import type { Because } from '../../domain/suggest.ts'
import { type RefusedFor, type Refusing, refuse } from '../audit.ts'
import type { Answer, Uses } from '../uses.ts'

/** One account with one clear suggestion. Its own, or left: somebody else accepts it, or a finding opens. */
export type ClearSuggestion = Answer<'suggestions.clear'>[number]

type Accepting = Refusing &
  Uses<'decisions.person' | 'decisions.store' | 'suggestions.clear' | 'workspaces.get' | 'decided'>

export type AcceptInput = {
  readonly key: ConnectionKey
  readonly because: Because
  /** Accounts that were shown and stay as they are. */
  readonly except: readonly string[]
  /** `markOf` the list that was shown. */
  readonly shown: string
  /** For shared mailboxes and external people: what all of them are from now on. */
  readonly given: Given | null
  readonly by: string
}

export type Accepted =
  | { readonly outcome: 'accepted'; readonly accounts: number; readonly left: number }
  /** The list changed since it was shown. */
  | { readonly outcome: 'changed' }
  /** Everything was left out. */
  | { readonly outcome: 'nothing' }
  | RefusedFor<Refusal>

/** Suggestions accepted at once: what one screen can show and a person can look through. */
export const mostAtOnce = 100

/** Tells one list from another: nothing is accepted that was not shown. */
export const markOf = (rows: readonly ClearSuggestion[]): string =>
  fingerprint(rows.map(({ accountId, personId, own }) => `${accountId} ${personId} ${own}`).join('\n'))

/** How many accounts have one clear suggestion, by its kind. */
export const countSuggestions = (
  { suggestions }: Uses<'suggestions.counts'>,
  key: ConnectionKey,
): Promise<readonly Answer<'suggestions.counts'>[number][]> => suggestions.counts(key)

/** What accepting one kind would do. */
export const previewSuggestions = (
  { clock, suggestions }: Uses<'clock' | 'suggestions.clear'>,
  { key, because, by }: Pick<AcceptInput, 'key' | 'because' | 'by'>,
): Promise<readonly ClearSuggestion[]> =>
  suggestions.clear(key, { because, by, now: clock(), limit: mostAtOnce })

/** Accepts all suggestions of one kind that were shown, but those left out, all or none; each is logged. */
export async function acceptSuggestions(world: Accepting, input: AcceptInput): Promise<Accepted> {
  const { key, because, by, except, given } = input
  const now = world.clock()
  const all = await previewSuggestions(world, input)
  if (markOf(all) !== input.shown) return { outcome: 'changed' }
  const rows = all.filter(row => !row.own && !except.includes(row.accountId))
  if (rows.length === 0) return { outcome: 'nothing' }
  const judged = given === null ? null : await judgeAll(world, input, given, now)
  const answered = judged !== null || !asksForSomebody.has(because)
  const { workspaceId, miroOrgId: subject } = key
  const refused = (why: Refusal) =>
    refuse(world, { workspaceId, by, subject, because: why, what: 'accept_suggestions', kind: because })
  if (!answered) return refused('unknown_person')
  if (judged !== null && 'refused' in judged) return refused(judged.refused)
  const decided = rows.map(({ accountId, personId, email }) => {
    const decision = judged?.decision ?? { class: 'staff' as const, personId, reason: null, reviewAt: null }
    const learned = learnedAddress(decision.class, normaliseAddress(email))
    return { ...decision, accountId, seen: null, learned }
  })
  if (!(await world.decisions.store(key, decided, { slackUserId: by, now, newcomer: null })))
    return { outcome: 'changed' }
  await world.decided(key)
  return { outcome: 'accepted', accounts: rows.length, left: rows.filter(row => row.left).length }
}

/** Nobody can be told from the address who answers for these. */
const asksForSomebody: ReadonlySet<Because> = new Set(['role_mailbox', 'guest'])

/** All of them get the same sponsor or owner. */
async function judgeAll(
  world: Uses<'workspaces.get' | 'decisions.person'>,
  { key, by }: AcceptInput,
  { choice, who }: Given,
  now: Date,
) {
  const workspace = await world.workspaces.get(key.workspaceId)
  const person = who === null ? null : await world.decisions.person(key.workspaceId, who, null)
  const judged = judge(choice, {
    now,
    by,
    account: { removedAt: null, disconnected: false, own: false },
    person,
    timeZone: workspace?.timeZone ?? 'UTC',
    addressTaken: false,
  })
  if ('refused' in judged) return judged
  const { newcomer, ...decision } = judged.decision
  return { decision }
}
