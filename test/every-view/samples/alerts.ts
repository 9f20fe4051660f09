import { channelTroubleMessage } from '../../../src/slack/alerts/channel-trouble-view.ts'
import { contractsMessage } from '../../../src/slack/alerts/contracts-view.ts'
import { disconnectedMessage } from '../../../src/slack/alerts/disconnected-view.ts'
import { groupsMessage } from '../../../src/slack/alerts/groups-view.ts'
import { heldGroupsMessage } from '../../../src/slack/alerts/held-groups-view.ts'
import { heldListMessage, listTroubleMessage } from '../../../src/slack/alerts/list-notices-view.ts'
import {
  connectionMessage,
  firstLookMessage,
  heldSyncMessage,
  staffListMessage,
} from '../../../src/slack/alerts/notices-view.ts'
import { tokensMessage } from '../../../src/slack/alerts/tokens-view.ts'
import { alertMessage, plainAlert } from '../../../src/slack/alerts/view.ts'
import { naming } from '../../../src/slack/frame/mask.ts'
import { noon } from '../../support/slack-samples.ts'
import {
  alertsOf,
  channelFactsOf,
  connectionFactsOf,
  contractsOf,
  disconnectedFactsOf,
  findingsOf,
  firstLookOf,
  heldFactsOf,
  heldGroupsOf,
  heldListOf,
  listTroubleOf,
  staffListFacts,
  tokensFactsOf,
} from '../facts.ts'
import type { Samples } from '../given.ts'

const masks = [true, false]

export const samples: Samples = {
  'alerts/view.ts': {
    alertMessage: given =>
      alertsOf(given).flatMap(facts =>
        masks.map(mask => alertMessage(facts, { mask, now: noon, maybeDouble: mask })),
      ),
    plainAlert: given =>
      alertsOf(given).map(facts => plainAlert(alertMessage(facts, { mask: false, now: noon }))),
  },
  'alerts/groups-view.ts': {
    groupsMessage: given =>
      findingsOf(given).flatMap(facts => masks.map(mask => groupsMessage(facts, noon, naming(mask)))),
  },
  'alerts/notices-view.ts': {
    connectionMessage: given => connectionFactsOf(given).map(connectionMessage),
    staffListMessage: () => staffListFacts().map(staffListMessage),
    heldSyncMessage: given =>
      heldFactsOf(given).flatMap(facts => masks.map(mask => heldSyncMessage(facts, naming(mask)))),
    firstLookMessage: given => [firstLookMessage(firstLookOf(given))],
  },
  'alerts/contracts-view.ts': {
    contractsMessage: given =>
      contractsOf(given).flatMap(facts => masks.map(mask => contractsMessage(facts, naming(mask)))),
  },
  'alerts/tokens-view.ts': { tokensMessage: given => tokensFactsOf(given).map(tokensMessage) },
  'alerts/disconnected-view.ts': {
    disconnectedMessage: given => disconnectedFactsOf(given).map(disconnectedMessage),
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
  'alerts/channel-trouble-view.ts': {
    channelTroubleMessage: given => channelFactsOf(given).map(channelTroubleMessage),
  },
}
