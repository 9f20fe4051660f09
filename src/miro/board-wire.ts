import { z } from 'zod'
import { miroIdPattern } from '../domain/account.ts'
import { cleaned } from './wire.ts'

// Source: the schemas BoardsPagedResponse, UserInfoShort and BoardMember of Miro's OpenAPI file. What cannot be read is
// left out: names are shown, and nothing is decided by them.

const id = z.string().regex(miroIdPattern)

const named = z
  .object({
    id,
    name: z.string().transform(text => cleaned(text).slice(0, 200).trim()),
  })
  .nullish()
  .catch(null)

const board = z
  .object({ id, owner: named, createdBy: named, modifiedBy: named, lastOpenedBy: named })
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
  const parsed = z.object({ data: z.array(named).max(50) }).safeParse(body).data
  return parsed === undefined ? null : parsed.data.flatMap(withName)
}
