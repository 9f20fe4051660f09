import type { Sealer } from '../crypto/sealed.ts'
import { type ConnectionKey, connected } from './connection-key.ts'
import { boundTo } from './engine/rotate-keys.ts'
import { count, one, rows } from './engine/statement.ts'
import type { Storage } from './engine/storage.ts'
import { inTransaction } from './engine/transaction.ts'
import { jsonText } from './json-text.ts'
import {
  knows,
  noteRead,
  removeNames,
  removeToken,
  type Status,
  statuses,
  storeNames,
  type Trouble,
} from './scim-sql.ts'

/** A token as it was given at a time: what is written with it is refused once another one was. */
type Token = { readonly token: string; readonly at: Date; readonly readAt: Date | null }

/** Tokens for SCIM, one of each organisation where somebody gave one, and the names read with them. */
export function scimRepository(
  { pool, prisma, room }: Pick<Storage, 'pool' | 'prisma' | 'room'>,
  sealer: Sealer,
) {
  const bound = ({ workspaceId, miroOrgId }: ConnectionKey): string =>
    boundTo({ workspaceId, table: 'connection', column: 'scim_token', row: miroOrgId })

  return {
    /** Of the connected organisations with a token. */
    statuses: (workspaceId: string): Promise<Status[]> => rows(pool, statuses, [workspaceId]),

    /** Opened; null where there is none. */
    async token(key: ConnectionKey): Promise<Token | null> {
      const found = await prisma.connection.findFirst({
        where: connected(key),
        select: { scimToken: true, scimTokenAt: true, scimReadAt: true },
      })
      if (found === null || found.scimToken === null || found.scimTokenAt === null) return null
      return {
        token: sealer.open(found.scimToken, bound(key)),
        at: found.scimTokenAt,
        readAt: found.scimReadAt,
      }
    },

    /** Which of these are accounts of the organisation; `known`: whether any account of it is known at all. */
    knows: ({ workspaceId, miroOrgId }: ConnectionKey, accountIds: readonly string[]) =>
      one(pool, knows, [workspaceId, miroOrgId, accountIds]),

    /** Keeps a token in place of the one before. False: there is no such connection. */
    async set(key: ConnectionKey, token: string, by: string, now: Date): Promise<boolean> {
      const { count } = await prisma.connection.updateMany({
        where: connected(key),
        data: {
          scimToken: sealer.seal(token, bound(key)),
          scimTokenBy: by,
          scimTokenAt: now,
          scimReadAt: null,
          scimTrouble: null,
          scimTroubleSince: null,
        },
      })
      return count === 1
    },

    /** Deletes the token and the names read with it: nobody keeps them up any more. False: there was none. */
    remove: ({ workspaceId, miroOrgId }: ConnectionKey): Promise<boolean> =>
      inTransaction(pool, async client => {
        if ((await count(client, removeToken, [workspaceId, miroOrgId])) !== 1) return false
        await count(client, removeNames, [workspaceId, miroOrgId])
        return true
      }),

    /** Names of accounts as far as they are known. False: the token was replaced or removed; nothing was written. */
    async storeNames(
      { workspaceId, miroOrgId }: ConnectionKey,
      { at }: Pick<Token, 'at'>,
      users: readonly { readonly id: string; readonly name: string }[],
    ): Promise<boolean> {
      await room()
      return (await one(pool, storeNames, [workspaceId, miroOrgId, at, jsonText(users)])).ours
    },

    /** All names were read, or (`trouble`) could not be. */
    async noteRead(
      { workspaceId, miroOrgId }: ConnectionKey,
      { at }: Pick<Token, 'at'>,
      trouble: Trouble | null,
      now: Date,
    ): Promise<void> {
      await count(pool, noteRead, [workspaceId, miroOrgId, at, trouble, now])
    },
  }
}
