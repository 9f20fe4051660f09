import type { MiroMember } from '../../domain/account.ts'
import { believable } from '../../domain/believable.ts'
import type { ConnectionKey } from '../../domain/connection-key.ts'
import { AccessRefused } from '../connection/miro-access.ts'
import type { Answer, Uses } from '../uses.ts'
import {
  failRun,
  holdRun,
  type Run,
  type Running,
  type RunResult,
  readWhole,
  takeSource,
  whileHeld,
} from './run.ts'

export type AccountSync =
  | RunResult<{ readonly added: number; readonly changed: number; readonly gone: number }>
  /** Miro said no for good: somebody has to act. */
  | { readonly outcome: 'refused'; readonly trouble: 'reconnect_needed' | 'access_lost' }

type Reading = Running &
  Uses<
    | 'callMiro'
    | 'retrying'
    | 'members.page'
    | 'members.byAddresses'
    | 'members.byId'
    | 'accountSync.compare'
    | 'accountSync.missing'
    | 'accountSync.addSeen'
    | 'accountSync.apply'
  >

/** Miro looks up at most ten addresses at once. */
const lookUp = 10

/** Reads every account of one Miro organisation and applies what it read, all or nothing. */
export async function syncAccounts(
  world: Reading,
  key: ConnectionKey,
  input: { readonly requestedBy: string | null; readonly onPage?: (accountsRead: number) => void },
): Promise<AccountSync> {
  const start = await takeSource(world, {
    workspaceId: key.workspaceId,
    source: 'miro',
    sourceId: key.miroOrgId,
    requestedBy: input.requestedBy,
  })
  if (start.outcome === 'busy') return start
  const { run } = start
  const fetchPage = async (cursor: string | null) => {
    const page = await ask(world, key, token => world.members.page(token, key.miroOrgId, cursor))
    const read = () => {
      const { members, setAside } = page.read()
      return { rows: members, setAside: setAside.length, unread: setAside }
    }
    return { cursor: page.cursor, read }
  }
  return orRefused(world, run, async () => {
    const read = await readWhole(world, run, {
      fetchPage,
      onPage: input.onPage ?? (() => {}),
      compare: world.accountSync.compare,
    })
    return read.outcome === 'read' ? settle(world, key, run, read.seen) : read
  })
}

/** Applies a held run because a person said so. */
export async function applyHeldAccounts(world: Reading, key: ConnectionKey, run: Run): Promise<AccountSync> {
  return orRefused(world, run, async () => apply(world, key, run, await world.accountSync.compare(run)))
}

const ask = <T>(world: Reading, key: ConnectionKey, call: (accessToken: string) => Promise<T>): Promise<T> =>
  world.retrying(() => world.callMiro(key, call))

async function orRefused(world: Reading, run: Run, work: () => Promise<AccountSync>): Promise<AccountSync> {
  try {
    return await whileHeld(world, run, work)
  } catch (error) {
    if (!(error instanceof AccessRefused)) throw error
    await failRun(world, run, 'refused')
    return { outcome: 'refused', trouble: error.trouble }
  }
}

/** Decides whether what was read may be believed, and applies it. */
async function settle(
  world: Reading,
  key: ConnectionKey,
  run: Run,
  seen: Answer<'accountSync.compare'>,
): Promise<AccountSync> {
  // Deactivated or absent, the access would go at once, and with it the findings about it.
  const gone = seen.missing + seen.deactivated
  const believed = believable({ before: seen.liveBefore, gone, after: seen.rows })
  if (believed.ok) return apply(world, key, run, seen)
  const change = { before: seen.liveBefore, after: seen.rows, gone, sample: seen.sample }
  return holdRun(world, run, { reason: believed.reason, change })
}

async function apply(
  world: Reading,
  key: ConnectionKey,
  run: Run,
  { rows: read, missing: absent }: { readonly rows: number; readonly missing: number },
): Promise<AccountSync> {
  const missing = absent === 0 ? [] : await lookAgain(world, key, run)
  const { applied, added, changed, gone } = await world.accountSync.apply(run, {
    gone: missing,
    now: world.clock(),
  })
  return applied ? { outcome: 'complete', run, read, added, changed, gone } : { outcome: 'superseded' }
}

/** Asks Miro once more about every missing account, ten at a time. Returns the ids that are really gone. */
async function lookAgain(world: Reading, key: ConnectionKey, run: Run): Promise<string[]> {
  const gone: string[] = []
  for (let after: string | null = null; ; ) {
    const batch = await world.accountSync.missing(run, after, lookUp)
    const last = batch.at(-1)
    if (last === undefined) return gone
    const found = await secondLook(world, key, batch)
    const seen = new Set(found.map(member => member.id))
    gone.push(...batch.filter(account => !seen.has(account.id)).map(account => account.id))
    if (found.length > 0) await world.accountSync.addSeen(run, found, world.clock())
    after = last.id
  }
}

async function secondLook(
  world: Reading,
  key: ConnectionKey,
  batch: readonly { id: string; address: string | null }[],
): Promise<MiroMember[]> {
  const wanted = new Set(batch.map(account => account.id))
  const addresses = batch.flatMap(account => (canFilter(account.address) ? [account.address] : []))
  const byAddress =
    addresses.length === 0
      ? []
      : await ask(world, key, token => world.members.byAddresses(token, key.miroOrgId, addresses))
  const byId = await Promise.all(
    batch
      .filter(account => !canFilter(account.address))
      .map(account => ask(world, key, token => world.members.byId(token, key.miroOrgId, account.id))),
  )
  return [...byAddress, ...byId].flatMap(member => (member !== null && wanted.has(member.id) ? [member] : []))
}

/** Miro's filter takes addresses separated by commas, so one with a comma cannot be asked for. */
export const canFilter = (address: string | null): address is string =>
  address !== null && !address.includes(',')
