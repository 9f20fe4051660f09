import type {
  AccountCard,
  CardAccount,
  CardAssessment,
  CardDecision,
  CardException,
  CardFinding,
  CardLogged,
  CardPerson,
} from '../domain/account-card.ts'
import { accountChecks, accountChecksOff } from '../domain/check.ts'
import type { Said } from '../domain/staff-sources.ts'
import * as sql from './account-card-sql.ts'
import type { ConnectionKey } from './connection-key.ts'
import { dated, type Stored } from './dated.ts'
import type { Storage } from './engine/storage.ts'
import { chosenOf, resultsOf } from './results.ts'

/** Older ones are kept, and not shown. */
const newest = 20

type AccountAddress = { readonly key: ConnectionKey; readonly accountId: string }

/** Everything about one account, and which accounts are whose. */
export function accountCardRepository({ pool }: Pick<Storage, 'pool'>) {
  const rows = async <Row extends object>(text: string, values: unknown[]): Promise<Row[]> =>
    (await pool.query<Row>(text, values)).rows
  const addresses = async (text: string, workspaceId: string, values: unknown[]): Promise<AccountAddress[]> =>
    (await rows<{ miroOrgId: string; accountId: string }>(text, [workspaceId, ...values])).map(
      ({ miroOrgId, accountId }) => ({ key: { workspaceId, miroOrgId }, accountId }),
    )

  return {
    /** null when there is no such account. */
    async card(key: ConnectionKey, accountId: string): Promise<AccountCard | null> {
      const values = [key.workspaceId, key.miroOrgId, accountId]
      const [row] = await rows<CardRow>(sql.card, values)
      if (row === undefined) return null
      const {
        organizationName,
        disconnectedAt,
        lastCompleteSyncAt,
        teamsGranted,
        boardsGranted,
        person,
        assessment,
        chosen,
        decision,
        approval,
        ...account
      } = row
      return {
        organizationName,
        disconnectedAt,
        lastCompleteSyncAt,
        teamsGranted,
        boardsGranted,
        account,
        person: person && personOf(person),
        assessment: assessment && assessmentOf(assessment),
        off: accountChecksOff(chosenOf(chosen)),
        decision: decision && dated<CardDecision>(decision),
        approval: approval && dated<NonNullable<AccountCard['approval']>>(approval),
        exceptions: await rows<CardException>(sql.exceptions, values),
        findings: await rows<CardFinding>(sql.findings, [...values, newest]),
        logged: await rows<CardLogged>(sql.logged, [...values, newest]),
      }
    },

    /** In every connected organization: first the person's own, then those they answer for or whose address is theirs. */
    ofPerson: (workspaceId: string, personId: string, limit: number): Promise<AccountAddress[]> =>
      addresses(sql.accountsOfPerson, workspaceId, [personId, limit]),

    /** Accounts that carry this address, whosever they are. `address` is trimmed and lower case. */
    withAddress: (workspaceId: string, address: string, limit: number): Promise<AccountAddress[]> =>
      addresses(sql.accountsWithAddress, workspaceId, [address, limit]),
  }
}

type CardRow = CardAccount &
  Pick<
    AccountCard,
    'organizationName' | 'disconnectedAt' | 'lastCompleteSyncAt' | 'teamsGranted' | 'boardsGranted'
  > & {
    readonly person: StoredPerson | null
    readonly assessment: StoredAssessment | null
    readonly chosen: unknown
    readonly decision: Stored<CardDecision> | null
    readonly approval: Stored<NonNullable<AccountCard['approval']>> | null
  }

type StoredAssessment = Omit<CardAssessment, 'matchedAddress' | 'checks'> & {
  readonly matchedAddress: Stored<NonNullable<CardAssessment['matchedAddress']>> | null
  readonly results: unknown
}

type StoredPerson = Stored<Omit<CardPerson, 'said'>> & { readonly said: Stored<Said>[] }

const personOf = ({ said, ...person }: StoredPerson): CardPerson => ({
  ...dated<Omit<CardPerson, 'said'>>(person),
  said: said.map(dated<Said>),
})

function assessmentOf({ matchedAddress, results, ...assessment }: StoredAssessment): CardAssessment {
  const said = resultsOf(results)
  return {
    ...assessment,
    matchedAddress: matchedAddress && dated(matchedAddress),
    checks: accountChecks.flatMap(({ id }) => {
      const result = said[id]
      return result === undefined ? [] : [{ id, ...result }]
    }),
  }
}
