import type { PlainTextOption } from '@slack/types'
import type { Given } from '../../../domain/decision.ts'
import type { FoundPerson } from '../../../domain/staff.ts'
import type { Workflows } from '../../../workflows/for-slack.ts'
import { type AccountRef, readAccount, readSeen, readTake, type Seen } from '../../doors/account.ts'
import { option, present } from '../../frame/blocks.ts'
import {
  type ActionAsked,
  type Asked,
  action,
  type Listener,
  menu,
  submission,
  type Who,
} from '../../frame/listener.ts'
import { clip } from '../../frame/text.ts'
import { identifyIds } from '../../ids/identity.ts'
import { accountRefusalInWords, isAboutAccount } from '../../words/identify.ts'
import { type Filled, readChoice, readIdentify } from './read.ts'
import { forgottenView, identifyView, refusedView, savedView } from './view.ts'

type Form = Partial<Omit<Parameters<typeof identifyView>[2], 'now'>>

/** Who or what an account is: from its card, from lists and from alerts. */
export function identifyListeners(
  workflows: Pick<
    Workflows,
    'readIdentity' | 'identifyAccount' | 'unlinkAccount' | 'refuseGuess' | 'findPeople'
  >,
  clock: () => Date,
): Listener[] {
  const keyOf = (who: Who, ref: AccountRef | null) => ({
    workspaceId: who.workspaceId,
    miroOrgId: ref?.o ?? '',
  })
  const show = async ({ who, answer }: Asked, ref: AccountRef | null, form: Form = {}) => {
    const input = { key: keyOf(who, ref), accountId: ref?.a ?? '', by: who.slackUserId }
    const read = await workflows.readIdentity(input)
    const at = { as: null, filled: null, refused: null, changed: false, ...form, now: clock() }
    await answer.show(
      read === null || ref === null
        ? refusedView(accountRefusalInWords('no_account', false))
        : identifyView(ref.o, read, at),
    )
  }
  const decide = async (asked: Asked, seen: Seen, given: Given, filled: Filled | null) => {
    const { who, answer } = asked
    const saved = await workflows.identifyAccount({
      key: keyOf(who, seen),
      accountId: seen.a,
      seen: seen.v === null ? null : new Date(seen.v),
      ...given,
      by: who.slackUserId,
    })
    if (saved.outcome === 'saved') return answer.show(savedView({ ...saved, choice: given.choice }))
    if (saved.outcome === 'changed') return show(asked, seen, { changed: true })
    const { because, onlyAdmin } = saved
    if (isAboutAccount(because)) return answer.show(refusedView(accountRefusalInWords(because, onlyAdmin)))
    await show(asked, seen, { as: filled?.as ?? 'staff', filled, refused: { because, onlyAdmin } })
  }
  const take = async (asked: ActionAsked) => {
    const taken = readTake(asked.value)
    if (taken === null) return show(asked, null)
    await decide(asked, taken, { choice: { as: 'staff' }, who: { personId: taken.p } }, null)
  }
  const deny = async (asked: ActionAsked) => {
    const guess = readTake(asked.value)
    if (guess === null) return show(asked, null)
    const { who } = asked
    const input = { key: keyOf(who, guess), accountId: guess.a, personId: guess.p, by: who.slackUserId }
    await workflows.refuseGuess(input)
    await show(asked, guess)
  }
  return [
    action(identifyIds.open, 'open', asked => show(asked, readAccount(asked.value))),
    action(identifyIds.choice, 'update', asked =>
      show(asked, readSeen(asked.metadata), { as: readChoice(asked.chosen[0]) }),
    ),
    action(identifyIds.take, 'update', take),
    action(identifyIds.takeLikely, 'open', take),
    action(identifyIds.deny, 'update', deny),
    action(identifyIds.denyLikely, 'open', deny),
    action(identifyIds.unlink, 'update', async asked => {
      const seen = readSeen(asked.value)
      if (seen === null || seen.v === null) return show(asked, seen)
      const { who, answer } = asked
      const input = {
        key: keyOf(who, seen),
        accountId: seen.a,
        seen: new Date(seen.v),
        by: who.slackUserId,
      }
      const done = await workflows.unlinkAccount(input)
      if (done.outcome === 'forgotten') return answer.show(forgottenView(done.email))
      if (done.outcome === 'changed') return show(asked, seen, { changed: true })
      await answer.show(refusedView(accountRefusalInWords(done.because, done.onlyAdmin)))
    }),
    menu(identifyIds.person, async ({ who, text }) =>
      (
        await workflows.findPeople({
          workspaceId: who.workspaceId,
          sought: { kind: 'not_in_slack', text },
        })
      ).map(personOption),
    ),
    submission(identifyIds.modal, readIdentify, (asked, input) =>
      decide(asked, input, { choice: input.choice, who: input.who }, input.filled),
    ),
  ]
}

/** "Emil Novak · emil@acme.com · left" */
const personOption = ({ id, name, address, left }: FoundPerson): PlainTextOption =>
  option(present([clip(name, 30), address !== null && clip(address, 34), left && 'left']).join(' · '), id)
