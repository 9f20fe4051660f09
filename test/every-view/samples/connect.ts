import {
  beforeView,
  connectedView,
  detailsView,
  elsewhereView,
  failedMessage,
  failedView,
  waitingView,
} from '../../../src/slack/connection/connect/view.ts'
import type { ConnectProblem } from '../../../src/workflows/connection/connect-problem.ts'
import { noon } from '../../support/slack-samples.ts'
import type { Samples } from '../given.ts'
import { setupsOf } from '../stored.ts'

const expected = [null, '3074457345618265000'].map(expectedOrgId => ({ expectedOrgId }))

const problems: Readonly<Record<ConnectProblem, true>> = {
  denied: true,
  state_unknown: true,
  state_expired: true,
  state_used: true,
  other_browser: true,
  to_paste: true,
  other_person: true,
  wrong_secret: true,
  wrong_redirect: true,
  code_rejected: true,
  not_enterprise: true,
  not_admin: true,
  missing_scope: true,
  no_organization: true,
  other_organization: true,
  miro_unreachable: true,
}
const everyProblem = Object.keys(problems) as ConnectProblem[]

const elsewhereUrl = `https://miro.com/${'x'.repeat(2_000)}`
const begun = {
  attemptId: 'a1',
  startUrl: `https://bot.acme.com/${'x'.repeat(2_000)}`,
  expiresAt: noon,
}

export const samples: Samples = {
  'connection/connect/view.ts': {
    beforeView: given => setupsOf(given).flatMap(setup => expected.map(one => beforeView(setup, one))),
    detailsView: ({ word }) =>
      expected.flatMap(one => [detailsView(one), detailsView(one, { attemptId: 'a1', clientId: word })]),
    waitingView: () =>
      expected.flatMap(one =>
        [null, elsewhereUrl].map(url => waitingView({ ...one, ...begun, elsewhereUrl: url })),
      ),
    elsewhereView: given =>
      setupsOf(given).flatMap(setup =>
        expected.map(one => elsewhereView(setup, { ...one, ...begun, elsewhereUrl }, 'foreign_address')),
      ),
    connectedView: given => setupsOf(given).map(connectedView),
    failedView: () => everyProblem.flatMap(problem => expected.map(one => failedView(problem, one))),
    failedMessage: () => everyProblem.flatMap(problem => expected.map(one => failedMessage(problem, one))),
  },
}
