import { type Answer, type Asked, invalidParameters, notFound, numberIn, ok } from './answer.ts'
import { permitted } from './permitted.ts'
import type { Route } from './routes.ts'
import type { LocalBoard } from './shapes.ts'
import { nameOf, type World } from './world.ts'

const scope = 'boards:read'

const userBody = (world: World, id: string) => {
  const member = world.members.find(id)
  return { id, name: member === null ? 'Unknown' : nameOf(member), type: 'user' }
}

function boardBody(world: World, board: LocalBoard) {
  const owner = userBody(world, board.ownerId)
  const team = world.teams[0]
  return {
    id: board.id,
    name: board.name,
    description: '',
    type: 'board',
    ...(team === undefined ? {} : { team: { id: team.id, name: team.name, type: 'team' } }),
    owner,
    createdAt: '2025-02-03T09:00:00Z',
    createdBy: owner,
    modifiedAt: '2026-11-20T14:05:00Z',
    modifiedBy: owner,
    viewLink: `https://miro.com/app/board/${board.id}`,
  }
}

/** Boards the person who installed the app can open. */
const visible = (world: World, userId: string): readonly LocalBoard[] =>
  world.boards.filter(board => board.ownerId === userId || board.members.some(({ id }) => id === userId))

function boards(world: World, asked: Asked): Answer {
  const may = permitted(world, asked, scope)
  if ('answer' in may) return may.answer
  const { query } = asked
  const [text, owner] = [query.get('query')?.toLowerCase() ?? '', query.get('owner')]
  const fitting = visible(world, may.grant.userId).filter(
    board => board.name.toLowerCase().includes(text) && (owner === null || board.ownerId === owner),
  )
  return offsetList(
    query,
    '/v2/boards',
    fitting.map(board => boardBody(world, board)),
  )
}

function board(world: World, asked: Asked, [boardId]: readonly string[]): Answer {
  const may = permitted(world, asked, scope)
  if ('answer' in may) return may.answer
  const found = visible(world, may.grant.userId).find(({ id }) => id === boardId)
  return found === undefined ? notFound('Board') : ok(boardBody(world, found))
}

function boardMembers(world: World, asked: Asked, [boardId]: readonly string[]): Answer {
  const may = permitted(world, asked, scope)
  if ('answer' in may) return may.answer
  const found = visible(world, may.grant.userId).find(({ id }) => id === boardId)
  if (found === undefined) return notFound('Board')
  const people = [
    { id: found.ownerId, role: 'owner' },
    ...found.members.filter(({ id }) => id !== found.ownerId),
  ]
  const bodies = people.map(({ id, role }) => ({ ...userBody(world, id), role, type: 'board_member' }))
  return offsetList(asked.query, `/v2/boards/${encodeURIComponent(found.id)}/members`, bodies)
}

function offsetList(query: URLSearchParams, path: string, all: readonly object[]): Answer {
  const limit = numberIn(query, 'limit', { least: 1, most: 50, otherwise: 20 })
  const offset = numberIn(query, 'offset', { least: 0, most: 1_000_000, otherwise: 0 })
  if (limit === null || offset === null)
    return invalidParameters('limit must be from 1 to 50, offset 0 or more')
  const data = all.slice(offset, offset + limit)
  const link = (start: number) => `https://api.miro.com${path}?limit=${limit}&offset=${start}`
  const links = {
    self: link(offset),
    first: link(0),
    ...(offset + limit < all.length ? { next: link(offset + limit) } : {}),
  }
  return ok({ data, total: all.length, size: data.length, offset, limit, links, type: 'list' })
}

export const boardRoutes: readonly Route[] = [
  { method: 'GET', path: '/v2/boards', handle: boards },
  { method: 'GET', path: '/v2/boards/{board_id}', handle: board },
  { method: 'GET', path: '/v2/boards/{board_id}/members', handle: boardMembers },
]
