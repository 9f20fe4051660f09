import { pendingTasks } from '../../../src/slack/checks/pending-tasks.ts'
import { manageView, pageView, removedView } from '../../../src/slack/rule/critical/view.ts'
import type { CriticalSystem } from '../../../src/workflows/rule/critical-system.ts'
import { noon } from '../../support/slack-samples.ts'
import { roles } from '../facts.ts'
import { type Given, many, type Samples } from '../given.ts'
import { connectionsOf, noticesOf, reportsOf, setupsOf } from '../stored.ts'

const miroOrgId = '3074457345618265000'

const systemsOf = (given: Given): CriticalSystem[] =>
  connectionsOf({ ...given, many: 8 }).map((one, at) => ({
    ...one,
    plan: at % 2 === 0 ? 'company' : given.word,
    lastCompleteSyncAt: at % 3 === 0 ? null : noon,
    critical:
      at % 2 === 0
        ? null
        : { since: noon, by: given.word, owner: at === 1 ? 'U0ADA' : given.word, ownerLeft: true },
    accounts: {
      active: given.many,
      roles: [...roles, ...many(given.many, n => `${given.word}${n}`)].map(role => ({
        role,
        count: given.many,
      })),
      classes: at % 4 === 0 ? {} : { staff: given.many, external: 1, unidentified: given.many },
    },
  }))

export const samples: Samples = {
  'rule/critical/view.ts': {
    pageView: given => {
      const people = noticesOf(given)
      const tasks = setupsOf(given).map(setup => pendingTasks(setup, reportsOf(given), noon, people))
      return systemsOf(given).flatMap(system => [[], ...tasks].map(all => pageView(system, all)))
    },
    manageView: given =>
      systemsOf(given).flatMap(system => [manageView(system), manageView(system, { notStaff: given.word })]),
    removedView: ({ word }) =>
      (['removed', 'already'] as const).map(outcome => removedView(word, miroOrgId, outcome)),
  },
}
