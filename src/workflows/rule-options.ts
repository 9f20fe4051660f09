import type { SavedRule } from '../domain/rule.ts'
import type { ConnectionKey } from './connection-key.ts'

/** What a rule can be made of, and what it is now. */
export type RuleOptions = {
  readonly organizationName: string
  readonly roles: readonly { readonly role: string; readonly count: number }[]
  readonly titles: readonly string[]
  readonly departments: readonly string[]
  readonly current: SavedRule | null
  readonly approved: readonly FoundAccount[]
  /** Approved for another role than they have now: they count as not approved. */
  readonly lapsed: readonly LapsedAccount[]
}

export type FoundAccount = { readonly id: string; readonly email: string | null; readonly role: string }

export type LapsedAccount = FoundAccount & { readonly approvedRole: string }

type Needs = {
  readonly connections: { get(key: ConnectionKey): Promise<{ organizationName: string } | null> }
  readonly overview: {
    roles(key: ConnectionKey): Promise<RuleOptions['roles']>
    titles(workspaceId: string): Promise<readonly string[]>
    departments(workspaceId: string): Promise<readonly string[]>
  }
  readonly rules: {
    current(key: ConnectionKey): Promise<SavedRule | null>
    approved(key: ConnectionKey): Promise<readonly FoundAccount[]>
    lapsed(key: ConnectionKey): Promise<readonly LapsedAccount[]>
  }
}

export async function ruleOptions(needs: Needs, key: ConnectionKey): Promise<RuleOptions> {
  return {
    organizationName: (await needs.connections.get(key))?.organizationName ?? '',
    roles: await needs.overview.roles(key),
    titles: await needs.overview.titles(key.workspaceId),
    departments: await needs.overview.departments(key.workspaceId),
    current: await needs.rules.current(key),
    approved: await needs.rules.approved(key),
    lapsed: await needs.rules.lapsed(key),
  }
}
