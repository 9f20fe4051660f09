import type { Workflows } from '../../../workflows/for-slack.ts'
import type { JoinRefusal } from '../../../workflows/people/join-people.ts'
import { type PairRef, readPair } from '../../doors/person.ts'
import { knownPeopleMenu } from '../../frame/known-people-menu.ts'
import { type Asked, action, type Listener, submission } from '../../frame/listener.ts'
import { readOwnId } from '../../frame/read-json.ts'
import { joiningIds } from '../../ids/people.ts'
import { type JoinForm, readJoin, readOther } from './read.ts'
import {
  apartView,
  bothView,
  joinedView,
  joiningRefusedView,
  notStandingView,
  partedView,
  whoElseView,
} from './view.ts'

type Again = { readonly changed?: true; readonly refused?: JoinRefusal }

/** Two people who are one: from their card and from what waits for an administrator. */
export function joiningListeners(
  workflows: Pick<
    Workflows,
    'findPeople' | 'readPerson' | 'readJoining' | 'joinPeople' | 'partPeople' | 'keepApart'
  >,
  clock: () => Date,
): Listener[] {
  const show = async ({ who, answer }: Asked, pair: PairRef | null, again: Again = {}) => {
    if (pair === null) return answer.show(joiningRefusedView('no_person', false))
    const read = await workflows.readJoining({ workspaceId: who.workspaceId, ...pair, by: who.slackUserId })
    if (read.outcome === 'refused') return answer.show(joiningRefusedView(read.because, false))
    const form = { seen: read.seen, changed: again.changed === true, refused: again.refused ?? null }
    await answer.show(bothView(read.joining, { ...form, now: clock() }))
  }
  const decide = async (asked: Asked, input: JoinForm) => {
    const { who, answer } = asked
    const by = { workspaceId: who.workspaceId, by: who.slackUserId }
    const done = await workflows.joinPeople({ ...by, ...input })
    if (done.outcome === 'joined') return answer.show(joinedView(done.person, done.joinId, clock()))
    if (done.outcome === 'changed') return show(asked, input, { changed: true })
    if (done.because === 'say_which') return show(asked, input, { refused: done.because })
    await answer.show(joiningRefusedView(done.because, done.onlyAdmin))
  }
  return [
    action(joiningIds.open, 'open', async ({ who, answer, value }) => {
      const personId = readOwnId(value) ?? ''
      const person = await workflows.readPerson({ workspaceId: who.workspaceId, personId })
      await answer.show(
        person === null ? joiningRefusedView('no_person', false) : whoElseView(person, clock()),
      )
    }),
    knownPeopleMenu(joiningIds.other, workflows.findPeople),
    submission(joiningIds.modal, readOther, show),
    action(joiningIds.pair, 'open', asked => show(asked, readPair(asked.value))),
    submission(joiningIds.preview, readJoin, decide),
    action(joiningIds.apart, 'open', async ({ who, answer, value }) => {
      const pair = readPair(value)
      if (pair === null) return answer.show(joiningRefusedView('no_person', false))
      const input = { workspaceId: who.workspaceId, ...pair, by: who.slackUserId }
      const done = await workflows.keepApart(input)
      await answer.show(
        done.outcome === 'apart' ? apartView() : joiningRefusedView(done.because, done.onlyAdmin),
      )
    }),
    action(joiningIds.part, 'open', async ({ who, answer, value }) => {
      const joinId = readOwnId(value) ?? ''
      const done = await workflows.partPeople({
        workspaceId: who.workspaceId,
        joinId,
        by: who.slackUserId,
      })
      if (done.outcome === 'parted') return answer.show(partedView(done.people, clock()))
      await answer.show(
        done.outcome === 'changed' ? notStandingView() : joiningRefusedView(done.because, done.onlyAdmin),
      )
    }),
  ]
}
