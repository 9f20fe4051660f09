import type { FirstLookFacts } from '../../domain/alert.ts'
import { type NoticeNeeds, noteFirstLook } from '../alerts/notices.ts'
import type { ConnectionKey } from '../connection-key.ts'
import type { Evaluated } from './evaluate-access.ts'

type Needs = NoticeNeeds & {
  readonly evaluate: (key: ConnectionKey, evaluationId: string) => Promise<Evaluated>
  readonly openFindings: (key: ConnectionKey) => Promise<FirstLookFacts['open']>
}

/**
 * The four checks for one connection, and for the very first ones a word to the person who connected. Whether it
 * was said is read from what is stored, so a process that dies in between does not keep it from being said.
 */
export async function checkAccess(
  needs: Needs,
  key: ConnectionKey,
  evaluationId: string,
): Promise<Evaluated> {
  const evaluated = await needs.evaluate(key, evaluationId)
  if (evaluated.outcome === 'done' && evaluated.first)
    await noteFirstLook(needs, key, {
      accounts: evaluated.accounts,
      unknown: evaluated.unknown,
      open: await needs.openFindings(key),
    })
  return evaluated
}
