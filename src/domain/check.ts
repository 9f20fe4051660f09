import type { Frame } from './snapshot.ts'

export type CheckId = 'identified' | 'removed' | 'configured' | 'valid'

export type Verdict = 'pass' | 'fail' | 'not_applicable' | 'unknown' | 'excepted'

/** Why a verdict was given; `evidence.ts` says each in words. */
export type Why =
  // identified
  | 'confirmed'
  | 'matched_email'
  | 'matched_alias'
  | 'matched_equal_domain'
  | 'matched_kept'
  | 'external_with_sponsor'
  | 'service_with_owner'
  | 'shared_with_owner'
  | 'no_match'
  | 'conflict'
  | 'said_not_identified'
  | 'owner_missing'
  | 'reason_missing'
  | 'no_email'
  // removed
  | 'left_still_active'
  | 'left_deactivated'
  | 'left_gone'
  | 'not_left'
  | 'leaves_later'
  | 'nobody'
  // configured
  | 'rule_saved'
  | 'every_role_valid'
  | 'no_rule'
  | 'roles_gone'
  | 'not_critical'
  // valid
  | 'staff_member'
  | 'role_valid'
  | 'approved'
  | 'not_staff'
  | 'role_not_valid'
  | 'role_too_high'
  | 'staff_role_not_valid'
  | 'not_approved'
  | 'approval_lapsed'
  | 'role_unknown'
  | 'starts_later'
  | 'removal_first'
  | 'identify_first'
  | 'not_configured'
  // any
  | 'deactivated'
  | 'gone'
  | 'missing_once'
  | 'active_unknown'
  | 'accounts_stale'
  | 'staff_unread'
  | 'staff_stale'
  | 'excepted'

export type CheckResult = { readonly verdict: Verdict; readonly why: Why }

/** `Subject` is an account with what the checks before it found, or for check 3 the system itself. */
export type Check<Subject> = {
  readonly id: CheckId
  readonly title: string
  /** Why the check exists, for somebody with ten seconds. */
  readonly why: string
  readonly evaluate: (subject: Subject, frame: Frame) => CheckResult
}
