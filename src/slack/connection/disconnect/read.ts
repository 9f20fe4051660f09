import { z } from 'zod'
import { typedText } from '../../frame/form-answers.ts'
import type { Read, Submitted } from '../../frame/listener.ts'
import { miroId, readJson } from '../../frame/read-json.ts'
import { disconnectIds } from '../../ids/connection.ts'

export type Typed = { readonly miroOrgId: string; readonly name: string }

const metadata = z.object({ o: miroId })

export function readDisconnect({ metadata: text, state }: Submitted): Read<Typed> {
  const name = typedText(state, disconnectIds.name).trim()
  if (name === '') return { problems: { [disconnectIds.name]: 'Type the name of the organization.' } }
  return { input: { miroOrgId: organizationOf(text), name } }
}

/** Ours alone writes it: whatever else comes names no organization. */
const organizationOf = (text: string): string => readJson(metadata, text)?.o ?? ''
