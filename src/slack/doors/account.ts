import type { Button } from '@slack/types'
import { z } from 'zod'
import type { Question } from '../../domain/question.ts'
import { button, confirm } from '../frame/blocks.ts'
import { miroId, ownId, readJson } from '../frame/read-json.ts'
import { clip, firstName, md } from '../frame/text.ts'
import { accountsIds } from '../ids/accounts.ts'
import { identifyIds, questionIds, severalIds } from '../ids/identity.ts'

const account = z.object({ o: miroId, a: miroId })

/** `v`: when that was decided which the person saw, in milliseconds; null for nothing. */
const seen = account.extend({ v: z.number().int().nullable().default(null) })

const take = seen.extend({ p: ownId })

/** One account of one organization. */
export type AccountRef = { readonly o: string; readonly a: string }

export type Seen = z.infer<typeof seen>

export const accountValue = ({ o, a }: AccountRef): string => JSON.stringify({ o, a })

export const seenValue = ({ o, a, v }: Seen): string => JSON.stringify({ o, a, v })

export const takeValue = ({ o, a, v }: Seen, personId: string): string =>
  JSON.stringify({ o, a, v, p: personId })

/** Each reads one of the above back; null when it is nothing of ours. */
export const readAccount = (text: string) => readJson(account, text)

export const readSeen = (text: string) => readJson(seen, text)

export const readTake = (text: string) => readJson(take, text)

/** The card with everything about the account. */
export const cardButton = (miroOrgId: string, accountId: string, text = 'Open'): Button =>
  button(text, accountsIds.card, { value: accountValue({ o: miroOrgId, a: accountId }) })

/** Says whose account it is. */
export const identifyButton = (miroOrgId: string, accountId: string, style?: 'primary'): Button =>
  button('Identify', identifyIds.open, {
    value: accountValue({ o: miroOrgId, a: accountId }),
    ...(style && { style }),
  })

/** `g`: only what is still open of one group of findings; null: every unidentified account of the organization. */
export const severalValue = (miroOrgId: string, groupId: string | null = null): string =>
  JSON.stringify({ o: miroOrgId, ...(groupId !== null && { g: groupId }) })

/** Says that a likely account is somebody's, or that it is not. */
export function likelyButtons(account: AccountRef, personId: string, name: string): Button[] {
  const value = takeValue({ ...account, v: null }, personId)
  return [
    button(`It is ${firstName(name)}’s`, identifyIds.takeLikely, { value }),
    button('No', identifyIds.denyLikely, { value }),
  ]
}

/** Says whose several accounts are, in one window: those of one group of findings, or all that nobody was found for. */
export const identifySeveralButton = (
  miroOrgId: string,
  groupId: string | null = null,
  style?: 'primary',
): Button =>
  button('Identify', severalIds.open, {
    value: severalValue(miroOrgId, groupId),
    ...(style && { style }),
  })

/** The same window, where it is asked for because of our guesses. */
export const checkGuessesButton = (miroOrgId: string): Button =>
  button('Check guesses', severalIds.open, { value: severalValue(miroOrgId) })

/** Asks one likely owner whether an account is theirs. */
export const askButton = (seen: Seen, personId: string, name: string): Button =>
  button('Ask', questionIds.ask, {
    value: takeValue(seen, personId),
    confirm: confirm(
      `Ask ${clip(name, 60)} in your name?`,
      md`They get a direct message: you ask whether this Miro account is theirs.`,
      'Ask',
    ),
  })

/** What an administrator can do about an answer, or about none. */
export function decideButtons(question: Question): Button[] {
  const { id, about, miroOrgId, account } = question
  const dismiss = button(about === 'whose' ? 'Dismiss' : 'Keep as it is', questionIds.dismiss, { value: id })
  if (about === 'whose')
    return [button('Confirm', questionIds.confirm, { value: id, style: 'primary' }), dismiss]
  return [identifyButton(miroOrgId, account.id), cardButton(miroOrgId, account.id), dismiss]
}
