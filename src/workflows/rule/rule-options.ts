import type { SavedRule } from '../../domain/rule.ts'
import type { ConnectionKey } from '../connection-key.ts'
import type { FoundAccount, RuleDraft } from './draft-rule.ts'

/** What a rule can be made of, and what the form starts with: the rule of today, or a draft. */
export type RuleOptions = {
  readonly organizationName: string
  readonly roles: readonly { readonly role: string; readonly count: number }[]
  readonly titles: readonly string[]
  readonly departments: readonly string[]
  /** Slack's user groups, also those it no longer has; null: the app may not read them. */
  readonly groups: readonly RuleGroup[] | null
  readonly current: SavedRule | null
  readonly approved: readonly FoundAccount[]
  /** Approved for another role than they have now: they count as not approved. */
  readonly lapsed: readonly LapsedAccount[]
  /** What this person previewed last and did not save; null where a draft is worked on. */
  readonly unsaved: RuleDraft | null
}

export type RuleGroup = {
  readonly id: string
  readonly handle: string
  readonly name: string
  /** False: Slack no longer has it, or switched it off. */
  readonly active: boolean
}

export type LapsedAccount = FoundAccount & { readonly approvedRole: string }

type Needs = {
  readonly clock: () => Date
  readonly drafts: {
    get(key: ConnectionKey, draftId: string, by: string): Promise<RuleDraft | null>
    unsaved(key: ConnectionKey, by: string, basedOn: number, now: Date): Promise<RuleDraft | null>
  }
  readonly connections: { get(key: ConnectionKey): Promise<{ organizationName: string } | null> }
  readonly overview: {
    roles(key: ConnectionKey): Promise<RuleOptions['roles']>
    titles(workspaceId: string, now: Date): Promise<readonly string[]>
    departments(workspaceId: string, now: Date): Promise<readonly string[]>
  }
  readonly userGroups: { list(workspaceId: string): Promise<readonly RuleGroup[] | null> }
  readonly rules: {
    current(key: ConnectionKey): Promise<SavedRule | null>
    approved(key: ConnectionKey): Promise<readonly FoundAccount[]>
    /** Those of these accounts that exist. */
    chosen(
      key: ConnectionKey,
      accountIds: readonly string[],
      slackUserId: string,
    ): Promise<readonly FoundAccount[]>
    lapsed(key: ConnectionKey): Promise<readonly LapsedAccount[]>
  }
}

/** `draftId`: what this person works on; without one, or when it is gone, the rule of today. */
export async function ruleOptions(
  needs: Needs,
  key: ConnectionKey,
  { draftId, by }: { readonly draftId: string | null; readonly by: string },
): Promise<RuleOptions> {
  const found = draftId === null ? null : await needs.drafts.get(key, draftId, by)
  const today = await needs.rules.current(key)
  return {
    organizationName: (await needs.connections.get(key))?.organizationName ?? '',
    roles: await needs.overview.roles(key),
    titles: await needs.overview.titles(key.workspaceId, needs.clock()),
    departments: await needs.overview.departments(key.workspaceId, needs.clock()),
    groups: await needs.userGroups.list(key.workspaceId),
    current:
      found === null
        ? today
        : { version: found.basedOn, rule: found.rule, savedBy: by, savedAt: needs.clock() },
    approved:
      found === null || found.approved === null
        ? await needs.rules.approved(key)
        : await needs.rules.chosen(key, found.approved, by),
    lapsed: await needs.rules.lapsed(key),
    unsaved: found === null ? await needs.drafts.unsaved(key, by, today?.version ?? 0, needs.clock()) : null,
  }
}
