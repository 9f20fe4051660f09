import type { FirstLookFacts } from '../domain/alert.ts'
import type { ConnectionKey } from './connection-key.ts'
import { closeHeld, type NoticeNeeds, noteConnection, noteHeld, noteStaffList } from './notices.ts'
import type { AccountSync } from './sync-accounts.ts'
import type { StaffSync } from './sync-staff.ts'

/** Where a sync stands, for the one message that shows it. */
export type SyncProgress = {
  readonly phase: 'staff' | 'accounts' | 'checks' | 'done' | 'failed' | 'held' | 'already'
  readonly accountsRead: number
  readonly peopleRead: number
  readonly startedAt: Date
  readonly now: Date
  readonly result: {
    readonly added: number
    readonly changed: number
    readonly gone: number
    readonly open: number
  } | null
  readonly problem: SyncProblem | null
}

export type SyncProblem =
  | 'reconnect_needed'
  | 'access_lost'
  | 'incomplete'
  | 'cursor_repeated'
  | 'unavailable'
  | 'bad_answer'
  | 'held'
  | 'superseded'
  | 'staff_failed'
  | 'no_addresses'

type Needs = NoticeNeeds & {
  readonly workspaces: NoticeNeeds['workspaces'] & {
    all(): Promise<readonly { id: string; staffReadAt: Date | null }[]>
  }
  readonly syncStaff: (
    workspaceId: string,
    input: { requestedBy: string | null; onPage: (read: number) => void },
  ) => Promise<StaffSync>
  readonly syncAccounts: (
    key: ConnectionKey,
    input: { requestedBy: string | null; onPage: (read: number) => void },
  ) => Promise<AccountSync>
  readonly check: (key: ConnectionKey, evaluationId: string) => Promise<unknown>
  readonly openFindings: (key: ConnectionKey) => Promise<FirstLookFacts['open']>
  readonly deliver: () => Promise<unknown>
}

type Input = {
  readonly workspaceId: string
  readonly keys: readonly ConnectionKey[]
  /** Read the staff list first. */
  readonly staff: boolean
  readonly requestedBy: string | null
  readonly onProgress: (progress: SyncProgress) => void
}

/** One sync from beginning to end: staff, accounts, checks, messages. Every step may be repeated. */
export async function runSync(needs: Needs, input: Input): Promise<SyncProgress> {
  let progress: SyncProgress = {
    phase: input.staff ? 'staff' : 'accounts',
    accountsRead: 0,
    peopleRead: 0,
    startedAt: needs.clock(),
    now: needs.clock(),
    result: null,
    problem: null,
  }
  const report = (news: Partial<SyncProgress>): void => {
    progress = { ...progress, ...news, now: needs.clock() }
    input.onProgress(progress)
  }
  report({})
  if (input.staff) {
    const staff = await readStaff(needs, input, read => report({ peopleRead: read }))
    if (staff !== null) report({ problem: staff })
  }
  const total = { added: 0, changed: 0, gone: 0, open: 0 }
  for (const key of input.keys) {
    report({ phase: 'accounts' })
    const before = progress.accountsRead
    const synced = await readAccounts(needs, key, input.requestedBy, read =>
      report({ accountsRead: before + read }),
    )
    if (synced.outcome !== 'complete') {
      report({ problem: problemOf(synced) })
      // A new staff list alone can also close or open something.
      if (input.staff && synced.outcome !== 'busy')
        await needs.check(key, `staff-${progress.startedAt.getTime()}`)
      continue
    }
    report({ phase: 'checks' })
    await needs.check(key, synced.run.id)
    total.added += synced.added
    total.changed += synced.changed
    total.gone += synced.gone
    total.open += (await needs.openFindings(key)).reduce((sum, check) => sum + check.count, 0)
    report({ result: { ...total } })
  }
  await needs.deliver()
  report({ phase: endPhase(progress) })
  return progress
}

const endPhase = (progress: SyncProgress): SyncProgress['phase'] =>
  progress.problem === 'superseded'
    ? 'already'
    : progress.problem === 'held'
      ? 'held'
      : progress.problem === null
        ? 'done'
        : 'failed'

const problemOf = (synced: Exclude<AccountSync, { outcome: 'complete' }>): SyncProblem => {
  if (synced.outcome === 'refused') return synced.trouble
  if (synced.outcome === 'failed')
    return synced.reason === 'refused' || synced.reason === 'interrupted' ? 'unavailable' : synced.reason
  return synced.outcome === 'held' ? 'held' : 'superseded'
}

/** Reads the staff list and says what stood in the way, null when nothing did. */
async function readStaff(
  needs: Needs,
  input: Pick<Input, 'workspaceId' | 'requestedBy'>,
  onPage: (read: number) => void,
): Promise<SyncProblem | null> {
  const source = { workspaceId: input.workspaceId, key: null }
  const synced = await needs.syncStaff(input.workspaceId, { requestedBy: input.requestedBy, onPage })
  if (synced.outcome === 'complete') {
    await closeHeld(needs, source, { as: 'superseded', by: null })
    await noteStaffList(needs, input.workspaceId, null, null)
  }
  if (synced.outcome === 'held') await noteHeld(needs, source, synced)
  if (synced.outcome === 'failed') {
    const known = (await needs.workspaces.all()).find(({ id }) => id === input.workspaceId)
    const staffReadAt = known?.staffReadAt ?? null
    const useless = synced.reason === 'no_addresses'
    // One failed read of many is no news; without any the checks cannot judge, and nobody would know why.
    if (useless || staffReadAt === null)
      await noteStaffList(needs, input.workspaceId, useless ? 'no_addresses' : 'not_read', staffReadAt)
    return useless ? 'no_addresses' : 'staff_failed'
  }
  return synced.outcome === 'held' ? 'held' : null
}

async function readAccounts(
  needs: Needs,
  key: ConnectionKey,
  requestedBy: string | null,
  onPage: (read: number) => void,
): Promise<AccountSync> {
  const synced = await needs.syncAccounts(key, { requestedBy, onPage })
  const source = { workspaceId: key.workspaceId, key }
  if (synced.outcome === 'refused') await noteConnection(needs, key, synced.trouble)
  if (synced.outcome === 'held') await noteHeld(needs, source, synced)
  if (synced.outcome === 'complete') {
    await noteConnection(needs, key, null)
    await closeHeld(needs, source, { as: 'superseded', by: null })
  }
  return synced
}

/** The staff list on its own schedule: read, then checked against every connection. */
export async function runStaffSync(
  needs: Needs,
  workspaceId: string,
  keys: readonly ConnectionKey[],
): Promise<void> {
  const at = needs.clock().getTime()
  await readStaff(needs, { workspaceId, requestedBy: null }, () => {})
  for (const key of keys) await needs.check(key, `staff-${at}`)
  await needs.deliver()
}
