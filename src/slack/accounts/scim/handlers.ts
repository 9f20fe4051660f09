import { z } from 'zod'
import type { Workflows } from '../../../workflows/for-slack.ts'
import { readTarget } from '../../doors/setup.ts'
import { typedText } from '../../frame/form-answers.ts'
import {
  type Asked,
  action,
  type Listener,
  type Read,
  type Submitted,
  submission,
  type Who,
} from '../../frame/listener.ts'
import { readOrganization } from '../../frame/read-json.ts'
import { scimIds } from '../../ids/accounts.ts'
import { type After, notConnectedView, scimView } from './view.ts'

/** The optional token that brings names from Miro: given, replaced and removed. */
export function scimListeners(
  workflows: Pick<Workflows, 'readScim' | 'setScimToken' | 'removeScimToken'>,
): Listener[] {
  const keyOf = ({ workspaceId }: Who, miroOrgId: string) => ({ workspaceId, miroOrgId })
  const show = async ({ who, answer }: Asked, miroOrgId: string, after: After | null = null) => {
    const report = await workflows.readScim(keyOf(who, miroOrgId))
    await answer.show(report === null ? notConnectedView() : scimView(report, after))
  }
  return [
    action(scimIds.open, 'open', asked => show(asked, readTarget(asked.value).miroOrgId ?? '')),
    submission(scimIds.modal, readScimForm, async (asked, { miroOrgId, token }) => {
      const key = keyOf(asked.who, miroOrgId)
      await show(asked, miroOrgId, await workflows.setScimToken({ key, token, by: asked.who.slackUserId }))
    }),
    action(scimIds.remove, 'update', async ({ who, answer, value }) => {
      const miroOrgId = readTarget(value).miroOrgId ?? ''
      const removed = await workflows.removeScimToken({ key: keyOf(who, miroOrgId), by: who.slackUserId })
      await show({ who, answer }, miroOrgId, { outcome: removed ? 'removed' : 'none' })
    }),
  ]
}

const token = z.string().regex(/^[\x21-\x7e]{10,1000}$/)

export function readScimForm({ metadata, state }: Submitted): Read<{ miroOrgId: string; token: string }> {
  const pasted = token.safeParse(typedText(state, scimIds.token).trim()).data
  if (pasted === undefined)
    return { problems: { [scimIds.token]: 'Paste the whole token as Miro shows it, without spaces.' } }
  return { input: { miroOrgId: readOrganization(metadata), token: pasted } }
}
