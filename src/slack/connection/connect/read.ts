import { z } from 'zod'
import { chosenOptions, typedText } from '../../frame/form-answers.ts'
import { limits } from '../../frame/limits.ts'
import type { Read, Submitted } from '../../frame/listener.ts'
import { ownId, readJson, readOrganization } from '../../frame/read-json.ts'
import { connectIds } from '../../ids/connection.ts'

/** Which organization a reconnect has to come back with; null for a new one. */
export type Expected = { readonly expectedOrgId: string | null }

/** Ours alone writes it: whatever else comes is an old or a forged modal, and pins nothing. */
export const readExpected = (text: string): Expected => ({
  expectedOrgId: readOrganization(text) || null,
})

/** A setup that waits for somebody to come back from Miro. */
export type Begun = {
  readonly attemptId: string
  readonly startUrl: string
  /** Null where every browser comes back. */
  readonly elsewhereUrl: string | null
  readonly expiresAt: Date
}

const begun = z.object({ a: ownId, s: z.url(), e: z.url().nullable(), x: z.number().int() })

/** As the window carries it; nothing where the links are too long for it. */
export function begunMetadata({ attemptId, startUrl, elsewhereUrl, expiresAt }: Begun): object {
  const links = { a: attemptId, s: startUrl, e: elsewhereUrl, x: expiresAt.getTime() }
  return JSON.stringify(links).length > limits.privateMetadata - 100 ? {} : links
}

export function readBegun(text: string): Begun | null {
  const read = readJson(begun, text)
  return read === null
    ? null
    : { attemptId: read.a, startUrl: read.s, elsewhereUrl: read.e, expiresAt: new Date(read.x) }
}

/** The attempt whose keys are typed again; null for the first one. */
export const readAttempt = (text: string): string | null => readJson(z.object({ a: ownId }), text)?.a ?? null

export type Details = Expected & {
  readonly clientId: string
  /** Null: the one typed for the attempt before. */
  readonly clientSecret: string | null
  readonly attemptBefore: string | null
}

/** Client id and secret as they were pasted. What cannot be right is said before Miro is asked. */
export function readDetails({ metadata: text, state }: Submitted): Read<Details> {
  const attemptBefore = readAttempt(text)
  const clientId = typedText(state, connectIds.clientId).trim()
  const clientSecret = typedText(state, connectIds.clientSecret).trim()
  const kept = clientSecret === '' && attemptBefore !== null
  const wrongId = idProblem(clientId)
  const wrongSecret = kept ? null : secretProblem(clientSecret, clientId)
  const acknowledged = attemptBefore !== null || chosenOptions(state, connectIds.acknowledged).length > 0
  const problems: Record<string, string> = {
    ...(wrongId !== null && { [connectIds.clientId]: wrongId }),
    ...(wrongSecret !== null && { [connectIds.clientSecret]: wrongSecret }),
    ...(!acknowledged && { [connectIds.acknowledged]: 'Tick the box to go on.' }),
  }
  if (Object.keys(problems).length > 0) return { problems }
  return {
    input: { ...readExpected(text), clientId, clientSecret: kept ? null : clientSecret, attemptBefore },
  }
}

/** Visible ASCII without spaces: what both consist of. */
const clean = /^[\x21-\x7e]+$/

function idProblem(id: string): string | null {
  if (id === '') return 'Paste the client ID of your Miro app.'
  if (!clean.test(id)) return 'There is a space or an invisible character in it. Copy the client ID again.'
  // Miro's are long numbers; a long word with letters is the secret.
  if (id.length >= 20 && /[a-z]/i.test(id))
    return 'This looks like the client secret. The client ID is the number above it in App Credentials.'
  return null
}

function secretProblem(secret: string, id: string): string | null {
  if (secret === '') return 'Paste the client secret of your Miro app.'
  if (!clean.test(secret))
    return 'There is a space or an invisible character in it. Copy the client secret again.'
  if (secret === id || /^\d{15,}$/.test(secret))
    return 'This looks like the client ID. The client secret stands below it in App Credentials.'
  return null
}
