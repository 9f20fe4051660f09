import { z } from 'zod'
import { get, type MiroClient, segment } from './client.ts'
import { id, shortened } from './wire.ts'

/**
 * Boards that whoever authorised the connection can open, for the names on them. Needs `boards:read`. Each call is one
 * try and costs 50 credits.
 */
export type MiroBoards = {
  /** One board that this person owns, if there is one. */
  ownedBy(accessToken: string, userId: string): Promise<BoardsPage>
  /** The first fifty. */
  first(accessToken: string): Promise<BoardsPage>
  /** The first fifty members of a board. */
  members(accessToken: string, boardId: string): Promise<readonly NamedUser[]>
}

export function miroBoards(client: MiroClient): MiroBoards {
  const list = async (operation: string, accessToken: string, query: Record<string, string>) =>
    get(client, { operation, accessToken, path: '/v2/boards', query, read: readBoardsPage })
  return {
    ownedBy: async (accessToken, userId) =>
      list('boards of an owner', accessToken, { owner: segment(userId), limit: '1' }),
    first: accessToken => list('list of boards', accessToken, { limit: '50' }),
    members: async (accessToken, boardId) =>
      get(client, {
        ...{ operation: 'members of a board', accessToken, path: `/v2/boards/${segment(boardId)}/members` },
        ...{ query: { limit: '50' }, read: readBoardMembers },
      }),
  }
}

// Source: the schemas BoardsPagedResponse, UserInfoShort and BoardMember of Miro's OpenAPI file. What cannot be read is
// left out: names are shown, and nothing is decided by them.

const user = z
  .object({
    id,
    name: z.string().transform(shortened),
  })
  .nullish()
  .catch(null)

const board = z
  .object({ id, owner: user, createdBy: user, modifiedBy: user, lastOpenedBy: user })
  .nullable()
  .catch(null)

export type NamedUser = { readonly id: string; readonly name: string }

export type BoardsPage = {
  readonly boardIds: readonly string[]
  /** Owners, creators and whoever changed or opened one last; the same person may stand there often. */
  readonly users: readonly NamedUser[]
}

const withName = (found: NamedUser | null | undefined): NamedUser[] =>
  found === null || found === undefined || found.name === '' ? [] : [found]

/** A page of boards, or null for anything that is none. */
export function readBoardsPage(body: unknown): BoardsPage | null {
  const parsed = z.object({ data: z.array(board).max(50) }).safeParse(body).data
  if (parsed === undefined) return null
  const boards = parsed.data.flatMap(found => found ?? [])
  return {
    boardIds: boards.map(found => found.id),
    users: boards.flatMap(({ owner, createdBy, modifiedBy, lastOpenedBy }) =>
      [owner, createdBy, modifiedBy, lastOpenedBy].flatMap(withName),
    ),
  }
}

/** The members of a board, or null for anything that is no list of them. */
export function readBoardMembers(body: unknown): readonly NamedUser[] | null {
  const parsed = z.object({ data: z.array(user).max(50) }).safeParse(body).data
  return parsed === undefined ? null : parsed.data.flatMap(withName)
}
