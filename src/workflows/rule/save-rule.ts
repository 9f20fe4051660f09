import { isEmptyRule, namesEveryRole } from '../../domain/checks/configured.ts'
import type { Rule, SavedRule } from '../../domain/rule.ts'
import { type Logging, logOf } from '../audit.ts'
import type { Uses } from '../uses.ts'
import { type Approving, type DraftKey, type OwnAccount, ownAccounts } from './draft-rule.ts'

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
export async function saveRule(
  world: Approving &
    Logging &
    Uses<'ruleDrafts.get' | 'rules.current' | 'rules.saveDraft' | 'overview.roles' | 'requestEvaluation'>,
  { key, draftId, by }: DraftKey,
): Promise<RuleSaved> {
  const draft = await world.ruleDrafts.get(key, draftId, by)
  if (draft === null || isEmptyRule(draft.rule)) return { outcome: 'gone' }
  const { rule, approved } = draft
  const own = await ownAccounts(world, { key, rule, approved, by })
  if (own !== null) return own
  const done = await world.rules.saveDraft(key, draft, by, world.clock())
  if (done === null) {
    const current = await world.rules.current(key)
    const overtaken = current !== null && current.version !== draft.basedOn
    return overtaken ? { outcome: 'overtaken', by: current } : { outcome: 'gone' }
  }
  const { saved, added, withdrawn } = done
  const details = { version: saved.version, rule, added, withdrawn }
  await logOf(world, key, { by, action: 'rule_saved', details })
  await world.requestEvaluation(key)
  const roles = await world.overview.roles(key)
  const names = roles.map(({ role }) => role)
  const everyRole = namesEveryRole(rule, names)
  return { outcome: 'saved', rule, version: saved.version, everyRole }
}
