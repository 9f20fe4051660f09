import type { InputBlock } from '@slack/types'
import type { AccountRefusal, Refusal } from '../../../domain/decision.ts'
import { type Blocks, context, input, option, radio, textInput } from '../../frame/blocks.ts'
import { datePicker, emailInput, externalSelect, userSelect } from '../../frame/pickers.ts'
import { words } from '../../frame/text.ts'
import { identifyIds } from '../../ids/identity.ts'
import { type OfField, refusalInWords } from '../../words/identify.ts'
import { type Filled, type FormChoice, userField } from './read.ts'

const choices = [
  option('Existing staff member', 'staff', 'Somebody in this Slack workspace.'),
  option('Existing staff member without Slack', 'person', 'Also somebody who left.'),
  option('New staff member', 'new_staff', 'Somebody this bot does not know yet.'),
  option('External person', 'external', 'A guest or client, with a colleague as sponsor.'),
  option('Service account', 'service', 'Used by a program, with an owner.'),
  option('Shared mailbox', 'shared', 'Used by several people, with an owner.'),
  option('Not identified', 'unidentified', 'Nobody knows it. The finding stays open.'),
] satisfies { value?: string }[]

/** `label` and `id` differ where it is asked of several accounts at once. */
export const choiceField = (
  chosen: FormChoice | null,
  label = 'This account is',
  id: string = identifyIds.choice,
): InputBlock =>
  input(label, radio(id, { options: choices, chosen: chosen === null ? [] : [chosen] }), { dispatches: true })

/** What is refused of what was sent. */
export type FieldRefusal = {
  readonly because: Exclude<Refusal, AccountRefusal>
  readonly onlyAdmin: boolean
}

/** What a field holds at first: what was sent and refused, else what is likely. */
export type Initial = Partial<Omit<Filled, 'as'>>

/** The fields that belong to a choice, each with what is wrong with it. */
export function fieldsOf(as: FormChoice | null, given: Initial, refused: FieldRefusal | null): Blocks {
  const at = refused === null || as === null ? null : (fieldOf(refused.because) ?? userField[as] ?? null)
  return inputsOf(as, given).flatMap(
    (block): Blocks =>
      refused === null || block.block_id !== at
        ? [block]
        : [block, context(words(`⚠️ ${refusalInWords(refused.because, refused.onlyAdmin)}`))],
  )
}

function inputsOf(as: FormChoice | null, given: Initial): InputBlock[] {
  switch (as) {
    case 'staff':
      return [input('Staff member', userSelect(identifyIds.user, 'Choose somebody', given.user))]
    case 'person':
      return [without(given)]
    case 'new_staff':
      return newStaff(given)
    case 'external':
      return [
        input('Sponsor', userSelect(identifyIds.sponsor, 'Choose a colleague', given.user), {
          hint: 'The colleague who answers for this person. When the sponsor leaves, you are asked again.',
        }),
        input('Who is it, and what for?', text(identifyIds.note, given.note, 300), {
          optional: true,
        }),
      ]
    case 'service':
    case 'shared':
      return answeredFor(given)
    case 'unidentified':
    case null:
      return []
  }
}

const without = ({ person }: Initial): InputBlock => {
  const chosen = person == null ? null : option(person.text, person.value)
  return input(
    'Staff member',
    externalSelect(identifyIds.person, 'Type a name or an e-mail address', { chosen }),
    { hint: 'Staff without a Slack account, and people who left.' },
  )
}

const newStaff = ({ name, email, title, start }: Initial): InputBlock[] => [
  input('Name', text(identifyIds.name, name, 80)),
  input('E-mail address', emailInput(identifyIds.email, email)),
  input('Job title', text(identifyIds.title, title, 80), { optional: true }),
  input('First day', datePicker(identifyIds.start, start), { optional: true }),
]

/** The next review, proposed in half a year: often enough to notice, seldom enough to be done. */
export const reviewDay = (now: Date): string =>
  new Date(now.getTime() + 182 * 86_400_000).toISOString().slice(0, 10)

const answeredFor = ({ user, reason, review }: Initial): InputBlock[] => [
  input('Owner', userSelect(identifyIds.owner, 'Choose a colleague', user), {
    hint: 'The colleague who answers for it. When the owner leaves, you are asked again.',
  }),
  input('What is it for?', { ...text(identifyIds.reason, reason, 300), multiline: true }),
  input('Next review', datePicker(identifyIds.review, review), { hint: 'At most a year ahead.' }),
]

const text = (id: string, initial: string | null | undefined, maxLength: number) =>
  textInput(id, { maxLength, ...(initial && { initial }) })

const fields: Readonly<Partial<Record<OfField, string>>> = {
  no_name: identifyIds.name,
  bad_address: identifyIds.email,
  address_taken: identifyIds.email,
  bad_start: identifyIds.start,
  short_reason: identifyIds.reason,
  bad_review: identifyIds.review,
}

/** The field a refusal belongs to; null: the one that names somebody. */
const fieldOf = (because: OfField): string | null => fields[because] ?? null
