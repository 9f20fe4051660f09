import type { ConnectionKey } from '../../domain/connection-key.ts'
import { type AskRefusal, type Question, refusedAsk } from '../../domain/question.ts'
import { type RefusedFor, type Refusing, refuse } from '../audit.ts'
import type { Uses } from '../uses.ts'

export type AskInput = {
  readonly key: ConnectionKey
  readonly accountId: string
  readonly personId: string
  readonly by: string
}

export type Asked =
  | { readonly outcome: 'asked'; readonly personName: string }
  /** Once is enough: what became of it. */
  | { readonly outcome: 'asked_before'; readonly question: Question }
  | RefusedFor<AskRefusal>

const mostQuestions = 50

/**
 * Asks a likely owner by direct message whether an account is theirs. The answer decides nothing: an administrator
 * confirms it. Nobody is asked twice about one account. Who asked, and what was refused, is logged.
 */
export async function askOwner(
  world: Refusing &
    Uses<
      | 'decisions.account'
      | 'decisions.person'
      | 'suggestions.of'
      | 'questions.ofAccount'
      | 'questions.ask'
      | 'requestDelivery'
    >,
  input: AskInput,
): Promise<Asked> {
  const { key, accountId, personId, by } = input
  const now = world.clock()
  const before = async (): Promise<Question | null> =>
    (await world.questions.ofAccount(key, accountId, now, mostQuestions)).find(
      question => question.about === 'whose' && question.personId === personId,
    ) ?? null
  const earlier = await before()
  if (earlier !== null) return { outcome: 'asked_before', question: earlier }
  const account = await world.decisions.account(key, accountId, by)
  const person = await world.decisions.person(key.workspaceId, { personId }, account?.address ?? null)
  const hint = (await world.suggestions.of(key, accountId, now)).find(each => each.personId === personId)
  const because = refusedAsk({ now, by, account, person, suggested: hint !== undefined })
  const slackUserId = person?.slackUserId ?? null
  if (because !== null || hint === undefined || person === null || slackUserId === null) {
    const attempt = { ...key, by, subject: accountId, because: because ?? 'not_likely', what: 'ask_owner' }
    return refuse<AskRefusal>(world, attempt)
  }
  const asked = { accountId, about: 'whose' as const, personId, slackUserId, because: hint.because, by }
  if (!(await world.questions.ask(key, asked, now))) {
    const meanwhile = await before()
    if (meanwhile !== null) return { outcome: 'asked_before', question: meanwhile }
  }
  await world.requestDelivery()
  return { outcome: 'asked', personName: person.name }
}
