import type { Button } from '@slack/types'
import type { HeldFacts, HeldGroupsFacts, HeldListFacts, HeldSyncFacts } from '../../domain/source-notice.ts'
import { button, confirm, present } from '../frame/blocks.ts'
import { join, type Markup, md } from '../frame/text.ts'
import { importIds } from '../ids/people.ts'
import { heldSyncIds } from '../ids/sync.ts'
import { groupInWords, heldSource, listInWords, moreInWords, syncInWords } from '../words/held.ts'
import { listAt } from '../words/sources.ts'
import { reconnectButton } from './setup.ts'
import { listValue } from './staff-list.ts'

/** What waits for a person's word, as its message and the pending task ask it. */
type HeldQuestion = {
  readonly title: Markup
  /** Why it is held, in numbers. */
  readonly was: Markup
  readonly buttons: readonly Button[]
}

export function questionOf(facts: HeldFacts): HeldQuestion {
  switch (facts.kind) {
    case 'held_sync':
      return heldSyncQuestion(facts)
    case 'held_list':
      return heldListQuestion(facts)
    case 'held_groups':
      return heldGroupsQuestion(facts)
  }
}

function heldSyncQuestion(facts: HeldSyncFacts): HeldQuestion {
  const was = syncInWords(facts)
  return {
    title: md`A sync of ${heldSource(facts)} waits for your word`,
    was,
    buttons: [
      button('Apply anyway', heldSyncIds.apply, {
        value: facts.runId,
        style: 'danger',
        confirm: confirm('Apply this sync?', was, 'Apply anyway', 'Cancel', 'danger'),
      }),
      button('Retry', heldSyncIds.retry, { value: facts.runId }),
      ...(facts.miroOrgId === null ? [] : [reconnectButton(facts.miroOrgId)]),
    ],
  }
}

function heldListQuestion(facts: HeldListFacts): HeldQuestion {
  const { origin, runId, reason, columns } = facts
  const was = listInWords(facts)
  const apply = button('Apply anyway', heldSyncIds.apply, {
    value: runId,
    style: 'danger',
    confirm: confirm('Apply this list?', was, 'Apply anyway', 'Cancel', 'danger'),
  })
  const retry = button('Retry', heldSyncIds.retry, { value: runId })
  const show = (label: string) => button(label, importIds.show, { value: listValue(runId) })
  return {
    title: md`${listAt(origin)} waits for your word`,
    was,
    buttons:
      reason === 'columns'
        ? // Without addresses it names nobody: there is nothing to apply.
          present([show('Choose the columns'), columns?.addresses == null && apply, retry])
        : [apply, show('Show the list'), retry],
  }
}

function heldGroupsQuestion({ groups, more, runId }: HeldGroupsFacts): HeldQuestion {
  const was = join([...groups.map(groupInWords), moreInWords(more)], ' ')
  return {
    title: md`A change of Slack user groups waits for your word`,
    was,
    buttons: [
      button('Apply anyway', heldSyncIds.apply, {
        value: runId,
        style: 'danger',
        confirm: confirm('Apply this change?', was, 'Apply anyway', 'Cancel', 'danger'),
      }),
      button('Retry', heldSyncIds.retry, { value: runId }),
    ],
  }
}

/** What a button stands for; null when the value is none of ours. */
export const readRunId = (value: string): string | null => (/^[\w-]{1,100}$/.test(value) ? value : null)
