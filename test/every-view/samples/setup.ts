import {
  alertsButton,
  criticalButton,
  criticalPageButton,
  nextButton,
  reconnectButton,
  ruleButton,
  syncButton,
  validUsersButton,
} from '../../../src/slack/doors/setup.ts'
import { disconnectedBlocks, troubleInWords } from '../../../src/slack/words/connection.ts'
import { setupBlocks, setupMessage, setupModal } from '../../../src/slack/workspace/setup/view.ts'
import type { Samples } from '../given.ts'
import { setupsOf } from '../stored.ts'

const miroOrgId = '3074457345618265000'
const places = ['living', 'elsewhere'] as const

export const samples: Samples = {
  'workspace/setup/view.ts': {
    // Answers a question; shows nothing.
    isSetUp: () => [],
    setupMessage: given => setupsOf(given).flatMap(setup => places.map(place => setupMessage(setup, place))),
    setupModal: given => setupsOf(given).map(setupModal),
    setupBlocks: given => setupsOf(given).flatMap(setup => places.map(place => setupBlocks(setup, place))),
  },
  'words/connection.ts': {
    disconnectedBlocks: given => setupsOf(given).map(disconnectedBlocks),
    troubleInWords: () => (['reconnect_needed', 'access_lost'] as const).map(troubleInWords),
  },
  'doors/setup.ts': {
    criticalButton: () => [criticalButton(miroOrgId), criticalButton(miroOrgId, true)],
    criticalPageButton: () => [criticalPageButton(miroOrgId), criticalPageButton(miroOrgId, true)],
    reconnectButton: () => [reconnectButton(miroOrgId), reconnectButton(miroOrgId, 'primary')],
    validUsersButton: () => [validUsersButton(miroOrgId), validUsersButton(miroOrgId, 'primary')],
    ruleButton: () => [ruleButton(miroOrgId), ruleButton(miroOrgId, true)],
    alertsButton: () => [alertsButton(), alertsButton(true)],
    syncButton: () => [syncButton('Sync now'), syncButton('Try again', 'primary')],
    nextButton: given => setupsOf(given).flatMap(setup => nextButton(setup) ?? []),
  },
}
