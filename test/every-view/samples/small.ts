import { chooseView, savedView, testMessage } from '../../../src/slack/alerts/channel/view.ts'
import {
  loadingView,
  noAnswer,
  ownSaid,
  refusal,
  retired,
  saidView,
  tooLate,
  wentWrong,
} from '../../../src/slack/frame/standard-views.ts'
import { addedView, organizationsView as chooseSystemView } from '../../../src/slack/rule/critical/view.ts'
import { helpMessage, memberHelp, unknownMessage } from '../../../src/slack/workspace/help/view.ts'
import { testedView, zoneMessage } from '../../../src/slack/workspace/settings/view.ts'
import { connection } from '../../support/slack-samples.ts'
import { type Given, many, type Samples } from '../given.ts'
import { connectionsOf, setupsOf } from '../stored.ts'

const refusalsOf = ({ word, many: count }: Given) =>
  (['guest', 'not_admin', 'not_chosen', 'not_chosen_keeper', 'stranger', 'deactivated'] as const).map(
    because => refusal({ allowed: false, because, admins: many(count, () => word) }),
  )

export const samples: Samples = {
  'alerts/channel/view.ts': {
    chooseView: ({ word }) => [
      chooseView(null),
      chooseView('C0OPS'),
      ...(['not_member', 'shared', 'archived', 'not_found'] as const).map(outcome =>
        chooseView(null, { outcome, name: word, channelId: 'C0OPS' }),
      ),
    ],
    savedView: given =>
      setupsOf(given).flatMap(setup =>
        [true, false].map(shortensNames =>
          savedView(setup, { id: given.word, shortensNames, before: shortensNames ? given.word : null }),
        ),
      ),
    testMessage: ({ word }) => [testMessage(word)],
  },
  'workspace/settings/view.ts': {
    zoneMessage: ({ word }) =>
      (['saved', 'changed_meanwhile'] as const).map(outcome => zoneMessage(word, outcome)),
    testedView: ({ word }) => [
      testedView({ outcome: 'no_channel' }),
      ...(['sent', 'not_member', 'shared', 'archived', 'not_found', 'refused'] as const).map(outcome =>
        testedView({ outcome, channelId: word }),
      ),
    ],
  },
  'rule/critical/view.ts': {
    organizationsView: given => [chooseSystemView(connectionsOf(given))],
    addedView: given =>
      setupsOf(given).flatMap(setup =>
        (['added', 'already'] as const).map(outcome =>
          addedView(connection({ organizationName: given.word }), outcome, setup),
        ),
      ),
  },
  'workspace/help/view.ts': {
    helpMessage: ({ word, many: count }) =>
      [null, 'https://docs.example.com/miro'].map(documentation =>
        helpMessage({
          // As many commands as there will ever be.
          commands: many(20, () => ({
            word: 'disconnect',
            does: 'says what will be deleted and what is kept',
          })),
          admins: many(count, () => word),
          documentation,
        }),
      ),
    memberHelp: ({ word, many: count }) => [memberHelp({ admins: many(count, () => word) })],
    unknownMessage: ({ word }) => [unknownMessage(word, null), unknownMessage(word, 'connect')],
  },
  'frame/standard-views.ts': {
    loadingView: () => [loadingView()],
    saidView: given => refusalsOf(given).map(saidView),
    refusal: refusalsOf,
    tooLate: () => [tooLate({ actionId: 'checks.open', value: 'x'.repeat(2_000) })],
    retired: () => [retired()],
    wentWrong: ({ word }) => [wentWrong(word)],
    ownSaid: ({ word }) => [ownSaid(word, `${word} ${word}`, { actionId: 'checks.open', value: word })],
    noAnswer: ({ word, many }) =>
      [true, false].map(tooMany =>
        noAnswer(word, {
          ...{ service: tooMany ? 'Slack' : 'Another service', tooMany, waitSeconds: tooMany ? many : null },
          again: tooMany ? { actionId: 'checks.open', value: 'x'.repeat(2_000) } : null,
        }),
      ),
  },
}
