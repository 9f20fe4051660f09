import type { MiroMember } from '../../domain/account.ts'
import { type ConnectionKey, keyText } from '../../domain/connection-key.ts'
import { noteConnection } from '../alerts/notices.ts'
import { type Logging, logDeed } from '../audit.ts'
import { AccessRefused } from '../connection/miro-access.ts'
import { foreignError, ifForeign } from '../foreign-error.ts'
import { canFilter } from '../sync/sync-accounts.ts'
import type { Answer, Uses } from '../uses.ts'
import { within } from '../waiting.ts'

/**
 * What Miro said of an account. absent: it is no longer listed, which only a complete sync may confirm; gone: a
 * complete sync had missed it before, so this was the second look.
 */
export type Seen = 'seen' | 'absent' | 'gone'

export type Verified =
  | {
      readonly outcome: 'asked'
      readonly accounts: readonly { readonly id: string; readonly seen: Seen }[]
      /** False: Slack could not be asked about the people, so what was known of them before counts. */
      readonly peopleRead: boolean
    }
  /** Miro gave no answer in time. Nothing was changed. */
  | { readonly outcome: 'no_answer'; readonly because: 'rate_limited' | 'unavailable' }
  /** Miro said no for good: somebody has to act, and is told. Nothing else was changed. */
  | { readonly outcome: 'refused'; readonly trouble: 'reconnect_needed' | 'access_lost' }

type Batch = Answer<'evaluation.batchOf'>

type Verifying = Parameters<typeof noteConnection>[0] &
  Logging &
  Uses<
    | 'pause'
    | 'after'
    | 'token'
    | 'callMiro'
    | 'members.byAddresses'
    | 'members.byId'
    | 'members.organization'
    | 'evaluation.batchOf'
    | 'directory.person'
    | 'staffLook.record'
    | 'accountLook.record'
    | 'checkAccounts'
    | 'requestDelivery'
  >

type Input = {
  readonly key: ConnectionKey
  /** At most `mostAccounts`. */
  readonly accountIds: readonly string[]
  readonly by: string
}

/** As many addresses as Miro looks up at once. */
export const mostAccounts = 10

/** Together with storing and judging it has to be answered within five seconds. */
const patience = 3_500
const tries = 3
const betweenTries = 250

/**
 * Asks Miro about single accounts now, and judges them by what it says. Clicks on the same accounts at the same time
 * share one look. What Miro cannot answer in time changes nothing.
 */
export function accountVerifier(world: Verifying) {
  const underWay = new Map<string, Promise<Verified>>()
  return (input: Input): Promise<Verified> => {
    const accountIds = [...new Set(input.accountIds)].sort().slice(0, mostAccounts)
    const name = `${keyText(input.key)}/${accountIds.join(',')}`
    const shared =
      underWay.get(name) ?? verify(world, { ...input, accountIds }).finally(() => underWay.delete(name))
    underWay.set(name, shared)
    return shared
  }
}

async function verify(world: Verifying, input: Input): Promise<Verified> {
  const verified = await lookAndJudge(world, input)
  const seen = new Map(
    verified.outcome === 'asked' ? verified.accounts.map(({ id, seen }) => [id, seen]) : [],
  )
  const { workspaceId, miroOrgId } = input.key
  for (const id of input.accountIds) {
    const outcome = verified.outcome === 'asked' ? (seen.get(id) ?? 'unknown') : verified.outcome
    const details = { miroOrgId, outcome }
    await logDeed(world, { workspaceId, by: input.by, action: 'account_verified', subject: id, details })
  }
  return verified
}

async function lookAndJudge(world: Verifying, { key, accountIds, by }: Input): Promise<Verified> {
  const batch = await world.evaluation.batchOf(key, accountIds)
  const askedAt = world.clock()
  const people = readPeople(world, key.workspaceId, batch)
  // Awaited once Miro has answered; until then its failure must not count as unhandled.
  people.catch(() => {})
  let found: readonly MiroMember[] | null
  try {
    const asked = await within(world, patience, ask(world, key, batch))
    found = asked === 'late' ? null : asked.result
  } catch (error) {
    if (error instanceof AccessRefused) {
      await noteConnection(world, key, error.trouble)
      await world.requestDelivery()
      return { outcome: 'refused', trouble: error.trouble }
    }
    const kind = foreignError(error)?.kind
    if (kind === undefined) throw error
    return { outcome: 'no_answer', because: kind === 'rate_limited' ? kind : 'unavailable' }
  }
  if (found === null) return { outcome: 'no_answer', because: 'unavailable' }
  const peopleRead = await people
  const ids = batch.accountsInBatch.map(({ id }) => id)
  const seen = new Set(found.map(({ id }) => id))
  const absent = ids.filter(id => !seen.has(id))
  const look = await world.accountLook.record(key, { askedAt, seen: found, absent, now: world.clock() })
  const gone = new Set(look.gone)
  const known = ids.filter(id => seen.has(id) || gone.has(id))
  await judge(world, key, known, by)
  await world.requestDelivery()
  const accounts = ids.map(id => ({ id, seen: sawOf(seen.has(id), gone.has(id)) }))
  return { outcome: 'asked', accounts, peopleRead }
}

/** Where others judge at the same moment it is tried again: whoever looks at the window is told what is true now. */
async function judge(
  world: Verifying,
  key: ConnectionKey,
  accountIds: readonly string[],
  by: string,
): Promise<void> {
  const evaluationId = `verify-${world.token()}`
  for (let left = tries; left > 0; left -= 1) {
    const { outcome } = await world.checkAccounts(key, evaluationId, accountIds, by)
    if (outcome !== 'superseded') return
    await world.pause(betweenTries)
  }
}

const sawOf = (seen: boolean, gone: boolean): Seen => (seen ? 'seen' : gone ? 'gone' : 'absent')

/** By address together; who is not among them may have a new address, so each of those by id. */
async function ask(world: Verifying, key: ConnectionKey, batch: Batch): Promise<MiroMember[]> {
  const accounts = batch.accountsInBatch
  const addresses = accounts.flatMap(({ address }) => (canFilter(address) ? [address] : []))
  const wanted = new Set(accounts.map(({ id }) => id))
  const named =
    addresses.length === 0
      ? []
      : await again(world, key, token => world.members.byAddresses(token, key.miroOrgId, addresses))
  const found = named.filter(({ id }) => wanted.has(id))
  const seen = new Set(found.map(({ id }) => id))
  const others = await Promise.all(
    accounts
      .filter(({ id }) => !seen.has(id))
      .map(({ id }) => again(world, key, token => world.members.byId(token, key.miroOrgId, id))),
  )
  // Miro says "not found" also of everybody in an organization that it shows no more. Where no list was asked for,
  // only this tells one from the other.
  if (addresses.length === 0 && others.includes(null))
    await again(world, key, token => world.members.organization(token, key.miroOrgId))
  return [...found, ...others.flatMap(member => member ?? [])]
}

/** A hiccup is tried again at once. Nobody waits in front of a modal for a rate limit to end. */
async function again<T>(
  world: Verifying,
  key: ConnectionKey,
  call: (accessToken: string) => Promise<T>,
): Promise<T> {
  for (let left = tries; ; left -= 1) {
    try {
      return await world.callMiro(key, call)
    } catch (error) {
      const foreign = foreignError(error)
      if (left <= 1 || foreign === null || foreign.permanent || foreign.kind === 'rate_limited') throw error
      await world.pause(betweenTries)
    }
  }
}

/** Whether Slack told how those people stand to whom the accounts belong. */
async function readPeople(world: Verifying, workspaceId: string, batch: Batch): Promise<boolean> {
  const ids = batch.accountsInBatch.flatMap(({ id }) => {
    const personId = batch.previous.get(id)?.personId
    return personId == null ? [] : (batch.people.get(personId)?.slackUserId ?? [])
  })
  if (ids.length === 0) return true
  const asking = within(world, patience, askSlack(world, workspaceId, [...new Set(ids)]))
  return (await asking.catch(ifForeign('late'))) !== 'late'
}

/** Stores what Slack says of people now. */
async function askSlack(
  world: Verifying,
  workspaceId: string,
  slackUserIds: readonly string[],
): Promise<void> {
  const askedAt = world.clock()
  const users = await Promise.all(slackUserIds.map(id => world.directory.person(id)))
  const known = users.flatMap(user => user ?? [])
  await world.staffLook.record(workspaceId, { askedAt, users: known, eventIds: [], now: world.clock() })
}
