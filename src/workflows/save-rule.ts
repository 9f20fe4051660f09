import { isEmptyRule, namesEveryRole } from '../domain/checks/configured.ts'
import type { Rule, SavedRule } from '../domain/rule.ts'
import type { Audit } from './audit.ts'
import type { ConnectionKey } from './connection-key.ts'
import type { FoundAccount } from './rule-options.ts'

type Needs = {
  readonly clock: () => Date
  readonly rules: {
    /** Whether each is this person's own account, and approved already for the role it has. */
    chosen(
      key: ConnectionKey,
      accountIds: readonly string[],
      slackUserId: string,
    ): Promise<readonly (FoundAccount & { own: boolean; approved: boolean })[]>
    /** Both or neither. `approved` makes exactly these accounts approved; those approved before keep their approver. */
    save(
      key: ConnectionKey,
      rule: Rule,
      by: string,
      now: Date,
      approved: readonly string[] | null,
    ): Promise<{ saved: SavedRule; added: readonly string[]; withdrawn: readonly string[] }>
  }
  readonly overview: { roles(key: ConnectionKey): Promise<readonly { role: string }[]> }
  readonly people: { admins(workspaceId: string): Promise<readonly string[]> }
  readonly audit: Audit
  readonly requestEvaluation: (key: ConnectionKey) => Promise<void>
}

export type RuleInput = {
  readonly key: ConnectionKey
  readonly rule: Rule
  /** By approval: the accounts approved; null leaves the approvals as they are. */
  readonly approvedAccountIds: readonly string[] | null
  readonly by: string
}

export type RuleSaved =
  | { readonly outcome: 'saved' /** Every role Miro has today is valid. */; readonly everyRole: boolean }
  /** An empty role set is not a rule. */
  | { readonly outcome: 'empty' }
  /** Nobody approves their own account. `others` are the rest of what was chosen. */
  | {
      readonly outcome: 'own_account'
      readonly refused: readonly FoundAccount[]
      readonly others: readonly FoundAccount[]
      /** Nobody else could approve it today. */
      readonly onlyAdmin: boolean
    }

/** Saves who is a valid user, and checks every account against it. */
export async function saveRule(needs: Needs, input: RuleInput): Promise<RuleSaved> {
  const { rule, key, by } = input
  if (isEmptyRule(rule)) return { outcome: 'empty' }
  const now = needs.clock()
  const approved = rule.way === 'by_approval' ? input.approvedAccountIds : null
  const chosen = approved === null ? [] : await needs.rules.chosen(key, approved, by)
  // What somebody else approved before stays approved.
  const isRefused = (account: { own: boolean; approved: boolean }) => account.own && !account.approved
  if (chosen.some(isRefused))
    return {
      outcome: 'own_account',
      refused: chosen.filter(isRefused),
      others: chosen.filter(account => !isRefused(account)),
      onlyAdmin: !(await needs.people.admins(key.workspaceId)).some(id => id !== by),
    }
  const { saved, added, withdrawn } = await needs.rules.save(key, rule, by, now, approved)
  await needs.audit.append({
    workspaceId: key.workspaceId,
    at: now,
    actor: by,
    action: 'rule_saved',
    subject: key.miroOrgId,
    details: { version: saved.version, rule, added, withdrawn },
  })
  await needs.requestEvaluation(key)
  const roles = await needs.overview.roles(key)
  const everyRole = namesEveryRole(
    rule,
    roles.map(({ role }) => role),
  )
  return { outcome: 'saved', everyRole }
}
