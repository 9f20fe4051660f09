import { describe, expect, test } from 'vitest'
import { readName, readTeams } from './teams-and-name.ts'

const key = { workspaceId: 'T1', miroOrgId: '30' }

describe('teams', () => {
  /** An organisation of so many teams; the account is in every third, and administers every ninth. */
  function world(count: number, more: { stuck?: boolean; fails?: boolean; moreTeams?: boolean } = {}) {
    const state = { asked: 0, underWay: 0, most: 0, cancelled: 0, late: () => {} }
    const needs: Parameters<typeof readTeams>[0] = {
      callMiro: (_, call) => call('token'),
      teams: {
        async first() {
          if (more.fails) throw new Error('Miro is down')
          const teams = Array.from({ length: count }, (_, at) => ({ id: `${at}`, name: `Team ${100 + at}` }))
          return { teams, more: more.moreTeams === true }
        },
        async roleIn(_, __, teamId) {
          state.asked += 1
          const nth = state.asked
          state.underWay += 1
          state.most = Math.max(state.most, state.underWay)
          await Promise.resolve()
          if (more.stuck && nth > 4) {
            state.late()
            await new Promise(() => {})
          }
          state.underWay -= 1
          const number = Number(teamId)
          return number % 9 === 0
            ? 'admin'
            : number % 3 === 0
              ? 'member'
              : number % 3 === 1
                ? 'non_team'
                : null
        },
      },
      after: (_, call) => {
        state.late = call
        return () => {
          state.cancelled += 1
        }
      },
    }
    return { state, needs }
  }

  const ask = ({ needs }: ReturnType<typeof world>) => readTeams(needs, { key, accountId: '7' })

  test('the teams it is in, by name, with no more than eight calls at once', async () => {
    const one = world(100)
    const read = await ask(one)
    expect(read).toMatchObject({ outcome: 'read', complete: true })
    expect(read.outcome === 'read' && read.teams.slice(0, 4)).toEqual([
      { name: 'Team 100', admin: true },
      { name: 'Team 103', admin: false },
      { name: 'Team 106', admin: false },
      { name: 'Team 109', admin: true },
    ])
    expect(one.state).toMatchObject({ asked: 100, most: 8, cancelled: 1 })
  })

  test('more teams than are asked: said', async () => {
    expect(await ask(world(3, { moreTeams: true }))).toMatchObject({ outcome: 'read', complete: false })
  })

  test('time runs out: what was found so far is shown, and no further team is asked', async () => {
    const one = world(50, { stuck: true })
    expect(await ask(one)).toEqual({
      ...{ outcome: 'read', complete: false },
      teams: [
        { name: 'Team 100', admin: true },
        { name: 'Team 103', admin: false },
      ],
    })
    expect(one.state.asked).toBeLessThanOrEqual(12)
  })

  test('a trouble of the bot’s own is told as that', async () => {
    const lost = Object.assign(new Error('no'), { code: '57P01' })
    const one = world(3)
    const needs = { ...one.needs, callMiro: () => Promise.reject(lost) }
    expect(await ask({ ...one, needs })).toEqual({
      outcome: 'unavailable',
      because: 'The bot cannot reach its database. Nothing was changed. Try again in a few minutes.',
    })
  })

  test('Miro says no, or nothing: unavailable', async () => {
    expect(await ask(world(3, { fails: true }))).toEqual({ outcome: 'unavailable', because: null })
  })
})

describe('the name', () => {
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
})
