import { expect, onTestFinished, test } from 'vitest'
import { install, localMember, openMiroTo, orgId, startMiro } from '../../test/support/miro-organization.ts'
import { readTeamMember, readTeamsPage } from './teams.ts'

test('the teams of an organisation, and what somebody is in each', async () => {
  const design = { id: '3074457358607431474', name: 'Design', members: [] }
  const everyone = { id: '3074457358607431473', name: 'Everyone', members: 'staff' as const }
  const local = await startMiro(2, { teams: [everyone, design] })
  const miro = openMiroTo(local)
  onTestFinished(async () => {
    await miro.close()
    await local.stop()
  })
  const token = (await install(local, miro)).accessToken
  expect(await miro.teams.first(token, orgId)).toEqual({
    teams: [
      { id: everyone.id, name: 'Everyone' },
      { id: design.id, name: 'Design' },
    ],
    more: false,
  })
  const roleIn = (team: string, number: number) =>
    miro.teams.roleIn(token, orgId, team, localMember(number).id)
  expect([await roleIn(everyone.id, 1), await roleIn(everyone.id, 2), await roleIn(design.id, 1)]).toEqual([
    'admin',
    'member',
    null,
  ])
  await expect(miro.teams.first('wrong', orgId)).rejects.toMatchObject({ kind: 'unauthorized' })
})

test('rows that cannot be read are left out; what is no page is none', () => {
  const data = [{ id: '1', name: 'A\u0000b' }, { id: '<>' }, null, 7, { id: '2' }]
  expect(readTeamsPage({ data, cursor: 'x' })).toEqual({
    teams: [
      { id: '1', name: 'Ab' },
      { id: '2', name: '' },
    ],
    more: true,
  })
  for (const body of [null, [], {}, { data: 'x' }]) expect(readTeamsPage(body)).toBeNull()
  expect(readTeamMember({ id: '1' })).toEqual({ id: '1', role: '' })
  expect(readTeamMember({ role: 'admin' })).toBeNull()
})
