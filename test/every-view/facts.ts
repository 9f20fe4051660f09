import type {
  AlertFacts,
  ConnectionFacts,
  ContractsFacts,
  DisconnectedFacts,
  FindingsFacts,
  GroupFacts,
  TokensFacts,
} from '../../src/domain/alert.ts'
import type { ChannelMovedFacts } from '../../src/domain/channel-notice.ts'
import { type CheckId, checkIds, type Why } from '../../src/domain/check.ts'
import type { FindingFacts } from '../../src/domain/finding-facts.ts'
import type { Gaps } from '../../src/domain/gap.ts'
import type { OverdueFacts, StillOpenFacts } from '../../src/domain/ladder.ts'
import type {
  HeldGroupsFacts,
  HeldListFacts,
  HeldSyncFacts,
  ListTroubleFacts,
  StaffListFacts,
  UnusedRows,
} from '../../src/domain/source-notice.ts'
import type { UnlistedCountFacts, UnlistedFacts } from '../../src/domain/unlisted.ts'
import { hours, noon } from '../support/slack-samples.ts'
import { unlistedCountFacts, unlistedFacts } from '../support/unlisted-samples.ts'
import { type Given, many } from './given.ts'
import { questionsOf } from './questions.ts'

// Alerts of every kind, filled with what is given.

export const roles = [
  'organization_internal_admin',
  'organization_internal_user',
  'organization_external_user',
  'organization_team_guest_user',
  'unknown',
]
const whys: readonly Why[] = ['no_match', 'owner_missing', 'role_too_high', 'approval_lapsed', 'conflict']

const findingOf = (given: Given, at: number, open: boolean): FindingFacts => ({
  id: `f${at}`,
  subjectId: `${at}`,
  why: whys[at % whys.length] ?? 'no_match',
  account:
    at % 7 === 6
      ? null
      : {
          id: `${at}`,
          email: at % 5 === 4 ? null : given.word,
          role: [...roles, given.word][at % 6] ?? '',
          license: given.word,
          lastActivityAt: at % 2 === 0 ? null : noon,
          authorises: at === 0,
        },
  person:
    at % 3 === 2 ? null : { id: `p${at}`, name: given.word, slackUserId: given.word, leftKnownAt: null },
  openedAt: noon,
  clockAt: hours(at - 30),
  endAt: at % 2 === 0 ? null : noon,
  dueAt: hours(at - 6),
  closedAt: open ? null : noon,
  closedAs: open ? null : at % 3 === 0 ? 'disconnected' : 'fixed',
  closedBy: open || at % 3 !== 0 ? null : given.word,
  cameBack: at % 2 === 0,
})

/** What is stored of a group: twenty of its findings at most. */
const groupOf = (given: Given, checkId: CheckId, open: boolean): GroupFacts => ({
  id: `g-${checkId}`,
  checkId,
  openedAt: noon,
  open: open ? given.many : 0,
  closed: given.many,
  unwatched: open ? 0 : Math.ceil(given.many / 3),
  findings: many(Math.min(given.many, 20), at => findingOf(given, at, open)),
})

export const groupsOf = (given: Given): GroupFacts[] =>
  [true, false].flatMap(open => checkIds.map(id => groupOf(given, id, open)))

/** Ten are named at most, of all checks, each with one person or with several. */
const namedOf = (given: Given) =>
  many(Math.min(given.many, 10), at => ({
    ...findingOf(given, at, true),
    ...{ checkId: checkIds[at % checkIds.length] ?? 'removed', organizationName: given.word },
    to: many(at % 8, () => given.word),
  }))

export const overdueOf = (given: Given): OverdueFacts => ({
  ...{ kind: 'overdue', findings: namedOf(given), all: given.many },
})

export const stillOpenOf = (given: Given): StillOpenFacts[] => [
  { kind: 'still_open', day: '2026-11-24', findings: namedOf(given), all: given.many },
  { kind: 'still_open', day: '2026-11-24', findings: [], all: 0 },
]

const gap = { since: hours(-30), staleAt: hours(-28), because: 'unavailable' as const }

/** Of both sources, of one, or of none. */
export const gapsAt = (at: number): Gaps => ({
  accounts: at % 4 < 2 ? gap : null,
  staff: at % 2 === 0 ? { ...gap, because: 'interrupted' } : null,
})

export const findingsOf = (given: Given): FindingsFacts[] => {
  const common = {
    organizationName: given.word,
    miroOrgId: '3074457345618265000',
    firstAccounts: given.many,
    unknown: given.many,
    gaps: gapsAt(3),
  }
  const groups = groupsOf(given)
  return [
    { ...common, kind: 'summary', groups },
    { ...common, kind: 'summary', groups, gaps: gapsAt(0) },
    { ...common, kind: 'summary', groups: [], unknown: 0 },
    ...groups.map((group): FindingsFacts => ({ ...common, kind: 'findings', groups: [group] })),
  ]
}

export const connectionFactsOf = (given: Given): ConnectionFacts[] =>
  (['reconnect_needed', 'access_lost', 'stale'] as const).flatMap(trouble =>
    [null, noon].map(when => ({
      kind: 'connection' as const,
      organizationName: given.word,
      miroOrgId: '3074457345618265000',
      trouble,
      because: trouble === 'stale' && when === null ? ('unavailable' as const) : null,
      since: noon,
      lastCompleteSyncAt: when,
      fixedAt: when,
    })),
  )

export const tokensFactsOf = (given: Given): TokensFacts[] =>
  [null, noon].map(fixedAt => ({
    kind: 'tokens' as const,
    organizationName: given.word,
    miroOrgId: '3074457345618265000',
    renewedAt: noon,
    endsAt: noon,
    fixedAt,
  }))

export const disconnectedFactsOf = (given: Given): DisconnectedFacts[] =>
  [null, noon].map(fixedAt => ({
    kind: 'disconnected' as const,
    organizationName: given.word,
    miroOrgId: '3074457345618265000',
    by: given.word,
    since: noon,
    closedFindings: given.many,
    fixedAt,
  }))

export const contractsOf = (given: Given): ContractsFacts[] =>
  [1, 30].map(people => ({
    kind: 'contracts',
    people: Array.from({ length: people }, (_, at) => ({
      ...{ id: `p${at}`, name: given.word, endAt: noon, reminder: 7, days: at },
      lastDay: at % 2 === 0 ? '2026-11-30' : null,
    })),
  }))

export const staffListFacts = (): StaffListFacts[] =>
  (['not_read', 'no_addresses'] as const).flatMap(trouble =>
    [null, noon].map(when => ({
      kind: 'staff_list' as const,
      trouble,
      since: noon,
      staffReadAt: when,
      fixedAt: when,
    })),
  )

export const heldFactsOf = (given: Given): HeldSyncFacts[] =>
  (['nobody_left', 'many_gone', 'grew_tenfold', 'other_organisation'] as const).flatMap(reason =>
    [null, { as: 'applied' as const, by: given.word, at: noon }].map(decided => ({
      kind: 'held_sync' as const,
      organizationName: decided === null ? given.word : null,
      miroOrgId: decided === null ? given.word : null,
      runId: 'run-1',
      reason,
      before: given.many,
      after: given.many,
      gone: given.many,
      sample: many(given.many, () => given.word),
      decided,
    })),
  )

/** The first few rows, as a message names them. */
const unusedOf = ({ word, many: count }: Given): UnusedRows => ({
  mistakes: many(Math.min(count, 5), line => ({
    ...{ line, kind: 'bad_address', column: word, value: word, other: null },
  })),
  conflicts: many(Math.min(count, 5), line => ({
    line,
    address: word,
    because: 'several_people',
    other: null,
  })),
  more: count,
})

export const listTroubleOf = (given: Given): ListTroubleFacts[] =>
  (['unreadable', 'invalid', 'rows', 'letters'] as const).flatMap((trouble, at) =>
    [null, noon].map(when => ({
      ...{
        kind: 'list_trouble',
        damaged: at > 1 ? given.word : null,
        trouble,
        since: noon,
        readAt: when,
        fixedAt: at === 1 ? when : null,
      },
      unused: unusedOf(given),
      origin: {
        kind: at === 0 ? 'path' : 'url',
        name: at === 0 ? given.word : `https://example.com/${given.word}?key=1`,
      },
    })),
  )

export const heldListOf = (given: Given): HeldListFacts[] =>
  (
    [
      'nobody_left',
      'many_gone',
      'many_back',
      'grew_tenfold',
      'mistakes',
      'columns',
      'other_organisation',
    ] as const
  ).flatMap(reason =>
    [null, { as: 'applied' as const, by: given.word, at: noon }].map(decided => ({
      ...{
        kind: 'held_list',
        columns: {
          addresses: given.many > 50 ? many(Math.min(given.many, 5), () => given.word) : null,
          saysWhoLeft: given.many === 1,
          statusAlone: given.many === 1,
          maybe: many(Math.min(given.many, 5), () => given.word),
        },
        runId: 'run-1',
        reason,
        rows: given.many,
        setAside: given.many,
        before: given.many,
        after: given.many,
      },
      ...{
        gone: given.many,
        leaving: given.many,
        returning: given.many,
        sample: many(given.many, () => given.word),
        decided,
      },
      unused: unusedOf(given),
      origin: { kind: 'path', name: given.word },
    })),
  )

export const heldGroupsOf = ({ word, many: count }: Given): HeldGroupsFacts[] =>
  (['nobody_left', 'many_gone', 'grew_tenfold', 'other_organisation'] as const).flatMap(reason =>
    [null, { as: 'applied' as const, by: word, at: noon }].map(decided => ({
      ...{
        kind: 'held_groups',
        runId: 'held-1',
        more: count,
        readAt: decided === null ? noon : null,
        decided,
      },
      groups: many(Math.min(count, 5), at => ({
        ...{ handle: word, reason, before: count, after: at, gone: count },
        sample: many(Math.min(count, 5), () => word),
      })),
    })),
  )

export const firstLookOf = (given: Given): Extract<AlertFacts, { kind: 'first_look' }> => ({
  kind: 'first_look',
  organizationName: given.word,
  miroOrgId: '3074457345618265000',
  accounts: given.many,
  unknown: given.many,
  open: checkIds.map(checkId => ({ checkId, count: given.many })),
  chosen: null,
  disconnected: null,
})

/** Why alerts cannot be posted, and that they can again. */
export const channelFactsOf = (given: Given): Extract<AlertFacts, { kind: 'channel' }>[] =>
  ['not_in_channel', 'is_archived', 'shared', 'restricted'].flatMap(trouble =>
    [null, noon].map(fixedAt => ({
      ...{ kind: 'channel' as const, channelId: given.word, trouble, since: noon },
      ...{ fixedAt, goTo: fixedAt === null ? null : given.word },
    })),
  )

export const channelMovedOf = (given: Given): ChannelMovedFacts[] => [
  { kind: 'channel_here', channelId: 'C0NEW', before: given.word, open: given.many, overdue: given.many },
  { kind: 'channel_here', channelId: 'C0NEW', before: 'C0OLD', open: given.many, overdue: 0 },
  { kind: 'channel_away', channelId: 'C0OLD', goTo: given.word },
]

/** The question to administrators, open, overdue and answered. */
export const unlistedOf = ({ word, many: count }: Given): UnlistedFacts[] => {
  const [{ since, askedAt } = { since: noon, askedAt: noon }] = unlistedFacts().people
  const people = many(Math.min(Math.max(count, 1), 10), at => ({
    ...{ id: `p${at}`, name: word, since, askedAt, accounts: at },
  }))
  const became = ['left', 'still_here', 'listed', 'deactivated', 'joined', 'over'] as const
  const answered = became.slice(0, count).map(as => ({ id: as, name: word, as }))
  return [false, true].flatMap(overdue =>
    [null, noon].map(fixedAt =>
      unlistedFacts({ people, all: Math.max(count, 1), answered, overdue, fixedAt }),
    ),
  )
}

export const unlistedCountOf = ({ many: all }: Given): UnlistedCountFacts[] =>
  [null, noon].flatMap(fixedAt => [true, false].map(asked => unlistedCountFacts({ all, asked, fixedAt })))

export const alertsOf = (given: Given): AlertFacts[] => [
  ...findingsOf(given),
  ...connectionFactsOf(given),
  ...tokensFactsOf(given),
  ...disconnectedFactsOf(given),
  ...contractsOf(given),
  ...staffListFacts(),
  ...heldFactsOf(given),
  ...listTroubleOf(given),
  ...heldListOf(given),
  ...heldGroupsOf(given),
  ...unlistedOf(given),
  ...unlistedCountOf(given),
  firstLookOf(given),
  { ...firstLookOf(given), disconnected: { by: given.word, at: noon } },
  { ...firstLookOf(given), chosen: { channelId: given.word, at: noon } },
  ...channelFactsOf(given),
  ...channelMovedOf(given),
  overdueOf(given),
  ...stillOpenOf(given),
  ...questionsOf(given).flatMap((question): AlertFacts[] => [
    { kind: 'question', again: false, question },
    { kind: 'answer', question },
  ]),
]
