import {
  cardButton,
  checkGuessesButton,
  identifyButton,
  identifySeveralButton,
  likelyButtons,
} from '../../../src/slack/doors/account.ts'
import {
  checksButton,
  detailsButton,
  fixButton,
  moreButton,
  openInMiroButton,
  verifyButton,
  whyButton,
} from '../../../src/slack/doors/finding.ts'
import {
  answerButton,
  apartButton,
  joinButton,
  leavingButton,
  pairButton,
  partButton,
  peopleButton,
  personButton,
} from '../../../src/slack/doors/person.ts'
import type { Samples } from '../given.ts'

const [miroOrgId, accountId] = ['3074457345618265000', '3074457345618265001']
const id = '5f0c7a52-6c1e-4c6f-9d43-0a4f0e6f3a11'

export const samples: Samples = {
  'doors/account.ts': {
    cardButton: () => [cardButton(miroOrgId, accountId)],
    likelyButtons: () => likelyButtons({ o: miroOrgId, a: accountId }, id, 'Olivia'),
    checkGuessesButton: () => [checkGuessesButton(miroOrgId)],
    identifySeveralButton: () => [
      identifySeveralButton(miroOrgId),
      identifySeveralButton(miroOrgId, id, 'primary'),
    ],
    identifyButton: () => [
      identifyButton(miroOrgId, accountId),
      identifyButton(miroOrgId, accountId, 'primary'),
    ],
  },
  'doors/finding.ts': {
    checksButton: () => [checksButton()],
    fixButton: () => [fixButton(id)],
    whyButton: () => [whyButton(id)],
    verifyButton: () => [verifyButton(id), verifyButton(id, 'primary')],
    detailsButton: () => [detailsButton(id)],
    moreButton: () => [moreButton(id)],
    openInMiroButton: () => [openInMiroButton('https://miro.com/app/settings')],
  },
  'doors/person.ts': {
    answerButton: () => [answerButton(), answerButton('primary')],
    joinButton: () => [joinButton(id)],
    pairButton: () => [pairButton(id, id)],
    apartButton: () => [apartButton(id, id)],
    partButton: () => [partButton(id)],
    peopleButton: () => [peopleButton(), peopleButton('left', 'Left')],
    personButton: () => [personButton(id)],
    leavingButton: () => [leavingButton(id)],
  },
}
