import type { MiroMember } from '../../domain/account.ts'
import { believable, complete } from '../../domain/believable.ts'
import { AccessRefused, type CallMiro } from '../connection/miro-access.ts'
import type { ConnectionKey } from '../connection-key.ts'
import { failRun, type Run, type RunNeeds, type RunResult, readPages, whileHeld } from './run.ts'

export type AccountSync =
  | RunResult<{ readonly added: number; readonly changed: number; readonly gone: number }>
  /** Miro said no for good: somebody has to act. */
  | { readonly outcome: 'refused'; readonly trouble: 'reconnect_needed' | 'access_lost' }

type MembersPage = {
  readonly cursor: string | null
  read(): { readonly members: readonly MiroMember[]; readonly setAside: number }
}

type Needs = RunNeeds & {
  readonly callMiro: CallMiro
  /** Repeats a call that may yet succeed: waits for rate limits, backs off otherwise, and gives up in the end. */
  readonly retrying: <T>(call: () => Promise<T>) => Promise<T>
  readonly members: {
    page(accessToken: string, orgId: string, cursor: string | null): Promise<MembersPage>
    byAddresses(
      accessToken: string,
      orgId: string,
      addresses: readonly string[],
    ): Promise<readonly MiroMember[]>
    byId(accessToken: string, orgId: string, id: string): Promise<MiroMember | null>
  }
  readonly accounts: {
    compare(run: Run): Promise<{
      rows: number
      distinct: number
      setAside: number
      liveBefore: number
      missing: number
      deactivated: number
      sample: string[]
    }>
    missing(
      run: Run,
      afterId: string | null,
      limit: number,
    ): Promise<{ id: string; address: string | null }[]>
    addSeen(run: Run, rows: readonly MiroMember[], now: Date): Promise<boolean>
    apply(
      run: Run,
      input: { gone: readonly string[]; now: Date },
    ): Promise<{ applied: boolean; added: number; changed: number; gone: number }>
  }
}

/** Miro looks up at most ten addresses at once. */
const lookUp = 10

/** Reads every account of one Miro organisation and applies what it read, all or nothing. */
export async function syncAccounts(
  needs: Needs,
  key: ConnectionKey,
  input: { readonly requestedBy: string | null; readonly onPage?: (accountsRead: number) => void },
): Promise<AccountSync> {
  const start = await needs.runs.acquire({
    workspaceId: key.workspaceId,
    source: 'miro',
    sourceId: key.miroOrgId,
    requestedBy: input.requestedBy,
    now: needs.clock(),
  })
  if (start.outcome === 'busy') return start
  const { run } = start
  const fetchPage = async (cursor: string | null) => {
    const page = await ask(needs, key, token => needs.members.page(token, key.miroOrgId, cursor))
    const read = () => {
      const { members, setAside } = page.read()
      return { rows: members, setAside }
    }
    return { cursor: page.cursor, read }
  }
  return orRefused(needs, run, async () => {
    const stopped = await readPages(needs, run, fetchPage, input.onPage ?? (() => {}))
    return stopped ?? settle(needs, key, run)
  })
}

/** Applies a held run because a person said so. */
export async function applyHeldAccounts(needs: Needs, key: ConnectionKey, run: Run): Promise<AccountSync> {
  return orRefused(needs, run, async () => apply(needs, key, run, await needs.accounts.compare(run)))
}

const ask = <T>(needs: Needs, key: ConnectionKey, call: (accessToken: string) => Promise<T>): Promise<T> =>
  needs.retrying(() => needs.callMiro(key, call))

async function orRefused(needs: Needs, run: Run, work: () => Promise<AccountSync>): Promise<AccountSync> {
  try {
    return await whileHeld(needs, run, work)
  } catch (error) {
    if (!(error instanceof AccessRefused)) throw error
    await failRun(needs, run, 'refused')
    return { outcome: 'refused', trouble: error.trouble }
  }
}

/** Decides whether what was read may be believed, and applies it. */
async function settle(needs: Needs, key: ConnectionKey, run: Run): Promise<AccountSync> {
  const seen = await needs.accounts.compare(run)
  if (!complete(seen)) return failRun(needs, run, 'incomplete')
  // Deactivated or absent, the access would go at once, and with it the findings about it.
  const gone = seen.missing + seen.deactivated
  const believed = believable({ before: seen.liveBefore, gone, after: seen.rows })
  if (believed.ok) return apply(needs, key, run, seen)
  const change = { before: seen.liveBefore, after: seen.rows, gone, sample: seen.sample }
  await needs.runs.finish(run, { state: 'held', reason: believed.reason, change }, needs.clock())
  return { outcome: 'held', run, reason: believed.reason, change }
}

async function apply(
  needs: Needs,
  key: ConnectionKey,
  run: Run,
  { rows: read, missing: absent }: { readonly rows: number; readonly missing: number },
): Promise<AccountSync> {
  const missing = absent === 0 ? [] : await lookAgain(needs, key, run)
  const { applied, added, changed, gone } = await needs.accounts.apply(run, {
    gone: missing,
    now: needs.clock(),
  })
  return applied ? { outcome: 'complete', run, read, added, changed, gone } : { outcome: 'superseded' }
}

/** Asks Miro once more about every missing account, ten at a time. Returns the ids that are really gone. */
async function lookAgain(needs: Needs, key: ConnectionKey, run: Run): Promise<string[]> {
  const gone: string[] = []
  for (let after: string | null = null; ; ) {
    const batch = await needs.accounts.missing(run, after, lookUp)
    const last = batch.at(-1)
    if (last === undefined) return gone
    const found = await secondLook(needs, key, batch)
    const seen = new Set(found.map(member => member.id))
    gone.push(...batch.filter(account => !seen.has(account.id)).map(account => account.id))
    if (found.length > 0) await needs.accounts.addSeen(run, found, needs.clock())
    after = last.id
  }
}

async function secondLook(
  needs: Needs,
  key: ConnectionKey,
  batch: readonly { id: string; address: string | null }[],
): Promise<MiroMember[]> {
  const wanted = new Set(batch.map(account => account.id))
  const addresses = batch.flatMap(account => (canFilter(account.address) ? [account.address] : []))
  const byAddress =
    addresses.length === 0
      ? []
      : await ask(needs, key, token => needs.members.byAddresses(token, key.miroOrgId, addresses))
  const byId = await Promise.all(
    batch
      .filter(account => !canFilter(account.address))
      .map(account => ask(needs, key, token => needs.members.byId(token, key.miroOrgId, account.id))),
  )
  return [...byAddress, ...byId].flatMap(member => (member !== null && wanted.has(member.id) ? [member] : []))
}

/** Miro's filter takes addresses separated by commas, so one with a comma cannot be asked for. */
const canFilter = (address: string | null): address is string => address !== null && !address.includes(',')
