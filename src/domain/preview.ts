import { type Account, type AccountClass, isAdminRole, isGuestRole, isLive, memberRole } from './account.ts'
import type { CheckResult, Why } from './check.ts'
import type { Frame } from './checks/form.ts'
import { systemCheck } from './checks/index.ts'
import { evaluateBatch } from './evaluate.ts'
import { type Approval, countsApprovals, type Rule } from './rule.ts'
import type { Assessment, Snapshot } from './snapshot.ts'

/** A rule that is not saved yet. */
export type ProposedRule = {
  readonly rule: Rule
  /** By approval: the accounts that would be approved, each for the role it has. */
  readonly approved: ReadonlySet<string>
  readonly by: string
}

/** What a failing account is counted as. A guest is one whatever class it has. */
export type AccountSort = 'guest' | 'external' | 'service' | 'shared' | 'admin' | 'member' | 'other_role'

/** What check 4 would say of all accounts. Each is in exactly one of the numbers. */
export type RulePreview = {
  /** What check 3 would say: of a rule that it fails nothing else is judged. */
  readonly system: CheckResult
  readonly pass: number
  readonly failing: Readonly<Partial<Record<AccountSort, number>>>
  readonly excepted: number
  readonly unknown: Readonly<Partial<Record<Why, number>>>
  /** Of those with access: another check comes first, or nobody has started yet. */
  readonly notJudged: Readonly<Partial<Record<Why, number>>>
  /** Deactivated or gone. */
  readonly withoutAccess: number
  /** Of those with access: who has admin rights beside the role, however the rule judges them. `first`: some of them. */
  readonly administering: { readonly all: number; readonly first: readonly Administering[] }
  /** Against the last evaluation; null when there was no rule to judge by. */
  readonly change: { readonly failedBefore: number; readonly newly: number; readonly noLonger: number } | null
}

/** An account with admin rights beside its role. */
export type Administering = Pick<Account, 'id' | 'email' | 'role' | 'adminRoles'>

/** As many are named. */
const mostNamed = 10

/** The frame in which the proposed rule counts already. */
export const proposedFrame = (frame: Frame, { rule, by }: ProposedRule): Frame => ({
  ...frame,
  critical: true,
  rule: { version: (frame.rule?.version ?? 0) + 1, rule, savedBy: by, savedAt: frame.now },
})

/** Before the first account. `today`: the frame as it is without the proposed rule. */
export const nothingPreviewed = (frame: Frame, today: Frame): RulePreview => ({
  system: systemCheck.judge(frame),
  pass: 0,
  failing: {},
  excepted: 0,
  unknown: {},
  notJudged: {},
  withoutAccess: 0,
  administering: { all: 0, first: [] },
  change: today.critical && today.rule !== null ? { failedBefore: 0, newly: 0, noLonger: 0 } : null,
})

export type Judged = {
  readonly assessment: Assessment
  readonly account: Snapshot['accountsInBatch'][number]
}

/** A batch judged by the proposed rule: the checks themselves, with nothing stored. */
export function judgedBy(snapshot: Snapshot, proposed: ProposedRule): Judged[] {
  const { assessments } = evaluateBatch({ ...snapshot, approvals: approvalsOf(snapshot, proposed) })
  return snapshot.accountsInBatch.flatMap((account, at) => {
    const assessment = assessments[at]
    return assessment === undefined ? [] : [{ account, assessment }]
  })
}

/**
 * As saving would leave them: for the role the account has now, and withdrawn from everybody else. Who was approved
 * for that role keeps their approver, unless that is whose account it is.
 */
function approvalsOf(
  snapshot: Snapshot,
  { rule, approved, by }: ProposedRule,
): ReadonlyMap<string, Approval> {
  const { accountsInBatch, approvals, now } = snapshot
  if (!countsApprovals(rule)) return approvals
  return new Map(
    accountsInBatch
      .filter(({ id }) => approved.has(id))
      .map(({ id, role }) => {
        const before = approvals.get(id)
        const kept = before?.role === role && before.approvedBy !== holderOf(snapshot, id)
        return [id, kept ? before : { accountId: id, role, approvedBy: by, approvedAt: now }]
      }),
  )
}

/** Slack id of whose account the last evaluation said it is. */
function holderOf({ previous, people }: Snapshot, accountId: string): string | null {
  const known = previous.get(accountId)
  const person = known === undefined || known.class === 'external' ? null : known.personId
  return person === null ? null : (people.get(person)?.slackUserId ?? null)
}

/** Adds one batch to what was counted before it. */
export function previewed(
  before: RulePreview,
  judged: readonly Judged[],
  previous: Snapshot['previous'],
): RulePreview {
  const failing = { ...before.failing }
  const unknown = { ...before.unknown }
  const notJudged = { ...before.notJudged }
  let { pass, excepted, withoutAccess } = before
  for (const { account, assessment } of judged) {
    const { valid } = assessment.results
    if (valid === undefined) continue
    const { verdict, why } = valid
    if (why === 'deactivated' || why === 'gone') withoutAccess += 1
    else if (verdict === 'pass') pass += 1
    else if (verdict === 'excepted') excepted += 1
    else if (verdict === 'fail') add(failing, sortOf(account.role, assessment.class))
    else add(verdict === 'unknown' ? unknown : notJudged, why)
  }
  const change = changed(before.change, judged, previous)
  const administering = withRights(before.administering, judged)
  return { ...before, pass, failing, excepted, unknown, notJudged, withoutAccess, administering, change }
}

function withRights(
  before: RulePreview['administering'],
  judged: readonly Judged[],
): RulePreview['administering'] {
  const found = judged.flatMap(({ account }) =>
    account.adminRoles.length > 0 && isLive(account) !== 'no' ? [account] : [],
  )
  if (found.length === 0) return before
  return { all: before.all + found.length, first: [...before.first, ...found].slice(0, mostNamed) }
}

function add<Key extends string>(counts: Partial<Record<Key, number>>, key: Key): void {
  counts[key] = (counts[key] ?? 0) + 1
}

function sortOf(role: string, kind: AccountClass): AccountSort {
  if (isGuestRole(role)) return 'guest'
  if (kind === 'external' || kind === 'service' || kind === 'shared') return kind
  if (isAdminRole(role)) return 'admin'
  return role === memberRole ? 'member' : 'other_role'
}

function changed(
  before: RulePreview['change'],
  judged: readonly Judged[],
  previous: Snapshot['previous'],
): RulePreview['change'] {
  if (before === null) return null
  let { failedBefore, newly, noLonger } = before
  for (const { account, assessment } of judged) {
    const failed = previous.get(account.id)?.results.valid?.verdict === 'fail'
    const fails = assessment.results.valid?.verdict === 'fail'
    if (failed) failedBefore += 1
    if (fails && !failed) newly += 1
    if (failed && !fails) noLonger += 1
  }
  return { failedBefore, newly, noLonger }
}

export const sum = (counts: Readonly<Partial<Record<string, number>>>): number =>
  Object.values(counts).reduce<number>((total, value) => total + (value ?? 0), 0)
