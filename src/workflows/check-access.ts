import type { FirstLookFacts } from '../domain/alert.ts'
import type { ConnectionKey } from './connection-key.ts'
import type { Evaluated } from './evaluate-access.ts'
import { type NoticeNeeds, noteFirstLook } from './notices.ts'

type Needs = NoticeNeeds & {
  readonly evaluate: (key: ConnectionKey, evaluationId: string) => Promise<Evaluated>
  readonly openFindings: (key: ConnectionKey) => Promise<FirstLookFacts['open']>
}

/** The four checks for one connection, and for the very first ones a word to the person who connected. */
export async function checkAccess(
  needs: Needs,
  key: ConnectionKey,
  evaluationId: string,
): Promise<Evaluated> {
  const evaluated = await needs.evaluate(key, evaluationId)
  if (evaluated.outcome === 'done' && evaluated.first)
    await noteFirstLook(needs, key, { accounts: evaluated.accounts, open: await needs.openFindings(key) })
  return evaluated
}
