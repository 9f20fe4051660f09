import type { Button } from '@slack/types'
import type { Question } from '../../domain/question.ts'
import { button } from '../frame/blocks.ts'
import { questionIds } from '../ids/identity.ts'
import { cardButton, identifyButton, type Seen, takeValue } from './account.ts'

/** Asks one likely owner whether an account is theirs. */
export const askButton = (seen: Seen, personId: string): Button =>
  button('Ask', questionIds.ask, { value: takeValue(seen, personId) })

/** What an administrator can do about an answer, or about none. */
export function decideButtons(question: Question): Button[] {
  const { id, about, miroOrgId, account } = question
  const dismiss = button(about === 'whose' ? 'Dismiss' : 'Keep as it is', questionIds.dismiss, { value: id })
  if (about === 'whose')
    return [button('Confirm', questionIds.confirm, { value: id, style: 'primary' }), dismiss]
  return [identifyButton(miroOrgId, account.id), cardButton(miroOrgId, account.id), dismiss]
}

/** The question a button stands for; null when the value is none of ours. */
export const readQuestion = (value: string): string | null => (/^[\w-]{1,64}$/.test(value) ? value : null)
