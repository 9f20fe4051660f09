import {
  draftGoneView,
  namesView,
  previewingView,
  previewView,
  savedView,
} from '../../../src/slack/rule/preview/view.ts'
import { organizationsView, ruleView } from '../../../src/slack/rule/view.ts'
import type { FoundAccount } from '../../../src/workflows/rule/draft-rule.ts'
import type { PreviewedRule } from '../../../src/workflows/rule/preview-rule.ts'
import type { RuleOptions } from '../../../src/workflows/rule/rule-options.ts'
import { hours, noon } from '../../support/slack-samples.ts'
import { roles } from '../facts.ts'
import { type Given, many, type Samples } from '../given.ts'
import { connectionsOf, rulesOf, setupsOf } from '../stored.ts'

const miroOrgId = '3074457345618265000'
const ways = [null, 'every_staff_member', 'by_role', 'by_approval'] as const

const accountsOf = (given: Given): FoundAccount[] =>
  many(given.many, at => ({
    id: `${3074457350000000000n + BigInt(at)}`,
    email: at % 5 === 4 ? null : given.word,
    role: [...roles, given.word][at % 6] ?? '',
    name: at % 2 === 0 ? given.word : null,
  }))

const optionsOf = (given: Given): RuleOptions[] =>
  [null, ...rulesOf(given)].map(rule => ({
    organizationName: given.word,
    roles: [
      ...roles.map(role => ({ role, count: given.many })),
      ...many(given.many, at => ({ role: `${given.word}${at}`, count: at })),
    ],
    adminRights: many(given.many, at => ({ right: `${given.word}${at}`, count: at })),
    titles: many(given.many, at => `${given.word}${at}`),
    departments: many(given.many, at => `${given.word}${at}`),
    groups:
      given.many === 0
        ? null
        : many(given.many, at => ({
            id: `S${at}`,
            handle: given.word,
            name: given.word,
            active: at % 2 === 0,
          })),
    current: rule === null ? null : { version: 1, rule, savedBy: given.word, savedAt: hours(-1) },
    approved: accountsOf(given),
    lapsed: accountsOf(given).map(account => ({ ...account, approvedRole: given.word })),
    unsaved: rule === null ? null : { id: 'd'.repeat(36), rule, approved: null, basedOn: 1 },
  }))

export const samples: Samples = {
  'rule/view.ts': {
    ruleView: given =>
      optionsOf(given).flatMap(options =>
        ways.flatMap(way => [
          ruleView(miroOrgId, options, way, {
            after: way === 'by_approval' ? '3074457350000000005' : null,
            draftId: 'd'.repeat(36),
            known: given.many,
          }),
          ruleView(miroOrgId, options, way, { refused: refusedOf(given) }),
        ]),
      ),
    organizationsView: given => [organizationsView(connectionsOf(given))],
  },
  'rule/preview/view.ts': {
    savedView: given =>
      setupsOf(given).flatMap(setup =>
        rulesOf(given).flatMap(rule =>
          (
            [
              'running',
              'later',
              'not_critical',
              { pass: given.many, fail: given.many, unknown: given.many, unidentified: given.many },
            ] as const
          ).map(checked => savedView(setup, rule, true, checked)),
        ),
      ),
    previewingView: given => [previewingView(given.many)],
    draftGoneView: () => [draftGoneView(miroOrgId)],
    previewView: given => {
      const [connection] = connectionsOf({ ...given, many: 1 })
      if (connection === undefined) return []
      return setupsOf({ ...given, many: 1 }).flatMap(setup =>
        previewsOf(given).map(preview =>
          previewView(connection, {
            draft: { miroOrgId, draftId: 'd'.repeat(36) },
            preview,
            setup,
            overtakenBy: { version: 1, rule: preview.rule, savedBy: given.word, savedAt: noon },
            isOnTop: preview.critical,
          }),
        ),
      )
    },
    namesView: given =>
      [true, false].map(isOnTop =>
        namesView(
          {
            miroOrgId,
            draftId: 'd'.repeat(36),
            after: many(Math.min(given.many, 20), at => `${3074457350000000000n + BigInt(at)}`),
            page: given.many,
            isOnTop,
          },
          {
            rows: accountsOf({ ...given, many: Math.min(given.many, 20) }).map((account, at) => ({
              ...account,
              adminRoles: many(given.many, () => given.word),
              class: 'staff',
              personName: at % 3 === 0 ? null : given.word,
              why: 'role_too_high',
            })),
            more: true,
          },
        ),
      ),
  },
}

const refusedOf = (given: Given) => ({
  outcome: 'own_account' as const,
  refused: accountsOf(given),
  onlyAdmin: true,
  draftId: 'draft',
})

const previewsOf = (given: Given): PreviewedRule[] =>
  rulesOf(given).flatMap(rule =>
    ([null, 'rule_saved', 'every_role_valid', 'roles_gone'] as const).map(why => ({
      rule,
      critical: why !== null,
      approved: {
        all: given.many,
        first: many(Math.min(given.many, 10), at => ({
          id: `${at}`,
          email: at % 2 === 0 ? null : given.word,
        })),
      },
      accountsReadAt: why === null ? null : noon,
      counted:
        why === null
          ? null
          : {
              system: { verdict: why === 'roles_gone' ? ('fail' as const) : ('pass' as const), why },
              pass: given.many,
              failing: { guest: given.many, external: given.many, other_role: given.many },
              excepted: given.many,
              unknown: { role_unknown: given.many, active_unknown: given.many },
              notJudged: { removal_first: given.many, identify_first: given.many },
              withoutAccess: given.many,
              administering: {
                all: given.many,
                first: accountsOf({ ...given, many: Math.min(given.many, 10) }).map(account => ({
                  ...account,
                  adminRoles: many(given.many, () => given.word),
                })),
              },
              change: { failedBefore: given.many, newly: given.many, noLonger: given.many },
            },
    })),
  )
