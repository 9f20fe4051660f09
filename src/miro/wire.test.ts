import { describe, expect, test } from 'vitest'
import { readMembersFound, readMembersPage, readTokens } from './wire.ts'

const row = {
  id: '3074457345000000001',
  email: ' Dana.Lee@Juniper.example ',
  role: 'organization_internal_user',
  license: 'full',
  active: true,
  lastActivityAt: '2026-11-20T14:05:00Z',
  licenseAssignedAt: '2025-02-03T09:00:00.000Z',
}

const page = (data: unknown[], more: object = {}) => ({
  type: 'cursor-list',
  limit: 100,
  size: data.length,
  data,
  ...more,
})

const read = (body: unknown) => {
  const found = readMembersPage(body, 100)
  return found === null ? null : { ...found.read(), cursor: found.cursor, rows: found.rows }
}

const only = (more: object) => read(page([{ ...row, ...more }]))?.members[0]

test('a member as the rest of the program knows it', () => {
  expect(read(page([row], { cursor: 'next' }))).toEqual({
    members: [
      {
        id: '3074457345000000001',
        email: 'Dana.Lee@Juniper.example',
        address: 'dana.lee@juniper.example',
        role: 'organization_internal_user',
        license: 'full',
        active: true,
        lastActivityAt: '2026-11-20T14:05:00.000Z',
        licenseAssignedAt: '2025-02-03T09:00:00.000Z',
        adminRoles: [],
      },
    ],
    setAside: [],
    cursor: 'next',
    rows: 1,
  })
})

describe('one field at a time', () => {
  test.each([
    ['a role nobody has seen is kept', { role: 'organization_auditor' }, { role: 'organization_auditor' }],
    ['a missing role is unknown', { role: undefined }, { role: 'unknown' }],
    ['a missing licence is unknown', { license: null }, { license: 'unknown' }],
    ['active that is no boolean is unknown', { active: 'true' }, { active: null }],
    ['never active', { lastActivityAt: '' }, { lastActivityAt: null }],
    ['a day that does not exist', { lastActivityAt: '2026-13-45T00:00:00Z' }, { lastActivityAt: null }],
    [
      'an offset without a colon',
      { lastActivityAt: '2026-11-20T14:05:00.5+0200' },
      { lastActivityAt: '2026-11-20T12:05:00.500Z' },
    ],
    [
      'an address of a megabyte',
      { email: `${'a'.repeat(1_000_000)}@x.example` },
      { email: null, address: null },
    ],
    ['a date before there was a Miro', { lastActivityAt: '1969-12-31T23:59:59Z' }, { lastActivityAt: null }],
    ['the instant 0', { lastActivityAt: '1970-01-01T00:00:00.000Z' }, { lastActivityAt: null }],
    ['a bad date', { lastActivityAt: 'yesterday' }, { lastActivityAt: null }],
    ['an id beyond 2^53', { id: '30744573450000000017' }, { id: '30744573450000000017' }],
    ['NUL and control characters go', { email: 'da\u0000na@x.example\u0007' }, { email: 'dana@x.example' }],
    ['half a surrogate pair goes', { role: 'a\ud800b' }, { role: 'ab' }],
    ['no address', { email: '' }, { email: null, address: null }],
    [
      'admin roles by name',
      { adminRoles: [{ type: 'prebuilt', name: 'User Admin' }, {}] },
      { adminRoles: ['User Admin'] },
    ],
  ])('%s', (_, given, expected) => {
    expect(only(given)).toMatchObject(expected)
  })
})

test.each([
  ['a number, which cannot hold it', { id: Number('3074457345000000001') }, 'dana.lee@juniper.example'],
  ['missing', { id: undefined }, 'dana.lee@juniper.example'],
  ['not digits', { id: '../../teams' }, 'dana.lee@juniper.example'],
  ['a number, and no address says whose', { id: 17, email: null }, '17'],
  ['of another form, likewise', { id: 'a b\u0000', email: 'nobody' }, 'a b'],
  ['no text, likewise', { id: [17], email: 5 }, ''],
])('a row whose id is %s is set aside under its name', (_, given, name) => {
  expect(read(page([{ ...row, ...given }, row]))).toMatchObject({
    setAside: [name],
    members: [{ id: row.id }],
  })
  expect(read(page([null, row]))).toMatchObject({ setAside: [''], members: [{ id: row.id }] })
})

test.each([
  ['an empty object', {}],
  ['null', null],
  ['a string', 'page'],
  ['data that is no list', page([], { data: {} })],
  ['a size that does not fit', page([row], { size: 2 })],
  ['more than a page', page(Array.from({ length: 101 }, () => row))],
  ['a cursor that is no text', page([row], { cursor: 7 })],
  ['a cursor with NUL', page([row], { cursor: 'a\u0000b' })],
])('%s is not a page', (_, body) => {
  expect(read(body)).toBeNull()
})

test('an empty page with a cursor is not the end', () => {
  expect(read(page([], { cursor: 'next' }))).toEqual({ members: [], setAside: [], cursor: 'next', rows: 0 })
})

test('a full page without a cursor goes on after its last member', () => {
  expect(read(page([row], { limit: 1 }))?.cursor).toBe(row.id)
})

test('keys that name a prototype do no harm', () => {
  const body: unknown = JSON.parse(
    `{"data":[{"__proto__":{"active":true},"id":"1"}],"size":1,"__proto__":{"x":1}}`,
  )
  expect([read(body)?.members[0]?.active, Reflect.get({}, 'x')]).toEqual([null, undefined])
})

test('the filter by address answers with a bare list, and one unreadable row spoils it', () => {
  expect([
    readMembersFound([row])?.length,
    readMembersFound(page([row])),
    readMembersFound([row, {}]),
  ]).toEqual([1, null, null])
})

test('ids in the token answer are left aside, however long', () => {
  const body: unknown = JSON.parse(
    '{"access_token":"a","refresh_token":"r","expires_in":3599,"team_id":3074457358607431473,"user_id":"1"}',
  )
  expect(readTokens(body)).toEqual({ accessToken: 'a', refreshToken: 'r', expiresInSeconds: 3599 })
})
