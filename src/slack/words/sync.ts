import type { FailReason } from '../../workflows/sync/run.ts'
import { date, type Markup, md, words } from '../frame/text.ts'

/** Why a read came to nothing, as the rest of a sentence. */
const reasons: Readonly<Record<FailReason, string>> = {
  unavailable: 'Miro did not answer, also when asked again',
  bad_answer: 'Miro answered something unreadable',
  incomplete: 'Miro’s list was not whole',
  cursor_repeated: 'Miro’s list ran in a circle',
  refused: 'Miro refused to give the list',
  no_addresses: 'the list had no e-mail addresses',
  interrupted: 'the bot was cut off',
}

const isReason = (reason: string | null): reason is FailReason => reason !== null && reason in reasons

/** "The last try failed 24 Nov at 11:00: Miro did not answer, also when asked again. What was read before …" */
export const lastFailureInWords = ({
  at,
  reason,
}: {
  readonly at: Date
  readonly reason: string | null
}): Markup =>
  md`⚠️ The last try failed ${date(at)}: ${words(reasons[isReason(reason) ? reason : 'interrupted'])}. What was read before stays in force.`
