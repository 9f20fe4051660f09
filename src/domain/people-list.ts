import type { PersonKind } from './staff.ts'

/** The people somebody may want to look at together. leaving: within `soonDays`. */
export const peopleLists = ['leaving', 'left', 'contractors', 'on_leave', 'no_address'] as const

export type PeopleList = (typeof peopleLists)[number]

/** So many days ahead somebody leaves soon. */
export const soonDays = 60

/** Somebody in such a list. */
export type ListedStaff = {
  readonly id: string
  readonly name: string
  readonly slackUserId: string | null
  readonly kind: PersonKind
  readonly type: 'employee' | 'contractor'
  readonly title: string | null
  readonly lastDay: string | null
  readonly endAt: Date | null
  readonly deactivated: boolean
  readonly leftKnownAt: Date | null
  readonly onLeave: boolean
  /** Accounts known as theirs that give access. */
  readonly accounts: number
}
