import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  install,
  localMember,
  miroApp,
  openMiroTo,
  orgId,
  startMiro,
} from '../../test/support/miro-organization.ts'
import type { MiroFaultEffect } from '../sandbox/miro/faults.ts'
import type { LocalMiro } from '../sandbox/miro/local-miro.ts'
import type { Miro } from './open-miro.ts'

const count = 250

let local: LocalMiro
let miro: Miro & { waits: number[] }
let token: string

beforeEach(async () => {
  local = await startMiro(count)
  miro = openMiroTo(local)
  token = (await install(local, miro)).accessToken
})

afterEach(async () => {
  await miro.close()
  await local.stop()
})

const page = (cursor: string | null) => miro.members.page(token, orgId, cursor)

/** Pages from the first to the one without a cursor, or until there are `most`. */
async function readAll(most = 10) {
  const pages = []
  for (let cursor: string | null = null; pages.length < most; ) {
    const read: Awaited<ReturnType<typeof page>> = await page(cursor)
    pages.push(read)
    cursor = read.cursor
    if (cursor === null) break
  }
  return pages
}

const idsOf = (pages: Awaited<ReturnType<typeof readAll>>) =>
  pages.flatMap(page => page.read().members.map(({ id }) => id))

const everyId = Array.from({ length: count }, (_, index) => localMember(index + 1).id)

test('the organisation', async () => {
  expect(await miro.members.organization(token, orgId)).toEqual({
    id: orgId,
    name: 'Juniper',
    plan: 'company',
  })
})

test('all members, each once, a hundred at a time', async () => {
  const pages = await readAll()
  expect([pages.map(({ rows }) => rows), idsOf(pages)]).toEqual([[100, 100, 50], everyId])
})

test('a member as it is seeded', async () => {
  local.add(
    localMember(0, {
      email: ' Kim@Park.example',
      role: 'organization_external_user',
      license: 'enterprise_plus',
      active: false,
      lastActivityAt: '',
      licenseAssignedAt: '',
      adminRoles: [{ type: 'custom', name: 'Auditor' }],
    }),
  )
  expect((await page(null)).read().members[0]).toEqual({
    id: localMember(0).id,
    email: 'Kim@Park.example',
    address: 'kim@park.example',
    role: 'organization_external_user',
    license: 'enterprise_plus',
    active: false,
    lastActivityAt: null,
    licenseAssignedAt: null,
    adminRoles: ['Auditor'],
  })
})

test('a full last page without a cursor costs one more call', async () => {
  for (const id of everyId.slice(200)) local.remove(id)
  const pages = await readAll()
  expect([pages.map(({ rows }) => rows), idsOf(pages)]).toEqual([[100, 100, 0], everyId.slice(0, 200)])
})

test('a cursor missing on a full page is made up for', async () => {
  const withoutCursor = (body: unknown) => ({ ...Object(body), cursor: undefined })
  local.faults.push({ match: { page: 1 }, do: { edit: withoutCursor } })
  expect(idsOf(await readAll())).toEqual(everyId)
})

test('an empty page with a cursor is not the end', async () => {
  local.faults.push({ match: { page: 2 }, times: 2, do: { emptyWithCursor: true } })
  local.faults.push({ match: { page: 3 }, do: { emptyWithCursor: true } })
  const pages = await readAll()
  expect([pages.map(({ rows }) => rows), idsOf(pages)]).toEqual([[100, 0, 0, 100, 50], everyId])
})

test('a repeated cursor is handed on for the caller to notice', async () => {
  local.faults.push({ match: { page: 2 }, times: 'always', do: { repeatCursor: true } })
  const [first, second] = await readAll(2)
  expect([second?.cursor, second?.rows]).toEqual([first?.cursor, 100])
  local.faults.clear()
  local.faults.push({
    match: { page: 3 },
    times: 'always',
    do: { edit: body => ({ ...Object(body), cursor: '5' }) },
  })
  expect((await readAll(5)).map(({ cursor }) => cursor)).toEqual([
    everyId[99],
    everyId[199],
    '5',
    everyId[99],
    everyId[199],
  ])
})

test('rows without a usable id are set aside', async () => {
  const spoil = (body: unknown) => {
    const { data, ...rest } = Object(body) as { data: object[] }
    return { ...rest, data: [{ ...data[0], id: 7 }, null, 'row', ...data.slice(3)] }
  }
  local.faults.push({ match: { page: 3 }, do: { edit: spoil } })
  const last = (await readAll())[2]
  expect(last?.rows).toBe(50)
  expect([last?.read().setAside.length, last?.read().members.length]).toEqual([3, 47])
})

describe('looking again', () => {
  test('by address, in any case, whoever is there', async () => {
    const found = await miro.members.byAddresses(token, orgId, [
      'PERSON7@juniper.example',
      'nobody@juniper.example',
    ])
    expect(found.map(({ id }) => id)).toEqual([localMember(7).id])
  })

  test('by id, and nobody', async () => {
    local.remove(localMember(8).id)
    expect([
      (await miro.members.byId(token, orgId, localMember(7).id))?.address,
      await miro.members.byId(token, orgId, localMember(8).id),
      await miro.members.byAddresses(token, orgId, ['person8@juniper.example']),
    ]).toEqual(['person7@juniper.example', null, []])
  })

  test('an answer that cannot be read is not an absence', async () => {
    const unread: MiroFaultEffect[] = [
      { emptyObject: true },
      { edit: () => [{ email: 'person7@juniper.example' }] },
    ]
    for (const effect of unread) {
      local.faults.push({ match: { path: /members/ }, times: 2, do: effect })
      await expect(miro.members.byAddresses(token, orgId, ['person7@juniper.example'])).rejects.toMatchObject(
        {
          kind: 'bad_answer',
        },
      )
      await expect(miro.members.byId(token, orgId, localMember(7).id)).rejects.toMatchObject({
        kind: 'bad_answer',
      })
    }
  })

  test('an answer about somebody else is no answer', async () => {
    local.faults.push({ match: { path: /members\// }, do: { edit: body => ({ ...Object(body), id: '1' }) } })
    await expect(miro.members.byId(token, orgId, localMember(7).id)).rejects.toMatchObject({
      kind: 'bad_answer',
    })
  })

  test('what cannot be asked is refused here', async () => {
    const many = Array.from({ length: 11 }, (_, index) => `p${index}@x.example`)
    await expect(miro.members.byAddresses(token, orgId, many)).rejects.toMatchObject({ kind: 'rejected' })
    await expect(miro.members.byAddresses(token, orgId, ['"a,b"@x.example'])).rejects.toMatchObject({
      kind: 'rejected',
    })
    for (const id of ['..', '1/2', '1%2f2', '', '1?x=y'])
      await expect(miro.members.byId(token, orgId, id)).rejects.toMatchObject({ kind: 'rejected' })
    expect(local.calls(/members/)).toEqual([])
  })
})

describe('Miro says no', () => {
  test.each([
    [
      'the installer is no Company Admin',
      async () => local.setRole(localMember(1).id, 'organization_internal_user'),
      403,
      'forbidden',
    ],
    ['the plan is not Enterprise', async () => local.setPlan('business'), 403, 'forbidden'],
    ['the installer is deactivated', async () => local.deactivate(localMember(1).id), 401, 'unauthorized'],
    ['the app is gone', async () => local.revokeTokens(), 401, 'unauthorized'],
    ['the token has run out', async () => local.expireTokens(), 401, 'unauthorized'],
  ])('%s', async (_, happen, status, kind) => {
    await happen()
    await expect(miro.retrying(() => page(null))).rejects.toMatchObject({ status, kind, permanent: true })
    expect(local.calls(/members/).length).toBe(1)
  })

  test('to another organisation, and to a missing scope', async () => {
    await expect(miro.members.page(token, '99', null)).rejects.toMatchObject({
      kind: 'not_found',
      code: 'notFound',
    })
    const other = await startMiro(3, { apps: [{ ...miroApp, scopes: ['boards:read'] }] })
    const way = openMiroTo(other)
    const tokens = await install(other, way)
    await expect(way.members.page(tokens.accessToken, orgId, null)).rejects.toMatchObject({
      kind: 'forbidden',
      code: 'insufficientPermissions',
    })
    await way.close()
    await other.stop()
  })

  test('a business plan can still be seen', async () => {
    local.setPlan('business')
    expect((await miro.members.organization(token, orgId)).plan).toBe('business')
  })
})
