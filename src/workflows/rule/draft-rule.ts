import { isEmptyRule } from '../../domain/checks/configured.ts'
import type { Rule, SavedRule } from '../../domain/rule.ts'
import type { ConnectionKey } from '../connection-key.ts'

export type FoundAccount = { readonly id: string; readonly email: string | null; readonly role: string }

/** A rule somebody works on: what the form and the preview show, and what is saved in the end. */
export type RuleDraft = {
  readonly id: string
  readonly rule: Rule
  /** By approval: the accounts approved. Null leaves the approvals as they are. */
  readonly approved: readonly string[] | null
  /** The version that counted when it was begun, 0 when there was none. */
  readonly basedOn: number
}

/** A draft is one person's: nobody else finds it. */
export type DraftKey = { readonly key: ConnectionKey; readonly draftId: string; readonly by: string }

type DraftNeeds = {
  readonly clock: () => Date
  readonly drafts: {
    add(key: ConnectionKey, draft: Omit<RuleDraft, 'id'>, by: string, now: Date): Promise<string>
  }
}

export type ApprovalNeeds = {
  readonly rules: {
    /** Whether each is this person's own account, and approved already for the role it has. */
    chosen(
      key: ConnectionKey,
      accountIds: readonly string[],
      slackUserId: string,
    ): Promise<readonly (FoundAccount & { own: boolean; approved: boolean })[]>
  }
  readonly people: { admins(workspaceId: string): Promise<readonly string[]> }
}

export type RuleInput = {
  readonly key: ConnectionKey
  readonly rule: Rule
  readonly approved: readonly string[] | null
  readonly basedOn: number
  readonly by: string
}

/** Nobody approves their own account. */
export type OwnAccount = {
  readonly outcome: 'own_account'
  readonly refused: readonly FoundAccount[]
  /** Nobody else could approve it today. */
  readonly onlyAdmin: boolean
}

export type RuleDrafted =
  | { readonly outcome: 'drafted'; readonly draftId: string }
  /** An empty role set is not a rule. */
  | { readonly outcome: 'empty' }
  /** `draftId`: the rest of what was chosen. */
  | (OwnAccount & { readonly draftId: string })

/** Keeps a rule that could be saved, for its preview. */
export async function draftRule(needs: DraftNeeds & ApprovalNeeds, input: RuleInput): Promise<RuleDrafted> {
  if (isEmptyRule(input.rule)) return { outcome: 'empty' }
  const own = await ownAccounts(needs, input)
  if (own === null) return { outcome: 'drafted', draftId: await keepRuleDraft(needs, input) }
  const refused = new Set(own.refused.map(({ id }) => id))
  const approved = (input.approved ?? []).filter(id => !refused.has(id))
  return { ...own, draftId: await keepRuleDraft(needs, { ...input, approved }) }
}

/** Keeps a half-filled form. */
export async function keepRuleDraft(needs: DraftNeeds, input: RuleInput): Promise<string> {
  const { key, rule, approved, basedOn, by } = input
  return needs.drafts.add(key, { rule, approved: approvedBy(rule, approved), basedOn }, by, needs.clock())
}

type AgainNeeds = DraftNeeds &
  ApprovalNeeds & {
    readonly rules: { current(key: ConnectionKey): Promise<SavedRule | null> }
    readonly drafts: { get(key: ConnectionKey, draftId: string, by: string): Promise<RuleDraft | null> }
  }

/** The same rule, based on what counts now. Null: the draft is gone. */
export async function draftAgain(
  needs: AgainNeeds,
  { key, draftId, by }: DraftKey,
): Promise<RuleDrafted | null> {
  const draft = await needs.drafts.get(key, draftId, by)
  if (draft === null) return null
  const basedOn = (await needs.rules.current(key))?.version ?? 0
  return draftRule(needs, { key, rule: draft.rule, approved: draft.approved, basedOn, by })
}

/** Those of the accounts to approve that are the approver's own; null when none is. */
export async function ownAccounts(
  needs: ApprovalNeeds,
  input: Omit<RuleInput, 'basedOn'>,
): Promise<OwnAccount | null> {
  const { key, by } = input
  const approved = approvedBy(input.rule, input.approved)
  const chosen = approved === null ? [] : await needs.rules.chosen(key, approved, by)
  // What somebody else approved before stays approved.
  const refused = chosen.filter(account => account.own && !account.approved)
  if (refused.length === 0) return null
  const admins = await needs.people.admins(key.workspaceId)
  return { outcome: 'own_account', refused, onlyAdmin: !admins.some(id => id !== by) }
}

const approvedBy = (rule: Rule, approved: readonly string[] | null): readonly string[] | null =>
  rule.way === 'by_approval' ? approved : null
