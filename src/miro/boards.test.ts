import { expect, onTestFinished, test } from 'vitest'
import { install, localMember, openMiroTo, startMiro } from '../../test/support/miro-organization.ts'
import { readBoardMembers, readBoardsPage } from './boards.ts'

test('names on the boards that the installer can open', async () => {
  const [admin, guest] = [localMember(1), localMember(3)]
  const local = await startMiro(3, {
    boards: [
      { id: 'uXjVOD6LSME=', name: 'Roadmap', ownerId: admin.id, members: [{ id: guest.id, role: 'editor' }] },
      { id: 'uXjVOD6LSMF=', name: 'Private', ownerId: localMember(2).id, members: [] },
    ],
  })
  const miro = openMiroTo(local)
  onTestFinished(async () => {
    await miro.close()
    await local.stop()
  })
  const token = (await install(local, miro)).accessToken
  const first = await miro.boards.first(token)
  expect([first.boardIds, first.users[0]]).toEqual([['uXjVOD6LSME='], { id: admin.id, name: 'Person 1' }])
  expect(await miro.boards.ownedBy(token, guest.id)).toEqual({ boardIds: [], users: [] })
  expect((await miro.boards.ownedBy(token, admin.id)).boardIds).toEqual(['uXjVOD6LSME='])
  expect(await miro.boards.members(token, 'uXjVOD6LSME=')).toEqual([
    { id: admin.id, name: 'Person 1' },
    { id: guest.id, name: 'Person 3' },
  ])
  await expect(miro.boards.first('wrong')).rejects.toMatchObject({ kind: 'unauthorized' })
})

test('rows that cannot be read are left out; what is no page is none', () => {
  const owner = { id: '1', name: 'A\u0000b' }
  expect(
    readBoardsPage({ data: [{ id: 'x=', owner, createdBy: { id: '2', name: ' ' }, modifiedBy: 7 }, null] }),
  ).toEqual({ boardIds: ['x='], users: [{ id: '1', name: 'Ab' }] })
  expect(readBoardMembers({ data: [owner, { id: '<>' }, null] })).toEqual([{ id: '1', name: 'Ab' }])
  expect([readBoardsPage([]), readBoardMembers({}), readBoardsPage({ data: 'x' })]).toEqual([
    null,
    null,
    null,
  ])
})
