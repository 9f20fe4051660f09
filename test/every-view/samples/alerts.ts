import { channelMovedMessage, channelTroubleMessage } from '../../../src/slack/alerts/channel-notices-view.ts'
import { groupsMessage } from '../../../src/slack/alerts/groups-view.ts'
import { heldGroupsMessage } from '../../../src/slack/alerts/held-groups-view.ts'
import { heldListMessage, listTroubleMessage } from '../../../src/slack/alerts/list-notices-view.ts'
import {
  connectionMessage,
  contractsMessage,
  disconnectedMessage,
  firstLookMessage,
  heldSyncMessage,
  staffListMessage,
  tokensMessage,
} from '../../../src/slack/alerts/notices-view.ts'
import { overdueMessage, stillOpenMessage } from '../../../src/slack/alerts/steps-view.ts'
import { alertMessage, plainAlert } from '../../../src/slack/alerts/view.ts'
import { naming } from '../../../src/slack/frame/mask.ts'
import { noon } from '../../support/slack-samples.ts'
import {
  alertsOf,
  channelFactsOf,
  channelMovedOf,
  connectionFactsOf,
  contractsOf,
  disconnectedFactsOf,
  findingsOf,
  firstLookOf,
  heldFactsOf,
  heldGroupsOf,
  heldListOf,
  listTroubleOf,
  overdueOf,
  staffListFacts,
  stillOpenOf,
  tokensFactsOf,
} from '../facts.ts'
import type { Samples } from '../given.ts'

const masks = [true, false]
const miroUrl = 'https://miro.com'

export const samples: Samples = {
  'alerts/view.ts': {
    alertMessage: given =>
      alertsOf(given).flatMap(facts =>
        masks.map(mask => alertMessage(facts, { mask, now: noon, miroUrl, maybeDouble: mask })),
      ),
    plainAlert: given =>
      alertsOf(given).map(facts => plainAlert(alertMessage(facts, { mask: false, now: noon, miroUrl }))),
  },
  'alerts/groups-view.ts': {
    groupsMessage: given =>
      findingsOf(given).flatMap(facts =>
        masks.map(mask => groupsMessage(facts, noon, { naming: naming(mask), miroUrl })),
      ),
  },
  'alerts/steps-view.ts': {
    overdueMessage: given => masks.map(mask => overdueMessage(overdueOf(given), naming(mask))),
    stillOpenMessage: given =>
      stillOpenOf(given).flatMap(facts => masks.map(mask => stillOpenMessage(facts, naming(mask)))),
  },
  'alerts/notices-view.ts': {
    connectionMessage: given => connectionFactsOf(given).map(connectionMessage),
    staffListMessage: () => staffListFacts().map(staffListMessage),
    heldSyncMessage: given =>
      heldFactsOf(given).flatMap(facts => masks.map(mask => heldSyncMessage(facts, naming(mask)))),
    firstLookMessage: given => [firstLookMessage(firstLookOf(given))],
    contractsMessage: given =>
      contractsOf(given).flatMap(facts => masks.map(mask => contractsMessage(facts, naming(mask)))),
    tokensMessage: given => tokensFactsOf(given).map(tokensMessage),
    disconnectedMessage: given => disconnectedFactsOf(given).map(disconnectedMessage),
  },
  'alerts/channel-notices-view.ts': {
    channelTroubleMessage: given => channelFactsOf(given).map(channelTroubleMessage),
    channelMovedMessage: given => channelMovedOf(given).map(channelMovedMessage),
  },
  'alerts/list-notices-view.ts': {
    listTroubleMessage: given =>
      listTroubleOf(given).flatMap(facts => masks.map(mask => listTroubleMessage(facts, naming(mask)))),
    heldListMessage: given =>
      heldListOf(given).flatMap(facts => masks.map(mask => heldListMessage(facts, naming(mask)))),
  },
  'alerts/held-groups-view.ts': {
    heldGroupsMessage: given =>
      heldGroupsOf(given).flatMap(facts => masks.map(mask => heldGroupsMessage(facts, naming(mask)))),
  },
}
