import { type AskRefusal, type Question, refusedAsk } from '../../domain/question.ts'
import type { AccountClass } from '../../domain/snapshot.ts'
import type { Person } from '../../domain/staff.ts'
import type { Because } from '../../domain/suggest.ts'
import type { Audit } from '../audit.ts'
import type { ConnectionKey } from '../connection-key.ts'
import { refuse } from '../refuse.ts'

type Account = {
  readonly removedAt: Date | null
  readonly active: boolean | null
  /** It is the account of the person who asks, as far as anybody knows. */
  readonly own: boolean
  readonly class: AccountClass | null
  readonly address: string | null
}

type Needs = {
  readonly clock: () => Date
  readonly decisions: {
    account(key: ConnectionKey, accountId: string, slackUserId: string): Promise<Account | null>
    person(workspaceId: string, who: { personId: string }, address: string | null): Promise<Person | null>
  }
  readonly suggestions: {
    of(
      key: ConnectionKey,
      accountId: string,
      now: Date,
    ): Promise<readonly { because: Because; personId: string | null }[]>
  }
  readonly questions: {
    ofAccount(key: ConnectionKey, accountId: string, now: Date, limit: number): Promise<readonly Question[]>
    ask(
      key: ConnectionKey,
      asked: {
        accountId: string
        about: 'whose'
        personId: string
        slackUserId: string
        because: Because
        by: string
      },
      now: Date,
    ): Promise<boolean>
  }
  readonly people: { admins(workspaceId: string): Promise<readonly string[]> }
  readonly audit: Audit
  readonly requestDelivery: () => Promise<unknown>
}

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
  | {
      readonly outcome: 'refused'
      readonly because: AskRefusal
      /** Nobody else could ask today. */
      readonly onlyAdmin: boolean
    }

const mostQuestions = 50

/**
 * Asks a likely owner by direct message whether an account is theirs. The answer decides nothing: an administrator
 * confirms it. Nobody is asked twice about one account. Who asked, and what was refused, is logged.
 */
export async function askOwner(needs: Needs, input: AskInput): Promise<Asked> {
  const { key, accountId, personId, by } = input
  const now = needs.clock()
  const before = async (): Promise<Question | null> =>
    (await needs.questions.ofAccount(key, accountId, now, mostQuestions)).find(
      question => question.about === 'whose' && question.personId === personId,
    ) ?? null
  const earlier = await before()
  if (earlier !== null) return { outcome: 'asked_before', question: earlier }
  const account = await needs.decisions.account(key, accountId, by)
  const person = await needs.decisions.person(key.workspaceId, { personId }, account?.address ?? null)
  const hint = (await needs.suggestions.of(key, accountId, now)).find(each => each.personId === personId)
  const because = refusedAsk({ now, by, account, person, suggested: hint !== undefined })
  const slackUserId = person?.slackUserId ?? null
  if (because !== null || hint === undefined || person === null || slackUserId === null) {
    const { workspaceId, miroOrgId } = key
    const details = { what: 'ask_owner', miroOrgId }
    const attempt = { workspaceId, by, subject: accountId, because: because ?? 'not_likely', details }
    return refuse<AskRefusal>(needs, attempt, now)
  }
  const asked = { accountId, about: 'whose' as const, personId, slackUserId, because: hint.because, by }
  if (!(await needs.questions.ask(key, asked, now))) {
    const meanwhile = await before()
    if (meanwhile !== null) return { outcome: 'asked_before', question: meanwhile }
  }
  await needs.requestDelivery()
  return { outcome: 'asked', personName: person.name }
}
