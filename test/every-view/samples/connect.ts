import {
  beforeView,
  connectedView,
  detailsView,
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

export const samples: Samples = {
  'connection/connect/view.ts': {
    beforeView: given => setupsOf(given).flatMap(setup => expected.map(one => beforeView(setup, one))),
    detailsView: () => expected.map(detailsView),
    waitingView: given =>
      setupsOf(given).flatMap(setup =>
        expected.flatMap(one =>
          [null, `https://miro.com/${'x'.repeat(2_000)}`].map(elsewhereUrl =>
            waitingView(
              setup,
              {
                ...one,
                startUrl: `https://bot.acme.com/${'x'.repeat(2_000)}`,
                elsewhereUrl,
                expiresAt: noon,
              },
              elsewhereUrl === null ? null : 'foreign_address',
            ),
          ),
        ),
      ),
    connectedView: given => setupsOf(given).map(connectedView),
    failedView: () => everyProblem.flatMap(problem => expected.map(one => failedView(problem, one))),
    failedMessage: () => everyProblem.flatMap(problem => expected.map(one => failedMessage(problem, one))),
  },
}
