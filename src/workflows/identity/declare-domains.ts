import type { Account } from '../../domain/account.ts'
import { fingerprint } from '../../domain/fingerprint.ts'
import { equalDomains, identify, sameNameElsewhere } from '../../domain/identity.ts'
import { type Logging, logDeed } from '../audit.ts'
import type { Answer, Uses } from '../uses.ts'

export type DeclaredDomains = {
  readonly domains: readonly string[]
  /** Tells these from others: nobody overwrites what they did not see. */
  readonly mark: string
  /** Where the accounts are that nobody was found for. */
  readonly common: readonly Answer<'equalDomains.common'>[number][]
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
  { equalDomains: stored }: Uses<'equalDomains.get' | 'equalDomains.common'>,
  workspaceId: string,
): Promise<DeclaredDomains> {
  const domains = await stored.get(workspaceId)
  return { domains, mark: markOf(domains), common: await stored.common(workspaceId, most.common) }
}

/** Matches the accounts that nobody was found for as an evaluation would, a page at a time, and stores nothing. */
export async function previewDomains(
  world: Uses<
    'clock' | 'connections.list' | 'equalDomains.nobodys' | 'equalDomains.carriers' | 'equalDomains.leftOut'
  >,
  { workspaceId, domains }: { readonly workspaceId: string; readonly domains: readonly string[] },
): Promise<DomainsPreview> {
  const { equalDomains: stored } = world
  const equal = equalDomains(domains)
  const now = world.clock()
  const known = { now, staffUntil: now, equal, classifications: new Map(), previous: new Map() }
  const found = { accounts: 0, conflicts: 0, sample: [] as { email: string | null; personName: string }[] }
  for (const { key } of await world.connections.list(workspaceId)) {
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
  world: Logging &
    Uses<'equalDomains.get' | 'equalDomains.replace' | 'connections.list' | 'requestEvaluation'>,
  input: { workspaceId: string; domains: readonly string[]; seen: string; by: string },
): Promise<DomainsSaved> {
  const { workspaceId, domains, seen, by } = input
  const before = await world.equalDomains.get(workspaceId)
  if (markOf(before) === markOf(domains)) return { outcome: 'unchanged' }
  if (markOf(before) !== seen || !(await world.equalDomains.replace(workspaceId, before, domains)))
    return { outcome: 'changed_meanwhile' }
  const details = { from: before, to: domains }
  await logDeed(world, { workspaceId, by, action: 'domains_declared', subject: workspaceId, details })
  for (const { key } of await world.connections.list(workspaceId)) await world.requestEvaluation(key)
  return { outcome: 'saved' }
}
