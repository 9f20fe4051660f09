import type { AccountClass } from '../../domain/account.ts'
import type { Why } from '../../domain/check.ts'
import type { Frame } from '../../domain/checks/form.ts'
import {
  judgedBy,
  nothingPreviewed,
  type ProposedRule,
  previewed,
  proposedFrame,
  type RulePreview,
} from '../../domain/preview.ts'
import { countsApprovals, type Rule } from '../../domain/rule.ts'
import { batchSize, type EvaluationFacts, type Framing, frameOf } from '../checks/evaluate-access.ts'
import type { Uses } from '../uses.ts'
import type { DraftKey, FoundAccount } from './draft-rule.ts'

/** What judges the stored accounts by a draft. */
type Judging = Framing & Uses<'clock' | 'ruleDrafts.get' | 'evaluation.facts' | 'evaluation.batch'>

/** What a draft would come to. `counted` null: no account has been read yet. */
export type PreviewedRule = {
  readonly rule: Rule
  readonly critical: boolean
  /** When the accounts were read that it is counted on. */
  readonly accountsReadAt: Date | null
  readonly counted: RulePreview | null
  /** Accounts approved by name, where such approvals count; the first by their id. */
  readonly approved: {
    readonly all: number
    readonly first: readonly { readonly id: string; readonly email: string | null }[]
  }
}

/** Approved accounts that are named; the rest is counted. */
const approvedNamed = 10

/**
 * Judges all stored accounts by a draft, batch by batch, and stores nothing. Null: the draft is gone. `onProgress`
 * is told after each batch how many accounts were looked at, and is waited for.
 */
export async function previewRule(
  world: Judging,
  asked: DraftKey,
  onProgress: (looked: number) => Promise<void>,
): Promise<PreviewedRule | null> {
  const begun = await begin(world, asked)
  if (begun === null) return null
  const { proposed, frame, today, facts } = begun
  const all = countsApprovals(proposed.rule) ? proposed.approved.size : 0
  const common = { rule: proposed.rule, critical: facts.critical, accountsReadAt: facts.lastCompleteSyncAt }
  if (facts.lastCompleteSyncAt === null) return { ...common, counted: null, approved: { all, first: [] } }
  const first: { id: string; email: string | null }[] = []
  let counted = nothingPreviewed(frame, today)
  let looked = 0
  for (let after: string | null = null; ; ) {
    const batch = await world.evaluation.batch(asked.key, after, batchSize)
    after = batch.accountsInBatch.at(-1)?.id ?? null
    if (after === null) return { ...common, counted, approved: { all, first } }
    for (const { id, email } of batch.accountsInBatch)
      if (first.length < Math.min(all, approvedNamed) && proposed.approved.has(id)) first.push({ id, email })
    counted = previewed(counted, judgedBy({ ...frame, ...batch }, proposed), batch.previous)
    looked += batch.accountsInBatch.length
    await onProgress(looked)
  }
}

/** One account that would fail. */
export type WouldFail = Omit<FoundAccount, 'name'> & {
  readonly class: AccountClass
  readonly personName: string | null
  readonly why: Why
  readonly adminRoles: readonly string[]
}

/** The accounts that would fail, in order of their id, from after this one. Null: the draft is gone. */
export async function namesUnderRule(
  world: Judging,
  asked: DraftKey & { readonly afterId: string | null; readonly limit: number },
): Promise<{ readonly rows: readonly WouldFail[]; readonly more: boolean } | null> {
  const begun = await begin(world, asked)
  if (begun === null) return null
  const rows: WouldFail[] = []
  for (let after = asked.afterId; rows.length <= asked.limit; ) {
    const batch = await world.evaluation.batch(asked.key, after, batchSize)
    after = batch.accountsInBatch.at(-1)?.id ?? null
    if (after === null) break
    for (const { account, assessment } of judgedBy({ ...begun.frame, ...batch }, begun.proposed)) {
      const { id, email, role, adminRoles } = account
      const { class: kind, personId, results } = assessment
      if (results.valid?.verdict !== 'fail') continue
      const personName = personId === null ? null : (batch.people.get(personId)?.name ?? null)
      rows.push({ id, email, role, adminRoles, class: kind, personName, why: results.valid.why })
    }
  }
  return { rows: rows.slice(0, asked.limit), more: rows.length > asked.limit }
}

async function begin(
  world: Judging,
  { key, draftId, by }: DraftKey,
): Promise<{ proposed: ProposedRule; frame: Frame; today: Frame; facts: EvaluationFacts } | null> {
  const draft = await world.ruleDrafts.get(key, draftId, by)
  const facts = draft === null ? null : await world.evaluation.facts(key)
  if (draft === null || facts === null) return null
  const proposed = { rule: draft.rule, approved: new Set(draft.approved ?? []), by }
  // Counted on what was read last, however old that is: the preview says when that was.
  const today = frameOf(world, facts, 'preview', world.clock())
  return { proposed, facts, today, frame: proposedFrame(today, proposed) }
}
