import type { Verdict } from '../../../src/domain/verdict.ts'
import { adminBlocks } from '../../../src/slack/workspace/home/admin-view.ts'
import { homeView, memberBlocks, unreadableView } from '../../../src/slack/workspace/home/view.ts'
import type {
  AdminHome,
  Home,
  MemberHome,
  OwnAccount,
  ShownOrganization,
} from '../../../src/workflows/workspace/read-home.ts'
import { noon } from '../../support/slack-samples.ts'
import { gapsAt, groupsOf } from '../facts.ts'
import { type Given, many, type Samples } from '../given.ts'
import { noticesOf, reportsOf, setupsOf } from '../stored.ts'

const shownOf = (given: Given): ShownOrganization[] =>
  reportsOf(given).map((report, at) => ({
    report,
    syncing: at % 2 === 0 ? null : { accountsRead: given.many },
    nextSyncAt: at % 3 === 0 ? null : noon,
    first: groupsOf(given)
      .flatMap(({ checkId, findings }) => findings.map(finding => ({ ...finding, checkId })))
      .slice(at, at + 10),
  }))

const activityOf = (given: Given): AdminHome['activity'] =>
  many(Math.min(given.many, 30), at => ({
    at: noon,
    actor: at % 4 === 0 ? 'bot' : given.word,
    action:
      ['rule_saved', 'alert_channel_set', 'account_email_changed', 'leave_entered', given.word][at % 5] ?? '',
    subject: given.word,
    about: at % 2 === 0 ? given.word : null,
  }))

const adminsOf = (given: Given): AdminHome[] => {
  const reports = reportsOf(given)
  const shown = shownOf(given)
  return setupsOf(given).map((setup, at) => ({
    for: 'admin',
    setup,
    reports,
    shown: shown[at] ?? null,
    activity: activityOf(given),
    people: noticesOf(given),
  }))
}

const ownOf = (given: Given): OwnAccount[] => {
  const verdicts: readonly Verdict[] = ['pass', 'fail', 'unknown']
  return many(Math.min(given.many, 50), at => ({
    miroOrgId: '3074457345618265000',
    id: `${at}`,
    email: at % 5 === 4 ? null : given.word,
    role: given.word,
    license: given.word,
    active: [true, false, null][at % 3] ?? null,
    lastActivityAt: at % 2 === 0 ? null : noon,
    results: {
      identified: { verdict: verdicts[at % 3] ?? 'pass', why: 'no_match' },
      removed: { verdict: verdicts[at % 2] ?? 'pass', why: 'left_still_active' },
      valid: { verdict: verdicts[at % 3] ?? 'pass', why: 'role_not_valid' },
    },
  }))
}

const membersOf = (given: Given): MemberHome[] =>
  [true, false].map(sure => ({
    for: 'member',
    sure,
    keeper: !sure,
    organizations: reportsOf(given).map(({ organizationName }, at) => ({
      organizationName,
      lastCompleteSyncAt: at % 3 === 0 ? null : noon,
      fresh: at % 2 === 0,
      gaps: gapsAt(at),
      accounts: at < 2 ? ownOf(given) : [],
    })),
    admins: many(given.many, () => given.word),
  }))

const refusedOf = (given: Given): Home[] =>
  (['guest', 'stranger', 'deactivated'] as const).map(because => ({
    for: 'refused',
    because,
    admins: many(given.many, () => given.word),
  }))

/** Blocks of Home stand in a view that takes a hundred. */
const inHome = (blocks: readonly unknown[]) => ({
  type: 'home',
  blocks: blocks.filter(Boolean).slice(0, 100),
})

export const samples: Samples = {
  'workspace/home/view.ts': {
    homeView: given =>
      [...adminsOf(given), ...membersOf(given), ...refusedOf(given)].map(one => homeView(one, noon)),
    unreadableView: ({ word }) => [unreadableView(word)],
    memberBlocks: ({ word }) => membersOf({ word, many: 2 }).map(one => inHome(memberBlocks(one))),
  },
  // The two parts of homeView: filled with everything there, with one thing of each kind here.
  'workspace/home/admin-view.ts': {
    adminBlocks: ({ word }) => adminsOf({ word, many: 2 }).map(one => inHome(adminBlocks(one, noon))),
  },
}
