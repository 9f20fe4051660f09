import { typedText } from '../../frame/form-answers.ts'
import type { Read, Submitted } from '../../frame/listener.ts'
import { readOrganization } from '../../frame/read-json.ts'
import { foreign } from '../../frame/text.ts'
import { disconnectIds } from '../../ids/connection.ts'

export function readDisconnect({
  metadata: text,
  state,
}: Submitted): Read<{ miroOrgId: string; name: string }> {
  const name = typedText(state, disconnectIds.name).trim()
  if (name === '') return { problems: { [disconnectIds.name]: 'Type the name of the organization.' } }
  return { input: { miroOrgId: readOrganization(text), name } }
}

/** What has to be typed: the organization's name as it is shown; where nothing of it can be typed, "Miro". */
export function nameToType(organizationName: string): string {
  const shown = foreign(organizationName, 60).replace(/…$/, '').trim()
  return letters(shown) === '' ? 'Miro' : shown
}

/** Capitals, spaces and signs do not matter: it is about knowing which organization is meant. */
export const isTyped = (typed: string, organizationName: string): boolean =>
  letters(typed) === letters(nameToType(organizationName))

const letters = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
