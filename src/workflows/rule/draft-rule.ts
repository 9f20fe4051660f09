import type { Account } from '../../domain/account.ts'
import { isEmptyRule } from '../../domain/checks/configured.ts'
import type { ConnectionKey } from '../../domain/connection-key.ts'
import { countsApprovals, type Rule } from '../../domain/rule.ts'
import { isOnlyAdmin } from '../audit.ts'
import type { Uses } from '../uses.ts'

export type FoundAccount = Pick<Account, 'id' | 'email' | 'role'> & {
  /** Of the staff member whose account it is. */
  readonly name: string | null
}

/** What tells whose accounts are approved. */
export type Approving = Uses<'rules.chosen' | 'people.admins'>

/** What keeps a draft. */
type Drafting = Uses<'clock' | 'ruleDrafts.add'>

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

export type RuleInput = Omit<RuleDraft, 'id'> & { readonly key: ConnectionKey; readonly by: string }

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
export async function draftRule(world: Drafting & Approving, input: RuleInput): Promise<RuleDrafted> {
  if (isEmptyRule(input.rule)) return { outcome: 'empty' }
  const own = await ownAccounts(world, input)
  if (own === null) return { outcome: 'drafted', draftId: await keepRuleDraft(world, input) }
  const refused = new Set(own.refused.map(({ id }) => id))
  const approved = (input.approved ?? []).filter(id => !refused.has(id))
  return { ...own, draftId: await keepRuleDraft(world, { ...input, approved }) }
}

/** Keeps a half-filled form. */
export async function keepRuleDraft(world: Drafting, input: RuleInput): Promise<string> {
  const { key, rule, approved, basedOn, by } = input
  return world.ruleDrafts.add(key, { rule, approved: approvedBy(rule, approved), basedOn }, by, world.clock())
}

/** The same rule, based on what counts now. Null: the draft is gone. */
export async function draftAgain(
  world: Drafting & Approving & Uses<'rules.current' | 'ruleDrafts.get'>,
  { key, draftId, by }: DraftKey,
): Promise<RuleDrafted | null> {
  const draft = await world.ruleDrafts.get(key, draftId, by)
  if (draft === null) return null
  const basedOn = (await world.rules.current(key))?.version ?? 0
  return draftRule(world, { key, rule: draft.rule, approved: draft.approved, basedOn, by })
}

/** Those of the accounts to approve that are the approver's own; null when none is. */
export async function ownAccounts(
  world: Approving,
  input: Omit<RuleInput, 'basedOn'>,
): Promise<OwnAccount | null> {
  const { key, by } = input
  const approved = approvedBy(input.rule, input.approved)
  const chosen = approved === null ? [] : await world.rules.chosen(key, approved, by)
  // What somebody else approved before stays approved.
  const refused = chosen.filter(account => account.own && !account.approved)
  if (refused.length === 0) return null
  return { outcome: 'own_account', refused, onlyAdmin: await isOnlyAdmin(world, key.workspaceId, by) }
}

const approvedBy = (rule: Rule, approved: readonly string[] | null): readonly string[] | null =>
  countsApprovals(rule) ? approved : null
