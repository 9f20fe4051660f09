import { organizationsView, ruleView, savedView } from '../../../src/slack/rule/view.ts'
import type { FoundAccount, RuleOptions } from '../../../src/slack/workflows.ts'
import { hours } from '../../support/slack-samples.ts'
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
  }))

const optionsOf = (given: Given): RuleOptions[] =>
  [null, ...rulesOf(given)].map(rule => ({
    organizationName: given.word,
    roles: [
      ...roles.map(role => ({ role, count: given.many })),
      ...many(given.many, at => ({ role: `${given.word}${at}`, count: at })),
    ],
    titles: many(given.many, at => `${given.word}${at}`),
    departments: many(given.many, at => `${given.word}${at}`),
    current: rule === null ? null : { version: 1, rule, savedBy: given.word, savedAt: hours(-1) },
    approved: accountsOf(given),
    lapsed: accountsOf(given).map(account => ({ ...account, approvedRole: given.word })),
  }))

export const samples: Samples = {
  'rule/view.ts': {
    ruleView: given =>
      optionsOf(given).flatMap(options =>
        ways.flatMap(way => [
          ruleView(miroOrgId, options, way),
          ...(way !== 'by_approval'
            ? []
            : [
                ruleView(miroOrgId, options, way, {
                  outcome: 'own_account',
                  refused: accountsOf(given),
                  others: accountsOf(given),
                  onlyAdmin: true,
                  k: '3074457350000000005',
                }),
              ]),
        ]),
      ),
    savedView: given =>
      setupsOf(given).flatMap(setup => rulesOf(given).map(rule => savedView(setup, rule, true))),
    organizationsView: given => [organizationsView(connectionsOf(given))],
  },
}
