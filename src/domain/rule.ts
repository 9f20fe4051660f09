/** Who is a valid user of the critical system. One way at a time. */
export type Rule =
  | { readonly way: 'every_staff_member' }
  | {
      readonly way: 'by_role'
      readonly miroRoles: readonly string[]
      readonly staffRoles: readonly StaffRole[]
      /**
       * Admin rights beside the role that are valid, by Miro's names for them; an account with another one has to be
       * approved by name. Absent: admin rights are not looked at.
       */
      readonly adminRights?: readonly string[]
    }
  | { readonly way: 'by_approval' }

/** Whether approvals by name count: of every account, or of those with an admin right that the rule does not name. */
export const countsApprovals = (rule: Rule): boolean =>
  rule.way === 'by_approval' || (rule.way === 'by_role' && rule.adminRights !== undefined)

export type StaffRole = {
  readonly kind: 'title' | 'department' | 'group'
  /** A group by its id. */
  readonly value: string
  /** Of a group: what it was called when it was chosen. */
  readonly name?: string | undefined
}

/** Titles and departments are typed by people: case and outer spaces do not count. */
export const plainRole = (value: string): string => value.trim().toLowerCase()

/** A rule with who saved it and when: its version rises by one at each save. */
export type SavedRule = {
  readonly version: number
  readonly rule: Rule
  readonly savedBy: string
  readonly savedAt: Date
}

/** One account approved by name. Lapses when the account's role is no longer `role`. */
export type Approval = {
  readonly accountId: string
  readonly role: string
  readonly approvedBy: string
  readonly approvedAt: Date
}
