import { expect, onTestFinished, test } from 'vitest'
import { localMember, openMiroTo, startMiro } from '../../test/support/miro-organization.ts'
import { readScimPage } from './scim.ts'

const now = new Date('2026-11-24T09:00:00Z')

async function started(members = 450, clock?: () => Date) {
  const local = await startMiro(members)
  const miro = openMiroTo(local, clock)
  onTestFinished(async () => {
    await miro.close()
    await local.stop()
  })
  return { local, miro, token: local.scimToken ?? '' }
}

test('names of members come page by page, and nothing else is asked for', async () => {
  const { local, miro, token } = await started()
  const first = await miro.scim.names(token, 1)
  const last = await miro.scim.names(token, first.total - 1)
  expect([first.rows, last.rows, last.ids.length]).toEqual([200, 2, 2])
  expect(first.users[0]).toEqual({ id: localMember(1).id, name: 'Person 1' })
  expect(local.calls(/scim/).map(({ query }) => query)).toEqual([
    { attributes: 'id,displayName,name', startIndex: '1', count: '200' },
    { attributes: 'id,displayName,name', startIndex: String(first.total - 1), count: '200' },
  ])
  expect((await miro.scim.names(token, first.total + 1)).rows).toBe(0)
})

test('a wrong token, SCIM switched off, and too many calls are told apart', async () => {
  const { local, miro, token } = await started(3, () => now)
  await expect(miro.scim.names('wrong', 1)).rejects.toMatchObject({ kind: 'unauthorized' })
  await expect(miro.scim.names('two words', 1)).rejects.toMatchObject({ kind: 'unauthorized' })
  const detail = { schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], status: '429' }
  local.faults.push({
    match: { path: /scim/ },
    do: { status: 429, body: JSON.stringify(detail), headers: { 'retry-after': '7' } },
  })
  expect((await miro.retrying(() => miro.scim.names(token, 1))).total).toBe(3)
  expect(miro.waits).toEqual([7_000])
  const off = await startMiro(3, { scimToken: null })
  const other = openMiroTo(off)
  onTestFinished(async () => {
    await other.close()
    await off.stop()
  })
  await expect(other.scim.names(token, 1)).rejects.toMatchObject({ kind: 'forbidden' })
})

test('the best name there is; who has none, or an address for it, is left out', () => {
  const users = [
    { id: '1', displayName: ' Dana\u0000 Lee ', name: { formatted: 'D. Lee' } },
    { id: '2', displayName: 'kim@park.example', name: { givenName: 'Kim', familyName: 'Park' } },
    { id: '3', displayName: '', name: { formatted: 'Ms Ivo' } },
    { id: '4', displayName: 'jon@berg.example' },
    { id: '<5>', displayName: 'Evil' },
    { id: '6', displayName: 7, name: 'x' },
    null,
  ]
  expect(readScimPage({ totalResults: 9, Resources: users })).toEqual({
    ...{ total: 9, rows: 7, ids: ['1', '2', '3', '4', '6'] },
    users: [
      { id: '1', name: 'Dana Lee' },
      { id: '2', name: 'Kim Park' },
      { id: '3', name: 'Ms Ivo' },
    ],
  })
  expect(readScimPage({ totalResults: 0 })).toEqual({ total: 0, rows: 0, users: [], ids: [] })
  expect([readScimPage({}), readScimPage([]), readScimPage({ totalResults: -1 })]).toEqual([null, null, null])
})
