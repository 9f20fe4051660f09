import { isEmptyRule, namesEveryRole } from '../../domain/checks/configured.ts'
import type { Rule, SavedRule } from '../../domain/rule.ts'
import type { Audit } from '../audit.ts'
import type { ConnectionKey } from '../connection-key.ts'
import {
  type ApprovalNeeds,
  type DraftKey,
  type OwnAccount,
  ownAccounts,
  type RuleDraft,
} from './draft-rule.ts'

type Needs = ApprovalNeeds & {
  readonly clock: () => Date
  readonly drafts: { get(key: ConnectionKey, draftId: string, by: string): Promise<RuleDraft | null> }
  readonly rules: {
    current(key: ConnectionKey): Promise<SavedRule | null>
    /**
     * The rule and its approvals, both or neither, and the draft is gone. Null: it was gone already, another version
     * counts than the one it is based on, or an account it approves has another role than was previewed.
     */
    saveDraft(
      key: ConnectionKey,
      draft: RuleDraft,
      by: string,
      now: Date,
    ): Promise<{ saved: SavedRule; added: readonly string[]; withdrawn: readonly string[] } | null>
  }
  readonly overview: { roles(key: ConnectionKey): Promise<readonly { role: string }[]> }
  readonly audit: Audit
  readonly requestEvaluation: (key: ConnectionKey) => Promise<void>
}

export type RuleSaved =
  | {
      readonly outcome: 'saved'
      readonly rule: Rule
      readonly version: number
      /** Every role Miro has today is valid. */
      readonly everyRole: boolean
    }
  /** Saved already, put aside for a day, or with an account to approve whose role has changed since. */
  | { readonly outcome: 'gone' }
  /** Somebody saved another rule after this one was begun. */
  | { readonly outcome: 'overtaken'; readonly by: SavedRule }
  | OwnAccount

/** Saves exactly the rule that was previewed, and has every account checked against it. */
export async function saveRule(needs: Needs, { key, draftId, by }: DraftKey): Promise<RuleSaved> {
  const draft = await needs.drafts.get(key, draftId, by)
  if (draft === null || isEmptyRule(draft.rule)) return { outcome: 'gone' }
  const { rule, approved } = draft
  const own = await ownAccounts(needs, { key, rule, approved, by })
  if (own !== null) return own
  const now = needs.clock()
  const done = await needs.rules.saveDraft(key, draft, by, now)
  if (done === null) return notSaved(needs, key, draft)
  const { saved, added, withdrawn } = done
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
  return { outcome: 'saved', rule, version: saved.version, everyRole }
}

async function notSaved(needs: Needs, key: ConnectionKey, draft: RuleDraft): Promise<RuleSaved> {
  const current = await needs.rules.current(key)
  return current === null || current.version === draft.basedOn
    ? { outcome: 'gone' }
    : { outcome: 'overtaken', by: current }
}
