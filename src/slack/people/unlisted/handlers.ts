import type { Workflows } from '../../../workflows/for-slack.ts'
import type { UnlistedAnswer } from '../../../workflows/people/answer-unlisted.ts'
import { type Asked, action, type Listener, submission } from '../../frame/listener.ts'
import { unlistedIds } from '../../ids/people.ts'
import { readAnswers, readPlace, readShown } from './read.ts'
import { unlistedAnsweredView, unlistedView } from './view.ts'

/** People who are no longer in the staff list, while Slack shows them as active: whether they left. */
export function unlistedListeners(workflows: Pick<Workflows, 'readUnlisted' | 'answerUnlisted'>): Listener[] {
  const by = ({ who }: Asked) => ({ workspaceId: who.workspaceId, by: who.slackUserId })
  const show = async (asked: Asked & { readonly value: string }) =>
    asked.answer.show(unlistedView(await workflows.readUnlisted(by(asked)), readPlace(asked.value)))
  const answer = async (asked: Asked, answers: readonly UnlistedAnswer[]) => {
    const results = await workflows.answerUnlisted({ ...by(asked), answers })
    const waiting = await workflows.readUnlisted(by(asked))
    await asked.answer.show(unlistedAnsweredView(results, waiting.length))
  }
  return [
    action(unlistedIds.open, 'open', show),
    ...[unlistedIds.more, unlistedIds.next, unlistedIds.previous].map(id => action(id, 'update', show)),
    action(unlistedIds.stillHere, 'update', asked =>
      answer(
        asked,
        readShown(asked.metadata).map(personId => ({ personId, as: 'still_here' })),
      ),
    ),
    submission(unlistedIds.modal, readAnswers, answer),
  ]
}
