import type { Button } from '@slack/types'
import { z } from 'zod'
import type { HeldFacts, HeldGroupsFacts, HeldListFacts, HeldSyncFacts } from '../../domain/source-notice.ts'
import { button, confirm, present } from '../frame/blocks.ts'
import { type Keyset, keyset } from '../frame/paging.ts'
import { ownId, readJson } from '../frame/read-json.ts'
import { count, join, type Markup, md } from '../frame/text.ts'
import { importIds } from '../ids/people.ts'
import { heldSyncIds } from '../ids/sync.ts'
import { groupInWords, listInWords, moreInWords, syncInWords, syncTitle } from '../words/held.ts'
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
    title:
      facts.organizationName === null
        ? syncTitle(facts)
        : md`${syncTitle(facts)} · ${facts.organizationName}`,
    was,
    buttons: [
      ...(facts.gone > 0 ? [goneButton(facts.runId, facts.gone)] : []),
      button('Apply anyway', heldSyncIds.apply, {
        value: facts.runId,
        style: 'danger',
        confirm: confirm('Apply this sync?', applies(facts, was), 'Apply anyway', 'Cancel', 'danger'),
      }),
      button('Try again', heldSyncIds.retry, { value: facts.runId }),
      // Whoever authorised it is in another organization now.
      ...(facts.miroOrgId === null || facts.reason !== 'other_organisation'
        ? []
        : [reconnectButton(facts.miroOrgId)]),
    ],
  }
}

/** What pressing it does, where people or accounts would go by it. */
const applies = ({ gone, organizationName }: HeldSyncFacts, was: Markup): Markup =>
  gone === 0
    ? was
    : md`${was} ${organizationName === null ? 'These people' : 'These accounts'} then count as gone, and findings about them may close.`

function heldListQuestion(facts: HeldListFacts): HeldQuestion {
  const { origin, runId, reason, columns } = facts
  const was = listInWords(facts)
  const apply = button('Apply anyway', heldSyncIds.apply, {
    value: runId,
    style: 'danger',
    confirm: confirm('Apply this list?', was, 'Apply anyway', 'Cancel', 'danger'),
  })
  const retry = button('Try again', heldSyncIds.retry, { value: runId })
  const show = (label: string) => button(label, importIds.show, { value: listValue(runId) })
  return {
    title: md`Decision needed · ${listAt(origin)}`,
    was,
    buttons:
      reason === 'columns'
        ? // Without addresses it names nobody: there is nothing to apply.
          present([show('Choose the columns'), columns?.addresses == null && apply, retry])
        : [apply, show('Open the list'), retry],
  }
}

function heldGroupsQuestion({ groups, more, runId }: HeldGroupsFacts): HeldQuestion {
  const was = join([...groups.map(groupInWords), moreInWords(more)], ' ')
  return {
    title: md`Decision needed: Slack user groups changed a lot`,
    was,
    buttons: [
      button('Apply anyway', heldSyncIds.apply, {
        value: runId,
        style: 'danger',
        confirm: confirm('Apply this change?', was, 'Apply anyway', 'Cancel', 'danger'),
      }),
      button('Try again', heldSyncIds.retry, { value: runId }),
    ],
  }
}

/** Everybody who would go. */
const goneButton = (runId: string, gone: number): Button =>
  button(`Show all ${count(gone)}`, heldSyncIds.showAll, {
    value: heldPageValue({ runId, after: [], page: 0 }),
  })

/** One page of whom a held sync would lose. */
export type HeldPage = Keyset & { readonly runId: string }

const heldPage = z.object({
  r: z.string().regex(/^[\w-]{1,100}$/),
  ...keyset,
  p: z.array(ownId).max(60).default([]),
})

export const heldPageValue = ({ runId, after, page }: HeldPage): string =>
  JSON.stringify({ r: runId, p: after, n: page })

/** null: nothing of ours. */
export function readHeldPage(text: string): HeldPage | null {
  const read = readJson(heldPage, text)
  return read && { runId: read.r, after: read.p, page: read.n }
}

/** What a button stands for; null when the value is none of ours. */
export const readRunId = (value: string): string | null => (/^[\w-]{1,100}$/.test(value) ? value : null)
