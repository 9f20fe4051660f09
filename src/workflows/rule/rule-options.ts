import type { ConnectionKey } from '../../domain/connection-key.ts'
import type { SavedRule } from '../../domain/rule.ts'
import type { UserGroup } from '../../domain/staff.ts'
import type { Uses } from '../uses.ts'
import type { FoundAccount, RuleDraft } from './draft-rule.ts'

/** What a rule can be made of, and what the form starts with: the rule of today, or a draft. */
export type RuleOptions = {
  readonly organizationName: string
  readonly roles: readonly { readonly role: string; readonly count: number }[]
  /** What accounts may administer beside their role, by Miro's names for it. */
  readonly adminRights: readonly { readonly right: string; readonly count: number }[]
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

/** Not active: Slack no longer has it, or switched it off. */
export type RuleGroup = Omit<UserGroup, 'members'>

export type LapsedAccount = FoundAccount & { readonly approvedRole: string }

/** `draftId`: what this person works on; without one, or when it is gone, the rule of today. */
export async function ruleOptions(
  world: Uses<
    | 'clock'
    | 'ruleDrafts.get'
    | 'ruleDrafts.unsaved'
    | 'connections.get'
    | 'overview.roles'
    | 'overview.adminRights'
    | 'people.titles'
    | 'people.departments'
    | 'userGroups.list'
    | 'rules.current'
    | 'rules.approved'
    | 'rules.chosen'
    | 'rules.lapsed'
  >,
  key: ConnectionKey,
  { draftId, by }: { readonly draftId: string | null; readonly by: string },
): Promise<RuleOptions> {
  const found = draftId === null ? null : await world.ruleDrafts.get(key, draftId, by)
  const today = await world.rules.current(key)
  return {
    organizationName: (await world.connections.get(key))?.organizationName ?? '',
    roles: await world.overview.roles(key),
    adminRights: await world.overview.adminRights(key),
    titles: await world.people.titles(key.workspaceId, world.clock()),
    departments: await world.people.departments(key.workspaceId, world.clock()),
    groups: await world.userGroups.list(key.workspaceId),
    current:
      found === null
        ? today
        : { version: found.basedOn, rule: found.rule, savedBy: by, savedAt: world.clock() },
    approved:
      found === null || found.approved === null
        ? await world.rules.approved(key)
        : await world.rules.chosen(key, found.approved, by),
    lapsed: await world.rules.lapsed(key),
    unsaved:
      found === null ? await world.ruleDrafts.unsaved(key, by, today?.version ?? 0, world.clock()) : null,
  }
}

/** As many as a menu offers. */
const mostFound = 100

/** Everybody who is known and has not left, but the person who asks: nobody approves their own account. */
export const identifiedAccounts = (
  { rules }: Uses<'rules.identified'>,
  { key, by }: { readonly key: ConnectionKey; readonly by: string },
): Promise<readonly string[]> => rules.identified(key, by)

/** Accounts that are not gone whose address, or whose owner's name, contains the text. */
export const findAccounts = (
  { overview }: Uses<'overview.findAccounts'>,
  { key, text }: { readonly key: ConnectionKey; readonly text: string },
): Promise<readonly FoundAccount[]> => overview.findAccounts(key, text, mostFound)
