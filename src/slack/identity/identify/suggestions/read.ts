import { z } from 'zod'
import type { Given } from '../../../../domain/decision.ts'
import type { Because } from '../../../../domain/suggest.ts'
import { chosenDay, chosenOptions, chosenUser, typedText } from '../../../frame/form-answers.ts'
import type { Read, Submitted } from '../../../frame/listener.ts'
import { miroId, readJson } from '../../../frame/read-json.ts'
import { suggestionsIds } from '../../../ids/identity.ts'
import { type Filled, reasonMissing } from '../read.ts'

const because = z.enum(['role_mailbox', 'same_address', 'guest', 'plus_tag', 'similar_name'])
const kind = z.object({ o: miroId, k: because })
/** `m`: tells the list that was shown from another. */
const shown = kind.extend({ m: z.string().max(16) })

export type Kind = { readonly o: string; readonly k: Because }
export type Shown = z.infer<typeof shown>

export const kindValue = ({ o, k }: Kind): string => JSON.stringify({ o, k })

/** Each reads its value back; null when it is nothing of ours. */
export const readKind = (text: string): Kind | null => readJson(kind, text)

/** What stood in the form, so that it can be shown again. */
export type FilledAccept = Pick<Filled, 'user' | 'reason' | 'review'> & { readonly except: readonly string[] }

export type AcceptForm = Shown & { readonly given: Given | null; readonly filled: FilledAccept }

export function readAccept({ metadata, state }: Submitted): Read<AcceptForm> {
  const known = readJson(shown, metadata)
  if (known === null) return problem('This list is out of date. Close it and open it again.')
  const { k } = known
  const filled: FilledAccept = {
    user: chosenUser(state, k === 'guest' ? suggestionsIds.sponsor : suggestionsIds.owner),
    reason: typedText(state, suggestionsIds.reason).trim() || null,
    review: chosenDay(state, suggestionsIds.review),
    except: chosenOptions(state, suggestionsIds.except),
  }
  const missing = missingIn(k, filled)
  if (missing !== null) return problem(missing[1], missing[0])
  return { input: { ...known, given: givenOf(k, filled), filled } }
}

function missingIn(k: Because, { user, reason, review }: FilledAccept): [string, string] | null {
  if (k === 'guest') return user === null ? [suggestionsIds.sponsor, 'Choose somebody.'] : null
  if (k !== 'role_mailbox') return null
  return user === null
    ? [suggestionsIds.owner, 'Choose somebody.']
    : reasonMissing(suggestionsIds, reason, review)
}

function givenOf(k: Because, { user, reason, review }: FilledAccept): Given | null {
  if (user === null) return null
  const who = { slackUserId: user }
  if (k === 'guest') return { who, choice: { as: 'external', reason: null } }
  return { who, choice: { as: 'shared', reason: reason ?? '', reviewOn: review ?? '' } }
}

const problem = (text: string, field: string = suggestionsIds.except) => ({ problems: { [field]: text } })
