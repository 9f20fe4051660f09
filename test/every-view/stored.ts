import { checkIds } from '../../src/domain/check.ts'
import type { Rule } from '../../src/domain/rule.ts'
import type { ChecksReport, Counts } from '../../src/workflows/checks/read-checks.ts'
import type { PeopleNotices } from '../../src/workflows/people/read-people-notices.ts'
import type { Setup, SetupConnection } from '../../src/workflows/workspace/read-setup.ts'
import { check, connection, hours, noon, report, setup } from '../support/slack-samples.ts'
import { unlistedAsked } from '../support/unlisted-samples.ts'
import { gapsAt, heldFactsOf, heldGroupsOf, heldListOf } from './facts.ts'
import { type Given, many } from './given.ts'
import { questionsOf } from './questions.ts'

// What several features show, filled with what is given.

/** A rule of each way. */
export const rulesOf = (given: Given): Rule[] => [
  { way: 'every_staff_member' },
  { way: 'by_approval' },
  {
    way: 'by_role',
    miroRoles: many(given.many, at => `${given.word}${at}`),
    staffRoles: (['title', 'department', 'group'] as const).flatMap(kind =>
      many(given.many, at =>
        kind === 'group'
          ? { kind, value: `S${at}`, name: `@${given.word}` }
          : { kind, value: `${given.word}${at}` },
      ),
    ),
    adminRights: many(given.many, at => `${given.word}${at}`),
  },
]

/** Nobody has more organizations than this. */
const mostOrganizations = 30

export const connectionsOf = (given: Given): SetupConnection[] => {
  const rules = rulesOf({ ...given, many: Math.min(given.many, 7) })
  return many(Math.min(given.many, mostOrganizations), at => {
    const rule = rules[at % 4]
    return connection({
      key: { workspaceId: 'T0ACME', miroOrgId: `${3074457345618265000n + BigInt(at)}` },
      organizationName: given.word,
      connectedBy: given.word,
      state: (['connected', 'reconnect_needed', 'access_lost'] as const)[at % 3] ?? 'connected',
      critical: at % 2 === 0,
      ownerLeft: at % 4 === 0 ? given.word : null,
      rule: rule === undefined ? null : { version: at, rule, savedBy: given.word, savedAt: hours(-1) },
      firstSyncRunning: at % 5 === 1,
    })
  })
}

/** Setups at every step. */
export const setupsOf = (given: Given): Setup[] => {
  const connections = connectionsOf(given)
  const admins = many(given.many, () => given.word)
  const channel = { id: given.word, name: given.word, isPublic: true, trouble: null }
  const of = (more: Partial<Setup>) => setup({ connections, slackAdmins: admins, ...more })
  return [
    of({ connections: [] }),
    of({
      connections: [],
      disconnected: connections.map(({ organizationName, rule }) => ({
        organizationName,
        disconnectedAt: noon,
        critical: rule !== null,
        rule,
      })),
    }),
    of({ publicUrlIsLocal: true, publicUrl: `http://localhost/${'x'.repeat(given.many)}` }),
    of({ alertChannel: channel }),
    of({ zone: { inForce: given.word, proposed: given.word, of: given.word } }),
    of({ alertChannel: { ...channel, trouble: 'is_archived' } }),
    of({ alertChannel: channel, connections: [connection({ critical: true })] }),
  ]
}

const counts = (value: number): Counts => ({
  pass: value,
  fail: value,
  not_applicable: value,
  unknown: value,
  excepted: value,
})

/** What the checks say of so many organizations. */
export const reportsOf = (given: Given): ChecksReport[] =>
  connectionsOf(given).map((one, at) =>
    report({
      key: one.key,
      organizationName: given.word,
      connectionState: one.state,
      accounts: given.many,
      people: given.many,
      unidentified: given.many,
      lastCompleteSyncAt: at % 3 === 1 ? null : noon,
      lastFailure:
        at % 2 === 0 ? { at: noon, reason: given.word, because: at % 4 === 0 ? given.word : null } : null,
      staffReadAt: at % 4 === 1 ? null : noon,
      administering: given.many,
      gaps: gapsAt(at),
      accountsFresh: at % 2 === 0,
      staffFresh: at % 3 === 0,
      rule: one.rule,
      held:
        at % 2 === 0
          ? {
              runId: `run-${at}`,
              change: { before: given.many, after: 0, gone: given.many, sample: [given.word] },
            }
          : null,
      checks: checkIds.map(id =>
        check(id, 'fail', counts(given.many), {
          open: given.many,
          since: noon,
          soonestDueAt: hours(at - 2),
          openAWeekAgo: given.many - at,
          why: id === 'configured' ? 'every_role_valid' : null,
        }),
      ),
    }),
  )

/** What about people waits for an administrator. */
export const noticesOf = (given: Given): PeopleNotices => {
  const people = many(Math.min(given.many, 6), at => ({
    ...{ id: `p${at}`, name: given.word, lastDay: at % 2 === 0 ? null : '2026-11-30' },
    endAt: new Date(noon.getTime() + at * 86_400_000),
  }))
  const disputed = people.map(({ id, name, lastDay }, at) => ({
    ...{ id, name, since: lastDay === null ? null : noon },
    conflict: at % 2 === 0 ? ('slack_gone' as const) : ('list_gone' as const),
  }))
  const early = people.map(({ id, name, endAt }, accounts) => ({
    ...{
      id,
      name,
      startAt: endAt,
      miroOrgId: '3074457345618265000',
      accountId: '3074457345618265001',
      accounts,
    },
  }))
  const alike = people.map(({ id, name }, at) => ({
    because: at % 2 === 0 ? ('same_name' as const) : ('similar_name' as const),
    slack: { id, name, address: given.word },
    other: { id: `o${at}`, name, address: at % 2 === 0 ? null : given.word },
  }))
  const withoutAddress = people.slice(0, 3).map(({ name }) => ({ name, total: given.many }))
  const brokenList = {
    ...{
      standing: true,
      readAt: given.many === 0 ? null : noon,
      trouble: 'unreadable' as const,
      troubleSince: noon,
    },
    origin: { kind: 'path' as const, name: given.word },
  }
  return {
    held: [...heldFactsOf(given), ...heldListOf(given), ...heldGroupsOf(given)].filter(
      ({ decided }) => decided === null,
    ),
    contracts: people,
    stillActive: people,
    disputed,
    early,
    alike,
    withoutAddress,
    brokenList,
    unlisted: people.map(({ id, name, endAt }, accounts) =>
      unlistedAsked({ id, name, accounts, dueAt: endAt }),
    ),
    questions: questionsOf(given),
  }
}
