import type { KnownBlock } from '@slack/types'
import type { AlertFacts, FindingsFacts } from '../../src/domain/alert.ts'
import { systemCheck } from '../../src/domain/checks/index.ts'
import { alertMessage } from '../../src/slack/alerts/view.ts'
import { inForm, type Part } from '../../src/slack/frame/forms.ts'
import { alertsOf } from '../every-view/facts.ts'
import { noon } from '../support/slack-samples.ts'
import { textsIn } from './collect.ts'
import { wordsIn } from './rules.ts'

// How long an alert may be, and with whom it begins.

const name = 'Olivia Fischer'

const ofOneAccount = 60
const ofAnotherAccount = 15
const mostNamed = 5
const ofNotice = 80

/** Answers of people and the list of the first checks are no alerts of something that has to be done by a day. */
const measured = (facts: AlertFacts): boolean => !['summary', 'answer'].includes(facts.kind)

const isOf = (facts: AlertFacts): facts is FindingsFacts => facts.kind === 'findings'

/** What is read before anything is pressed: no buttons, and nothing that is folded. The longer of both forms. */
const wordsOf = (blocks: readonly Part[]): number =>
  Math.max(...(['newer', 'classic'] as const).map(form => wordsDrawn(inForm(blocks, form))))

const wordsDrawn = (blocks: readonly KnownBlock[]): number =>
  textsIn(blocks, 'text')
    .filter(({ kind, folded }) => kind !== 'button' && kind !== 'option' && !folded)
    .reduce((sum, { text }) => sum + wordsIn(text.replace(/<!date[^>]*>/g, 'date')), 0)

/** "rule · alert" of every alert that is too long, or does not begin with a name. */
export const breachesOfAlerts = (): string[] => [
  ...new Set(
    [1, 2, 5, 8].flatMap(many =>
      alertsOf({ word: name, many })
        .filter(measured)
        .flatMap(facts => {
          const { text, blocks } = alertMessage(facts, {
            mask: false,
            now: noon,
            miroUrl: 'https://miro.com',
          })
          const most = mostOf(facts, facts.kind === 'contracts' ? facts.people.length : many)
          const [group] = isOf(facts) ? facts.groups : []
          const about = isOf(facts)
            ? `${facts.kind} · ${group?.checkId ?? ''}${group?.open === 0 ? ', closed' : ''}`
            : facts.kind
          const names = group !== undefined && group.open > 0 && group.checkId !== systemCheck.id
          return [
            ...(wordsOf(blocks) > most ? [`at most ${most} words · ${about}`] : []),
            ...(names && !text.includes(name) ? [`the notification names somebody · ${about}`] : []),
          ]
        }),
    ),
  ),
]

const mostOf = (facts: AlertFacts, many: number): number =>
  (isOf(facts) ? ofOneAccount : ofNotice) + (Math.min(many, mostNamed) - 1) * ofAnotherAccount
