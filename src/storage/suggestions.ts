import type { Person, PersonAddress } from '../domain/staff.ts'
import type { Because } from '../domain/suggest.ts'
import type { ConnectionKey } from './connection-key.ts'
import type { Storage } from './engine/storage.ts'
import { jsonText } from './json-text.ts'
import {
  clearSuggestions,
  denied,
  nobodys,
  peoplePage,
  replaceSuggestions,
  suggestionCounts,
  suggestionsOf,
} from './suggestions-sql.ts'

type Suggested = {
  readonly accountId: string
  readonly place: number
  readonly because: Because
  readonly personId: string | null
}

type Hint = {
  readonly because: Because
  readonly personId: string | null
  readonly personName: string | null
  readonly personAddress: string | null
  readonly left: boolean
}

type ClearRow = {
  readonly accountId: string
  readonly email: string | null
  readonly role: string
  readonly personId: string | null
  readonly personName: string | null
  readonly left: boolean
  /** The account is, or would be, the one of the person who asks. */
  readonly own: boolean
}

type PeoplePage = {
  readonly people: Pick<Person, 'id' | 'name' | 'kind'>[]
  readonly addresses: Pick<PersonAddress, 'personId' | 'address'>[]
}

/** Whose an unidentified account might be: found after each evaluation, accepted by people. */
export function suggestionsRepository({ pool, room }: Pick<Storage, 'pool' | 'room'>) {
  return {
    /** Accounts nobody was found for, by id. */
    async nobodys(key: ConnectionKey, limit: number): Promise<{ id: string; address: string }[]> {
      const values = [key.workspaceId, key.miroOrgId, limit]
      return (await pool.query<{ id: string; address: string }>(nobodys, values)).rows
    },

    /** The next people in order of their id, with what a likeness is seen by. Empty after the last. */
    async people(workspaceId: string, afterId: string | null, size: number): Promise<PeoplePage> {
      const { rows } = await pool.query<{
        id: string
        name: string
        kind: Person['kind']
        addresses: string[]
      }>(peoplePage, [workspaceId, afterId, size])
      return {
        people: rows,
        addresses: rows.flatMap(({ id, addresses }) => addresses.map(address => ({ personId: id, address }))),
      }
    },

    /** Who said of an account that it is not theirs. */
    async denied(key: ConnectionKey): Promise<{ accountId: string; personId: string }[]> {
      const values = [key.workspaceId, key.miroOrgId]
      return (await pool.query<{ accountId: string; personId: string }>(denied, values)).rows
    },

    /** Makes exactly these the suggestions of a connection. */
    async replace(key: ConnectionKey, suggested: readonly Suggested[]): Promise<void> {
      await room()
      await pool.query(replaceSuggestions, [key.workspaceId, key.miroOrgId, jsonText(suggested)])
    },

    /** What is suggested for one account, the strongest first. */
    async of(key: ConnectionKey, accountId: string, now: Date): Promise<Hint[]> {
      return (await pool.query<Hint>(suggestionsOf, [key.workspaceId, key.miroOrgId, accountId, now])).rows
    },

    /** How many accounts have one clear suggestion, by its kind. */
    async counts(key: ConnectionKey): Promise<{ because: Because; count: number }[]> {
      const values = [key.workspaceId, key.miroOrgId]
      return (await pool.query<{ because: Because; count: number }>(suggestionCounts, values)).rows
    },

    /** The accounts with a clear suggestion of one kind, those of the person who asks last. */
    async clear(
      key: ConnectionKey,
      asked: { readonly because: Because; readonly by: string; readonly now: Date; readonly limit: number },
    ): Promise<ClearRow[]> {
      const values = [key.workspaceId, key.miroOrgId, asked.because, asked.now, asked.by, asked.limit]
      return (await pool.query<ClearRow>(clearSuggestions, values)).rows
    },
  }
}
