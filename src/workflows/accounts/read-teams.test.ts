import { expect, test } from 'vitest'
import { readTeams } from './read-teams.ts'

const key = { workspaceId: 'T1', miroOrgId: '30' }

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
        return number % 9 === 0 ? 'admin' : number % 3 === 0 ? 'member' : number % 3 === 1 ? 'non_team' : null
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

test('Miro says no, or nothing: unavailable', async () => {
  expect(await ask(world(3, { fails: true }))).toEqual({ outcome: 'unavailable' })
})
