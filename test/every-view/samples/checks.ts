import { checkIds, type Why } from '../../../src/domain/check.ts'
import { verdicts } from '../../../src/domain/verdict.ts'
import { accountsView } from '../../../src/slack/checks/accounts-view.ts'
import { fixView, systemFixView } from '../../../src/slack/checks/fix-view.ts'
import { pendingTasks } from '../../../src/slack/checks/pending-tasks.ts'
import { checksBlocks, checksMessage, sources, taskBlocks } from '../../../src/slack/checks/view.ts'
import type { BehindRow } from '../../../src/workflows/checks/read-checks.ts'
import { noon } from '../../support/slack-samples.ts'
import { roles } from '../facts.ts'
import { type Given, many, type Samples } from '../given.ts'
import { noticesOf, reportsOf, setupsOf } from '../stored.ts'

const miroOrgId = '3074457345618265000'
const whys: readonly Why[] = ['no_match', 'left_still_active', 'role_too_high', 'owner_missing', 'not_staff']

/** One page of accounts and one more, as storage gives them. */
const rowsOf = (given: Given): BehindRow[] =>
  many(Math.min(given.many, 26), at => ({
    id: `${3074457350000000000n + BigInt(at)}`,
    email: at % 5 === 4 ? null : given.word,
    role: [...roles, given.word][at % 6] ?? '',
    license: given.word,
    lastActivityAt: at % 2 === 0 ? null : noon,
    class: (['staff', 'external', 'service', 'shared', 'unidentified'] as const)[at % 5] ?? 'staff',
    personName: at % 3 === 0 ? null : given.word,
    why: whys[at % whys.length] ?? 'no_match',
    authorises: at === 0,
  }))

export const samples: Samples = {
  'checks/view.ts': {
    checksBlocks: given => reportsOf(given).map(report => checksBlocks(report)),
    sources: given => reportsOf(given).map(sources),
    taskBlocks: given =>
      setupsOf(given)
        .map(setup => taskBlocks(pendingTasks(setup, reportsOf(given), noon, noticesOf(given))))
        .filter(blocks => blocks.length > 0),
    checksMessage: given => {
      const reports = reportsOf(given)
      return setupsOf(given).flatMap(setup =>
        [0, 2].map(from => checksMessage(setup, reports, noticesOf(given), noon, from)),
      )
    },
  },
  'checks/accounts-view.ts': {
    accountsView: given =>
      checkIds.flatMap(checkId =>
        verdicts.map(verdict =>
          accountsView(
            given.word,
            {
              miroOrgId,
              checkId,
              verdict,
              after: many(Math.min(given.many, 20), at => `${3074457350000000000n + BigInt(at)}`),
              page: given.many,
            },
            { rows: rowsOf(given), more: given.many > 26 },
          ),
        ),
      ),
  },
  'checks/fix-view.ts': {
    fixView: given =>
      checkIds.map(checkId =>
        fixView({ organizationName: given.word, miroOrgId, checkId }, { rows: rowsOf(given), more: true }),
      ),
    systemFixView: ({ word }) =>
      ([null, 'no_rule', 'roles_gone'] as const).map(why =>
        systemFixView({ organizationName: word, miroOrgId, checkId: 'configured' }, why),
      ),
  },
}
