import { z } from 'zod'
import { type Choice, type Given, type PersonRef, shortestReason } from '../../../domain/decision.ts'
import { readSeen, type Seen } from '../../doors/account.ts'
import {
  blockOf,
  chosenDay,
  chosenInWords,
  chosenOption,
  chosenUser,
  typedText,
} from '../../frame/form-answers.ts'
import type { Read, Submitted, ViewState } from '../../frame/listener.ts'
import { identifyIds } from '../../ids/identity.ts'

const form = z.enum(['staff', 'person', 'new_staff', 'external', 'service', 'shared', 'unidentified'])

/** What the form offers. `person`: a staff member whom Slack's own list does not have. */
export type FormChoice = z.infer<typeof form>

export const readChoice = (value: string | null | undefined): FormChoice | null =>
  form.safeParse(value).data ?? null

/** What stood in the form, so that it can be shown again. */
export type Filled = {
  readonly as: FormChoice
  readonly user: string | null
  readonly person: { readonly value: string; readonly text: string } | null
  readonly name: string | null
  readonly email: string | null
  readonly title: string | null
  readonly start: string | null
  readonly note: string | null
  readonly reason: string | null
  readonly review: string | null
}

export type IdentifyForm = Seen & Given & { readonly filled: Filled }

export function readIdentify({ metadata, state }: Submitted): Read<IdentifyForm> {
  const known = readSeen(metadata)
  const as = readChoice(chosenOption(state, identifyIds.choice))
  if (known === null || as === null) return problem(state, identifyIds.choice, 'Choose what this account is.')
  const filled = filledIn(state, as)
  const missing = missingIn(filled)
  if (missing !== null) return problem(state, ...missing)
  return { input: { ...known, ...givenOf(filled), filled } }
}

/** What stands in the fields of this choice. */
export function filledIn(state: ViewState, as: FormChoice): Filled {
  const text = (name: string) => typedText(state, name).trim() || null
  return {
    as,
    user: chosenUser(state, userField[as] ?? ''),
    person: chosenInWords(state, identifyIds.person),
    name: text(identifyIds.name),
    email: text(identifyIds.email),
    title: text(identifyIds.title),
    start: chosenDay(state, identifyIds.start),
    note: text(identifyIds.note),
    reason: text(identifyIds.reason),
    review: chosenDay(state, identifyIds.review),
  }
}

/** What was chosen, once nothing is missing. */
export const givenOf = (filled: Filled): Given => ({ choice: choiceOf(filled), who: whoOf(filled) })

/** Which field names somebody, by what was chosen. */
export const userField: Readonly<Partial<Record<FormChoice, string>>> = {
  staff: identifyIds.user,
  person: identifyIds.person,
  external: identifyIds.sponsor,
  service: identifyIds.owner,
  shared: identifyIds.owner,
}

/** The first field that has to be filled and is not, and what to say there. */
export function missingIn({
  as,
  user,
  person,
  name,
  email,
  reason,
  review,
}: Filled): [string, string] | null {
  const field = userField[as]
  if (field !== undefined && (as === 'person' ? person : user) === null) return [field, 'Choose somebody.']
  if (as === 'new_staff' && name === null) return [identifyIds.name, 'Write the name.']
  if (as === 'new_staff' && email === null) return [identifyIds.email, 'Write the e-mail address.']
  if (as !== 'service' && as !== 'shared') return null
  // A service account or shared mailbox is explained, and looked at again one day.
  if (Array.from(reason ?? '').length < shortestReason)
    return [identifyIds.reason, `Write what it is for, in at least ${shortestReason} characters.`]
  return review === null ? [identifyIds.review, 'Choose the day of the next review.'] : null
}

function choiceOf({ as, name, email, title, start, note, reason, review }: Filled): Choice {
  switch (as) {
    case 'staff':
    case 'person':
      return { as: 'staff' }
    case 'new_staff':
      return { as, name: name ?? '', email: email ?? '', title, startsOn: start }
    case 'external':
      return { as, reason: note }
    case 'service':
    case 'shared':
      return { as, reason: reason ?? '', reviewOn: review ?? '' }
    case 'unidentified':
      return { as }
  }
}

function whoOf({ as, user, person }: Filled): PersonRef | null {
  if (as === 'person') return person === null ? null : { personId: person.value }
  return user === null ? null : { slackUserId: user }
}

/** Slack shows a problem only under an input that is there: a quick hand saves before the others have appeared. */
const problem = (state: ViewState, name: string, text: string) => ({
  problems: { [blockOf(state, name) ?? identifyIds.choice]: text },
})
