import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { MiroMember } from '../domain/account.ts'
import {
  readContext,
  readErrorCode,
  readMember,
  readMembersFound,
  readMembersPage,
  readOrganization,
  readTokens,
} from './wire.ts'

/** Anything JSON can hold, hostile keys, control characters and half surrogates included. */
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    'a\u0000b',
    '\ud800',
    '2026-02-30T00:00:00Z',
    '0000-01-01T00:00:00Z',
    'organization_internal_user',
    '',
  ),
)
const anything = fc.oneof(fc.jsonValue(), text, fc.double(), fc.constantFrom(null, [], {}, -0, 1e300))
const field = fc.oneof(text, anything)

const row = fc
  .record(
    {
      id: fc.oneof(
        { weight: 4, arbitrary: fc.stringMatching(/^\d{1,30}$/) },
        { weight: 1, arbitrary: field },
      ),
      email: field,
      role: field,
      license: field,
      active: fc.oneof(fc.boolean(), anything),
      lastActivityAt: fc.oneof(
        fc.date({ noInvalidDate: true }).map(date => date.toISOString()),
        field,
      ),
      licenseAssignedAt: field,
      adminRoles: fc.oneof(fc.array(fc.record({ name: field })), anything),
    },
    { requiredKeys: [] },
  )
  .map(fields => JSON.parse(JSON.stringify({ ...fields, ['__proto__']: { active: true } })) as unknown)

const rows = fc.array(fc.oneof({ weight: 9, arbitrary: row }, { weight: 1, arbitrary: anything }), {
  maxLength: 110,
})

const isStorable = (value: unknown): boolean =>
  typeof value !== 'string' || (!/[\p{Cc}\p{Cs}]/u.test(value) && value.length <= 320)

const isInstant = (value: string | null): boolean => value === null || new Date(value).toISOString() === value

function sound(member: MiroMember): boolean {
  const { id, active, adminRoles, lastActivityAt, licenseAssignedAt, role, license } = member
  return (
    /^[\w:=-]{1,64}$/.test(id) &&
    (active === null || typeof active === 'boolean') &&
    role !== '' &&
    license !== '' &&
    isInstant(lastActivityAt) &&
    isInstant(licenseAssignedAt) &&
    [...Object.values(member), ...adminRoles].every(isStorable)
  )
}

test('whatever a page holds, it is a page of sound members or none at all', () => {
  const page = fc.record(
    { data: rows, size: fc.integer({ min: 0, max: 110 }), limit: anything, cursor: field },
    { requiredKeys: ['data'] },
  )
  let read = 0
  fc.assert(
    fc.property(page, fc.boolean(), (body, honest) => {
      const given = honest ? { ...body, size: body.data.length, limit: 100, cursor: 'next' } : body
      const found = readMembersPage(given, 100)
      if (found === null) return !honest || given.data.length > 100
      read += 1
      const { members, setAside } = found.read()
      return (
        found.rows === body.data.length &&
        members.length + setAside.length === found.rows &&
        members.every(sound) &&
        isStorable(found.cursor)
      )
    }),
    { numRuns: 2_000 },
  )
  expect(read).toBeGreaterThan(500)
})

test('nothing that JSON can hold makes a reader throw', () => {
  fc.assert(
    fc.property(anything, rows, (body, list) => {
      for (const reader of [readMember, readMembersFound, readTokens, readContext, readOrganization])
        reader(body)
      readErrorCode(JSON.stringify(body) ?? '')
      return readMembersPage(body, 100) === null && (readMembersFound(list) ?? []).every(sound)
    }),
    { numRuns: 2_000 },
  )
  expect(Reflect.get({}, 'active')).toBeUndefined()
})
