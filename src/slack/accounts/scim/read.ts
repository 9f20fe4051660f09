import { z } from 'zod'
import { typedText } from '../../frame/form-answers.ts'
import type { Read, Submitted } from '../../frame/listener.ts'
import { miroId, readJson } from '../../frame/read-json.ts'
import { scimIds } from '../../ids/accounts.ts'

export type ScimForm = { readonly miroOrgId: string; readonly token: string }

const metadata = z.object({ o: miroId })
const token = z.string().regex(/^[\x21-\x7e]{10,1000}$/)

export function readScimForm({ metadata: text, state }: Submitted): Read<ScimForm> {
  const pasted = token.safeParse(typedText(state, scimIds.token).trim()).data
  if (pasted === undefined)
    return { problems: { [scimIds.token]: 'Paste the whole token as Miro shows it, without spaces.' } }
  // Ours alone writes it: whatever else comes names no organization.
  return { input: { miroOrgId: readJson(metadata, text)?.o ?? '', token: pasted } }
}
