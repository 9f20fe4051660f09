import type { Button } from '@slack/types'
import { z } from 'zod'
import { button } from '../frame/blocks.ts'
import { miroId, readJson } from '../frame/read-json.ts'
import { accountsIds } from '../ids/accounts.ts'
import { identifyIds } from '../ids/identity.ts'
import { personId } from './person.ts'

const card = z.object({ o: miroId, a: miroId })

export const cardValue = (miroOrgId: string, accountId: string): string =>
  JSON.stringify({ o: miroOrgId, a: accountId })

/** Reads `cardValue` back; null when it is nothing of ours. */
export function readCard(value: string): { readonly miroOrgId: string; readonly accountId: string } | null {
  const read = readJson(card, value)
  return read === null ? null : { miroOrgId: read.o, accountId: read.a }
}

/** The card with everything about the account. */
export const cardButton = (miroOrgId: string, accountId: string): Button =>
  button('Account', accountsIds.card, { value: cardValue(miroOrgId, accountId) })

const account = z.object({ o: miroId, a: miroId })

/** `v`: when that was decided which the person saw, in milliseconds; null for nothing. */
const seen = account.extend({ v: z.number().int().nullable().default(null) })

const take = seen.extend({ p: personId })

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

/** Says whose account it is. */
export const identifyButton = (miroOrgId: string, accountId: string, style?: 'primary'): Button =>
  button('Identify', identifyIds.open, {
    value: accountValue({ o: miroOrgId, a: accountId }),
    ...(style && { style }),
  })
