import type { Account } from '../../domain/account.ts'
import { fingerprint } from '../../domain/fingerprint.ts'
import { equalDomains, identify, sameNameElsewhere } from '../../domain/identity.ts'
import type { Snapshot } from '../../domain/snapshot.ts'
import type { Audit } from '../audit.ts'
import type { ConnectionKey } from '../connection-key.ts'

type Needs = {
  readonly clock: () => Date
  readonly connections: { list(workspaceId: string): Promise<readonly { key: ConnectionKey }[]> }
  readonly equalDomains: {
    get(workspaceId: string): Promise<readonly string[]>
    /** False when they are not `before` any more. */
    replace(workspaceId: string, before: readonly string[], after: readonly string[]): Promise<boolean>
    /** Accounts in these domains that nobody was found for, in order of their id. */
    nobodys(
      key: ConnectionKey,
      domains: readonly string[],
      afterId: string | null,
      limit: number,
    ): Promise<readonly Account[]>
    carriers(
      workspaceId: string,
      addresses: readonly string[],
    ): Promise<Pick<Snapshot, 'people' | 'addresses'>>
    /** How many accounts were matched by equal domains and are in none of these. */
    leftOut(workspaceId: string, domains: readonly string[]): Promise<number>
    /** Where the accounts are that nobody was found for, most first. */
    common(workspaceId: string, limit: number): Promise<readonly { domain: string; accounts: number }[]>
  }
  readonly audit: Audit
  readonly requestEvaluation: (key: ConnectionKey) => Promise<unknown>
}

export type DeclaredDomains = {
  readonly domains: readonly string[]
  /** Tells these from others: nobody overwrites what they did not see. */
  readonly mark: string
  readonly common: readonly { readonly domain: string; readonly accounts: number }[]
}

/** What declaring domains equal would do. */
export type DomainsPreview = {
  readonly accounts: number
  /** Two people have the same name in different domains: for a human. */
  readonly conflicts: number
  readonly sample: readonly { readonly email: string | null; readonly personName: string }[]
  /** Accounts that would have nobody any more. */
  readonly leftOut: number
}

const most = { common: 5, sample: 5 }
const pageSize = 2_000

const markOf = (domains: readonly string[]): string => fingerprint(domains.join('\n'))

/** The domains declared to be the same company. */
export async function readDomains(
  { equalDomains: stored }: Pick<Needs, 'equalDomains'>,
  workspaceId: string,
): Promise<DeclaredDomains> {
  const domains = await stored.get(workspaceId)
  return { domains, mark: markOf(domains), common: await stored.common(workspaceId, most.common) }
}

/** Matches the accounts that nobody was found for as an evaluation would, a page at a time, and stores nothing. */
export async function previewDomains(
  { clock, connections, equalDomains: stored }: Pick<Needs, 'clock' | 'connections' | 'equalDomains'>,
  workspaceId: string,
  domains: readonly string[],
): Promise<DomainsPreview> {
  const equal = equalDomains(domains)
  const known = { now: clock(), equal, classifications: new Map(), previous: new Map() }
  const found = { accounts: 0, conflicts: 0, sample: [] as { email: string | null; personName: string }[] }
  for (const { key } of await connections.list(workspaceId)) {
    for (let after: string | null = null, more = domains.length > 0; more; ) {
      const page: readonly Account[] = await stored.nobodys(key, domains, after, pageSize)
      const wanted = page.flatMap(({ address }) =>
        address === null ? [] : sameNameElsewhere(address, equal),
      )
      const people = await stored.carriers(workspaceId, wanted)
      for (const account of page) {
        const { person, problem } = identify(account, { ...known, ...people })
        if (problem === 'conflict') found.conflicts += 1
        if (person === null) continue
        found.accounts += 1
        if (found.sample.length < most.sample)
          found.sample.push({ email: account.email, personName: person.name })
      }
      after = page.at(-1)?.id ?? null
      more = page.length === pageSize
    }
  }
  return { ...found, leftOut: await stored.leftOut(workspaceId, domains) }
}

export type DomainsSaved = { readonly outcome: 'saved' | 'unchanged' | 'changed_meanwhile' }

/** Declares these domains equal, and no others, and checks every account again. */
export async function saveDomains(
  needs: Needs,
  {
    workspaceId,
    domains,
    seen,
    by,
  }: { workspaceId: string; domains: readonly string[]; seen: string; by: string },
): Promise<DomainsSaved> {
  const before = await needs.equalDomains.get(workspaceId)
  if (markOf(before) === markOf(domains)) return { outcome: 'unchanged' }
  if (markOf(before) !== seen || !(await needs.equalDomains.replace(workspaceId, before, domains)))
    return { outcome: 'changed_meanwhile' }
  await needs.audit.append({
    workspaceId,
    at: needs.clock(),
    actor: by,
    action: 'domains_declared',
    subject: workspaceId,
    details: { from: before, to: domains },
  })
  for (const { key } of await needs.connections.list(workspaceId)) await needs.requestEvaluation(key)
  return { outcome: 'saved' }
}
