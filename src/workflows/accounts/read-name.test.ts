import { expect, test } from 'vitest'
import { readName } from './read-name.ts'

const key = { workspaceId: 'T1', miroOrgId: '30' }
const grace = { id: '7', name: 'Grace Guest' }
const other = { id: '8', name: 'Olga Other' }

type World = {
  owned?: readonly { id: string; name: string }[]
  users?: readonly { id: string; name: string }[]
  members?: (board: string) => readonly { id: string; name: string }[]
  boards?: number
  stuck?: boolean
}

function world({ owned = [], users = [], members = () => [], boards = 30, stuck = false }: World) {
  const asked: string[] = []
  let late = () => {}
  const needs: Parameters<typeof readName>[0] = {
    callMiro: (_, call) => call('token'),
    boards: {
      async ownedBy(_, id) {
        asked.push(`owned by ${id}`)
        return { boardIds: [], users: owned }
      },
      async first() {
        asked.push('first')
        return { boardIds: Array.from({ length: boards }, (_, at) => `b${at}`), users }
      },
      async members(_, board) {
        asked.push(board)
        if (!stuck) return members(board)
        late()
        return new Promise(() => {})
      },
    },
    after: (_, call) => {
      late = call
      return () => {}
    },
  }
  return { asked, name: () => readName(needs, { key, accountId: '7' }) }
}

test.each<[string, World, string | null, number]>([
  ['an owner', { owned: [grace] }, 'Grace Guest', 1],
  ['named on the first boards', { users: [other, grace] }, 'Grace Guest', 2],
  ['a member of a board', { boards: 1, members: () => [other, grace] }, 'Grace Guest', 3],
  ['on no board', { users: [other], members: () => [other] }, null, 22],
  ['in an organisation without boards', { boards: 0 }, null, 2],
])('the name of an account that is %s', async (_, given, name, calls) => {
  const here = world(given)
  expect([await here.name(), here.asked.length]).toEqual([name, calls])
})

test('no name where Miro is slow or fails', async () => {
  expect(await world({ stuck: true }).name()).toBe(null)
  const failing = world({
    members: () => {
      throw new Error('Miro is down')
    },
  })
  expect(await failing.name()).toBe(null)
})
