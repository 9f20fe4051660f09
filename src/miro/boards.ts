import { type BoardsPage, type NamedUser, readBoardMembers, readBoardsPage } from './board-wire.ts'
import { type MiroClient, segment } from './client.ts'
import { unreadable } from './miro-error.ts'

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
    readBoardsPage(await client.send({ operation, method: 'GET', path: '/v2/boards', accessToken, query })) ??
    unreadable(operation)
  return {
    ownedBy: (accessToken, userId) =>
      list('boards of an owner', accessToken, { owner: segment(userId), limit: '1' }),
    first: accessToken => list('list of boards', accessToken, { limit: '50' }),
    async members(accessToken, boardId) {
      const operation = 'members of a board'
      const path = `/v2/boards/${segment(boardId)}/members`
      const body = await client.send({ operation, method: 'GET', path, accessToken, query: { limit: '50' } })
      return readBoardMembers(body) ?? unreadable(operation)
    },
  }
}
