import type { AccountCard } from '../../src/domain/account-card.ts'
import type { FindingFacts } from '../../src/domain/finding-facts.ts'
import { noGaps } from '../../src/domain/gap.ts'
import { trace } from '../../src/domain/trace.ts'
import type { lookAtFindings, Place } from '../../src/workflows/checks/look-at-findings.ts'
import type { FindingSheet, GroupPage, Sheet } from '../../src/workflows/checks/read-finding.ts'
import { workspaceRow } from './row-samples.ts'
import { hours, noon } from './slack-samples.ts'

const miroOrgId = '3074457345618265000'
const consoleUrl = `https://miro.com/app/settings/company/${miroOrgId}/users`

/** All about one leaver who can still use Miro. */
export function sheet(more: Partial<Sheet> = {}): FindingSheet {
  const facts: Sheet = {
    miroOrgId,
    gaps: noGaps,
    organizationName: 'Acme',
    subjectId: '7',
    checkId: 'removed',
    result: { verdict: 'fail', why: 'left_still_active' },
    finding: {
      id: 'f1',
      why: 'left_still_active',
      openedAt: hours(-3),
      clockAt: hours(-4),
      endAt: null,
      dueAt: hours(20),
      closedAt: null,
      closedAs: null,
      closedBy: null,
    },
    account: {
      email: 'olivia@acme.com',
      role: 'organization_internal_user',
      license: 'full',
      active: true,
      lastActivityAt: hours(-30),
      missingSince: null,
      removedAt: null,
      lookedAt: null,
    },
    class: 'staff',
    authorises: false,
    person: {
      id: 'p1',
      name: 'Olivia Fischer',
      slackUserId: 'U0OLIVIA',
      kind: 'member',
      deactivated: true,
      lastDay: null,
      endAt: null,
      leftKnownAt: hours(-4),
      onLeave: false,
      unlistedAt: null,
    },
    matchedBy: 'email',
    carriers: [{ personId: 'p1', name: 'Olivia Fischer', since: hours(-900) }],
    decision: null,
    rule: null,
    approval: null,
    exception: null,
    lastCompleteSyncAt: hours(-1),
    staffReadAt: hours(-1),
    evaluatedAt: hours(-1),
    ...more,
  }
  return { ...facts, trace: trace(facts), consoleUrl }
}

/** The same once the access is gone. */
export function closedSheet(more: Partial<Sheet> = {}): FindingSheet {
  const { finding, account } = sheet()
  if (finding === null || account === null) throw new Error('the sample has both')
  return sheet({
    result: { verdict: 'pass', why: 'left_deactivated' },
    finding: { ...finding, closedAt: noon, closedAs: 'fixed' },
    account: { ...account, active: false, lookedAt: noon },
    ...more,
  })
}

export const finding = (id: string, more: Partial<FindingFacts> = {}): FindingFacts => ({
  id,
  subjectId: `s${id}`,
  why: 'left_still_active',
  account: {
    id: `s${id}`,
    email: `${id}@acme.com`,
    role: 'organization_internal_user',
    license: 'full',
    lastActivityAt: null,
    class: 'staff',
  },
  person: { id: `p${id}`, name: `Person ${id}`, slackUserId: null, leftKnownAt: null },
  openedAt: hours(-3),
  clockAt: hours(-4),
  endAt: null,
  dueAt: hours(20),
  closedAt: null,
  closedAs: null,
  closedBy: null,
  cameBack: false,
  ...more,
})

export const groupPage = (findings: readonly FindingFacts[], more: Partial<GroupPage> = {}): GroupPage => ({
  id: 'g1',
  gaps: noGaps,
  miroOrgId,
  organizationName: 'Acme',
  checkId: 'removed',
  open: findings.filter(({ closedAt }) => closedAt === null).length,
  closed: findings.filter(({ closedAt }) => closedAt !== null).length,
  findings,
  from: 0,
  consoleUrl,
  ...more,
})

/**
 * The part of the world by which findings are looked at. `refused` hears of people who do not administer; `alert`:
 * where the message stands that is about them.
 */
export const lookingAt = (told: {
  readonly sheet: FindingSheet | null
  readonly group: GroupPage | null
  readonly card: AccountCard | null
  readonly admins: readonly string[]
  readonly alert?: Place
  readonly alertChannelPublic?: boolean
  readonly refused?: (slackUserId: string) => void
}): Parameters<typeof lookAtFindings>[0] => ({
  clock: () => noon,
  miroUrl: 'https://miro.com',
  startedWith: { timeZone: 'UTC', intervals: { accounts: 3_600_000, staff: 3_600_000 } },
  findings: {
    subject: async (_workspaceId, findingId) =>
      told.sheet === null ? null : { miroOrgId, checkId: 'removed', subjectId: '7', findingId },
    sheet: async () => told.sheet,
    group: async (_workspaceId, _groupId, { except }) => {
      if (told.group === null) return null
      const findings = told.group.findings.filter(({ person }) => person?.slackUserId !== except)
      const open = told.group.open - (told.group.findings.length - findings.length)
      return { ...told.group, findings, open }
    },
    standsIn: async (_workspaceId, { channelId, ts }) =>
      told.alert?.channelId === channelId && told.alert.ts === ts,
  },
  evaluation: { facts: async () => null },
  workspaces: {
    get: async () =>
      workspaceRow({ alertChannelId: 'C0ACCESS', alertChannelPublic: told.alertChannelPublic ?? false }),
  },
  accountCards: { card: async () => told.card },
  directory: {
    user: async slackUserId => ({
      ...{ slackUserId, name: slackUserId, kind: 'member', address: null, title: null, timeZone: null },
      ...{ isAdmin: told.admins.includes(slackUserId), deactivated: false },
    }),
  },
  settings: { get: async () => null },
  groups: { members: async () => null },
  people: { admins: async () => told.admins, leftElsewhere: async () => false },
  audit: { append: async ({ actor }) => told.refused?.(actor) },
})
