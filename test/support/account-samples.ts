import type { AccountCard, CardAccount, CardAssessment, CardPerson } from '../../src/domain/account-card.ts'
import type { ListedAccount } from '../../src/domain/account-list.ts'
import { noGaps } from '../../src/domain/gap.ts'
import type { FoundPerson } from '../../src/domain/staff.ts'
import type { Said, StaffSource } from '../../src/domain/staff-sources.ts'
import { hours } from './slack-samples.ts'

/** Accounts as the repositories return them, for tests of what is shown. */

export const listed = (more: Partial<ListedAccount> = {}): ListedAccount => ({
  id: '3074457345618265001',
  email: 'olivia@acme.com',
  name: null,
  role: 'organization_internal_user',
  adminRoles: [],
  license: 'full',
  active: true,
  lastActivityAt: hours(-100),
  missingSince: null,
  removedAt: null,
  class: 'staff',
  person: { name: 'Olivia Fischer', lastDay: null, endAt: null, deactivated: false, leftKnownAt: null },
  verdicts: { identified: 'pass', removed: 'not_applicable', valid: 'pass' },
  ...more,
})

/** What a source says of a person; Slack, that they are an active member. */
export const saidOf = (source: StaffSource, more: Partial<Said> = {}): Said => ({
  source,
  ...{ name: null, kind: null, type: null, title: null, department: null, manager: null, timeZone: null },
  ...{ startAt: null, lastDay: null, endAt: null, overruledDay: null, gone: null, goneSince: null },
  ...{ missingSince: null, stillHereAt: null, saidAt: hours(-1), saidBy: null, standing: false },
  ...(source === 'slack' && { kind: 'member', gone: false }),
  ...more,
})

export const cardPerson = (more: Partial<CardPerson> = {}): CardPerson => ({
  id: 'p1',
  name: 'Olivia Fischer',
  slackUserId: 'U0OLIVIA',
  kind: 'member',
  type: 'employee',
  title: 'Designer',
  department: null,
  startAt: null,
  lastDay: null,
  endAt: null,
  deactivated: false,
  leftKnownAt: null,
  onLeave: false,
  unlistedAt: null,
  said: [saidOf('slack')],
  ...more,
})

export const foundPerson = (more: Partial<FoundPerson> = {}): FoundPerson => ({
  ...{ id: 'p1', name: 'Olivia Fischer', slackUserId: 'U0OLIVIA', title: 'Designer' },
  ...{ address: 'olivia@acme.com', left: false },
  ...more,
})

export const cardAccount = (more: Partial<CardAccount> = {}): CardAccount => ({
  id: '3074457345618265001',
  email: 'olivia@acme.com',
  name: null,
  role: 'organization_internal_user',
  license: 'full',
  licenseAssignedAt: hours(-2000),
  adminRoles: [],
  active: true,
  lastActivityAt: hours(-100),
  firstSeenAt: hours(-48),
  missingSince: null,
  setAsideSince: null,
  removedAt: null,
  cameBackAt: null,
  authorises: false,
  ...more,
})

export const cardAssessment = (more: Partial<CardAssessment> = {}): CardAssessment => ({
  class: 'staff',
  matchedBy: 'email',
  matchedAddress: { address: 'olivia@acme.com', kind: 'primary', since: hours(-48) },
  checks: [
    { id: 'identified', verdict: 'pass', why: 'matched_email' },
    { id: 'removed', verdict: 'not_applicable', why: 'not_left' },
    { id: 'valid', verdict: 'pass', why: 'role_valid' },
  ],
  ...more,
})

export const card = (more: Partial<AccountCard> = {}): AccountCard => ({
  off: [],
  organizationName: 'Acme',
  disconnectedAt: null,
  lastCompleteSyncAt: hours(-1),
  gaps: noGaps,
  teamsGranted: false,
  boardsGranted: false,
  account: cardAccount(),
  person: cardPerson(),
  assessment: cardAssessment(),
  decision: null,
  approval: null,
  exceptions: [],
  findings: [],
  logged: [],
  ...more,
})
