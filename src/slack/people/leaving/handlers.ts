import type { LeavingDeed } from '../../../domain/leaving.ts'
import type { Workflows } from '../../../workflows/for-slack.ts'
import { knownPeopleMenu } from '../../frame/known-people-menu.ts'
import { type Asked, action, command, type Listener, submission } from '../../frame/listener.ts'
import { readOwnId } from '../../frame/read-json.ts'
import { leavingIds } from '../../ids/people.ts'
import { isAboutPerson } from '../../words/person.ts'
import { readSought } from '../sought.ts'
import { type LeavingForm, readForm, readLeavingForm, readPast, readWhoLeaves } from './read.ts'
import { leavingRefusedView, leavingSavedView, leavingView, pastDayView, whoLeavesView } from './view.ts'

type Form = Partial<Omit<Parameters<typeof leavingView>[1], 'now' | 'likely'>>

/** `/miro offboard`: when somebody leaves, that they do not, or that they came back. */
export function leavingListeners(
  workflows: Pick<Workflows, 'findPeople' | 'readLeaving' | 'setLeaving'>,
  clock: () => Date,
): Listener[] {
  const show = async ({ who, answer }: Asked, personId: string | null, form: Form = {}) => {
    const input = { workspaceId: who.workspaceId, personId: personId ?? '', by: who.slackUserId }
    const read = await workflows.readLeaving(input)
    const at = { filled: null, refused: null, changed: false, ...form, now: clock() }
    await answer.show(
      'refused' in read ? leavingRefusedView(read.refused) : leavingView(read.person, { ...read, ...at }),
    )
  }
  const decide = async (
    asked: Asked,
    form: LeavingForm | null,
    deed: LeavingDeed = 'entered',
    confirmed = false,
  ) => {
    if (form === null) return show(asked, null)
    const { who, answer } = asked
    const { p: personId, v, entry, reason } = form
    const by = { workspaceId: who.workspaceId, by: who.slackUserId }
    const seen = v === null ? null : new Date(v)
    const set = await workflows.setLeaving({ ...by, personId, seen, entry, deed, reason, confirmed })
    if (set.outcome === 'saved') return answer.show(leavingSavedView(set, clock()))
    if (set.outcome === 'past') return answer.show(pastDayView(set, form))
    if (set.outcome === 'changed') return show(asked, personId, { changed: true })
    if (isAboutPerson(set.because)) return answer.show(leavingRefusedView(set.because))
    await show(asked, personId, { filled: { entry, reason }, refused: set.because })
  }
  return [
    command(
      ['offboard', 'leave', 'leaving'],
      'open',
      'says when a person leaves, is on long leave or came back: a mention, an e-mail address or a name; without one, asks',
      async ({ who, answer, text }) => {
        const sought = readSought(text)
        const { workspaceId } = who
        const people = sought === null ? [] : await workflows.findPeople({ workspaceId, sought })
        const [only, ...others] = people
        if (only !== undefined && others.length === 0) return show({ who, answer }, only.id)
        await answer.show(whoLeavesView(people, sought !== null))
      },
    ),
    action(leavingIds.open, 'open', asked => show(asked, readOwnId(asked.value))),
    action(leavingIds.choose, 'update', asked => show(asked, readOwnId(asked.value))),
    knownPeopleMenu(leavingIds.pick, workflows.findPeople),
    submission(leavingIds.who, readWhoLeaves, show),
    action(leavingIds.cancel, 'update', async asked => {
      const form = readForm(asked)
      await decide(asked, form && { ...form, entry: { ...form.entry, lastDay: null } })
    }),
    action(leavingIds.cameBack, 'update', asked => decide(asked, readForm(asked), 'came_back')),
    action(leavingIds.begun, 'update', asked => decide(asked, readForm(asked), 'begun')),
    submission(leavingIds.modal, readLeavingForm, (asked, form) => decide(asked, form)),
    submission(
      leavingIds.past,
      submitted => ({ input: readPast(submitted) }),
      (asked, form) => decide(asked, form, 'entered', true),
    ),
    action(leavingIds.back, 'update', asked => {
      const form = readPast(asked)
      return show(asked, form?.p ?? null, form === null ? {} : { filled: form })
    }),
  ]
}
