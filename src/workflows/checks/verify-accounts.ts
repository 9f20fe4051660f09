import type { MiroMember } from '../../domain/account.ts'
import type { Frame, Snapshot } from '../../domain/snapshot.ts'
import type { Audit } from '../audit.ts'
import { AccessRefused, type CallMiro } from '../connection/miro-access.ts'
import { type ConnectionKey, keyText } from '../connection-key.ts'
import { foreignError } from '../foreign-error.ts'

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

type Batch = Omit<Snapshot, keyof Frame>

type Needs = {
  readonly clock: () => Date
  readonly pause: (milliseconds: number) => Promise<void>
  /** The result, or null when it takes longer; the work itself goes on. */
  readonly within: <T>(milliseconds: number, work: Promise<T>) => Promise<T | null>
  readonly token: () => string
  readonly callMiro: CallMiro
  readonly members: {
    byAddresses(
      accessToken: string,
      orgId: string,
      addresses: readonly string[],
    ): Promise<readonly MiroMember[]>
    byId(accessToken: string, orgId: string, id: string): Promise<MiroMember | null>
    organization(accessToken: string, orgId: string): Promise<unknown>
  }
  readonly evaluation: { batchOf(key: ConnectionKey, accountIds: readonly string[]): Promise<Batch> }
  /** Asks Slack about these people and stores what it says. Throws what Slack's adapter throws. */
  readonly readPeople: (workspaceId: string, slackUserIds: readonly string[]) => Promise<void>
  readonly accounts: {
    record(
      key: ConnectionKey,
      look: { askedAt: Date; seen: readonly MiroMember[]; absent: readonly string[]; now: Date },
    ): Promise<{ recorded: boolean; gone: readonly string[] }>
  }
  readonly checkAccounts: (
    key: ConnectionKey,
    evaluationId: string,
    accountIds: readonly string[],
    read: { justRead: boolean },
  ) => Promise<unknown>
  /** Says once that the connection works no more. */
  readonly noteTrouble: (key: ConnectionKey, trouble: AccessRefused['trouble']) => Promise<void>
  readonly requestDelivery: () => Promise<void>
  readonly audit: Audit
}

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
export function accountVerifier(needs: Needs) {
  const underWay = new Map<string, Promise<Verified>>()
  return (input: Input): Promise<Verified> => {
    const accountIds = [...new Set(input.accountIds)].sort().slice(0, mostAccounts)
    const name = `${keyText(input.key)}/${accountIds.join(',')}`
    const shared =
      underWay.get(name) ?? verify(needs, { ...input, accountIds }).finally(() => underWay.delete(name))
    underWay.set(name, shared)
    return shared
  }
}

async function verify(needs: Needs, input: Input): Promise<Verified> {
  const verified = await lookAndJudge(needs, input)
  const seen = new Map(
    verified.outcome === 'asked' ? verified.accounts.map(({ id, seen }) => [id, seen]) : [],
  )
  for (const id of input.accountIds)
    await needs.audit.append({
      workspaceId: input.key.workspaceId,
      at: needs.clock(),
      actor: input.by,
      action: 'account_verified',
      subject: id,
      details: {
        miroOrgId: input.key.miroOrgId,
        outcome: verified.outcome === 'asked' ? (seen.get(id) ?? 'unknown') : verified.outcome,
      },
    })
  return verified
}

async function lookAndJudge(needs: Needs, { key, accountIds }: Input): Promise<Verified> {
  const batch = await needs.evaluation.batchOf(key, accountIds)
  const askedAt = needs.clock()
  const people = readPeople(needs, key.workspaceId, batch)
  // Awaited once Miro has answered; until then its failure must not count as unhandled.
  people.catch(() => {})
  let found: readonly MiroMember[] | null
  try {
    found = await needs.within(patience, ask(needs, key, batch))
  } catch (error) {
    if (error instanceof AccessRefused) {
      await needs.noteTrouble(key, error.trouble)
      await needs.requestDelivery()
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
  const look = await needs.accounts.record(key, { askedAt, seen: found, absent, now: needs.clock() })
  const gone = new Set(look.gone)
  const known = ids.filter(id => seen.has(id) || gone.has(id))
  await needs.checkAccounts(key, `verify-${needs.token()}`, known, { justRead: true })
  await needs.requestDelivery()
  const accounts = ids.map(id => ({ id, seen: sawOf(seen.has(id), gone.has(id)) }))
  return { outcome: 'asked', accounts, peopleRead }
}

const sawOf = (seen: boolean, gone: boolean): Seen => (seen ? 'seen' : gone ? 'gone' : 'absent')

/** By address together; who is not among them may have a new address, so each of those by id. */
async function ask(needs: Needs, key: ConnectionKey, batch: Batch): Promise<MiroMember[]> {
  const accounts = batch.accountsInBatch
  const addresses = accounts.flatMap(({ address }) => (canFilter(address) ? [address] : []))
  const wanted = new Set(accounts.map(({ id }) => id))
  const named =
    addresses.length === 0
      ? []
      : await again(needs, key, token => needs.members.byAddresses(token, key.miroOrgId, addresses))
  const found = named.filter(({ id }) => wanted.has(id))
  const seen = new Set(found.map(({ id }) => id))
  const others = await Promise.all(
    accounts
      .filter(({ id }) => !seen.has(id))
      .map(({ id }) => again(needs, key, token => needs.members.byId(token, key.miroOrgId, id))),
  )
  // Miro says "not found" also of everybody in an organization that it shows no more. Where no list was asked for,
  // only this tells one from the other.
  if (addresses.length === 0 && others.includes(null))
    await again(needs, key, token => needs.members.organization(token, key.miroOrgId))
  return [...found, ...others.flatMap(member => member ?? [])]
}

/** Miro's filter takes addresses separated by commas, so one with a comma cannot be asked for. */
const canFilter = (address: string | null): address is string => address !== null && !address.includes(',')

/** A hiccup is tried again at once. Nobody waits in front of a modal for a rate limit to end. */
async function again<T>(
  needs: Needs,
  key: ConnectionKey,
  call: (accessToken: string) => Promise<T>,
): Promise<T> {
  for (let left = tries; ; left -= 1) {
    try {
      return await needs.callMiro(key, call)
    } catch (error) {
      const foreign = foreignError(error)
      if (left <= 1 || foreign === null || foreign.permanent || foreign.kind === 'rate_limited') throw error
      await needs.pause(betweenTries)
    }
  }
}

/** Whether Slack told how those people stand to whom the accounts belong. */
async function readPeople(needs: Needs, workspaceId: string, batch: Batch): Promise<boolean> {
  const ids = batch.accountsInBatch.flatMap(({ id }) => {
    const personId = batch.previous.get(id)?.personId
    return personId == null ? [] : (batch.people.get(personId)?.slackUserId ?? [])
  })
  if (ids.length === 0) return true
  try {
    return (
      (await needs.within(
        patience,
        needs.readPeople(workspaceId, [...new Set(ids)]).then(() => true),
      )) === true
    )
  } catch (error) {
    if (foreignError(error) === null) throw error
    return false
  }
}
