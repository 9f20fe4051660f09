import { statusMessage } from '../../../src/slack/workspace/status/view.ts'
import { noon } from '../../support/slack-samples.ts'
import type { Samples } from '../given.ts'
import { reportsOf, setupsOf } from '../stored.ts'

export const samples: Samples = {
  'workspace/status/view.ts': {
    statusMessage: given =>
      setupsOf(given).flatMap(setup =>
        [[], reportsOf(given)].flatMap(reports =>
          [null, noon].map(next => statusMessage(setup, reports, next)),
        ),
      ),
  },
}
