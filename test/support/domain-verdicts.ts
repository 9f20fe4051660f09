import type { AccountClass } from '../../src/domain/account.ts'
import type { AccountCheckId } from '../../src/domain/check.ts'
import { evaluateBatch } from '../../src/domain/evaluate.ts'
import type { Rule } from '../../src/domain/rule.ts'
import { account, type Facts, hours, saved, snapshot } from './domain-samples.ts'

export type Some = Parameters<typeof account>[0]

/** The three verdicts on one account, each as `verdict: why`. */
export function judged(facts: Facts, some: Some = {}): string[] {
  const [assessment] = evaluateBatch(snapshot({ ...facts, accountsInBatch: [account(some)] })).assessments
  if (assessment === undefined) throw new Error('nothing was assessed')
  const { identified, removed, valid } = assessment.results
  return [identified, removed, valid].map(said => `${said?.verdict}: ${said?.why}`)
}

export const decided = (
  kind: AccountClass,
  personId: string | null,
  reason: string | null = 'runs the importer',
) => ({
  classifications: new Map([[account().id, { class: kind, personId, reason }]]),
})
export const rule = (one: Rule) => ({ rule: saved(one) })
export const byRole = (miroRoles: string[], titles: string[] = []) =>
  rule({ way: 'by_role', miroRoles, staffRoles: titles.map(value => ({ kind: 'title', value })) })
export const member = 'organization_internal_user'
export const admin = 'organization_internal_admin'
export const approval = (role: string, approvedBy = 'U9') => ({
  ...rule({ way: 'by_approval' }),
  approvals: new Map([[account().id, { accountId: account().id, role, approvedBy, approvedAt: hours(-9) }]]),
})
export const unmatched = { carriers: [] }
export const excepted = (checkId: AccountCheckId, expiresAt: Date) => ({
  exceptions: new Map([[account().id, [{ checkId, expiresAt }]]]),
})

export const match = 'pass: matched_email'
export const notLeft = 'not_applicable: not_left'
export const staffOk = 'pass: staff_member'
