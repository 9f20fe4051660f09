import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  isAdminRole,
  isGuestRole,
  isKnownRole,
  isLive,
  licenseName,
  licenseWords,
  normaliseAddress,
  roleName,
} from './account.ts'

describe('normaliseAddress', () => {
  it.each([
    ['Dana@Acme.com', 'dana@acme.com'],
    ['  DANA@ACME.COM\n', 'dana@acme.com'],
    ['dana+miro@acme.com', 'dana+miro@acme.com'],
    ['Jose\u0301@acme.com', 'josé@acme.com'],
    [null, null],
    [undefined, null],
    ['', null],
    ['   ', null],
    ['dana', null],
    ['@acme.com', null],
    ['dana@', null],
    ['a@b@c', null],
    ['Dana Lee <dana@acme.com>', null],
    ['da\u0000na@acme.com', null],
    ['dana\u200b@acme.com', null],
    ['\ud800@acme.com', null],
  ])('%j is %j', (raw, address) => {
    expect(normaliseAddress(raw)).toBe(address)
  })

  it('leaves what it made as it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.emailAddress(), fc.string({ unit: 'grapheme' })), raw => {
        const once = normaliseAddress(raw)
        if (once !== null) expect(normaliseAddress(once)).toBe(once)
      }),
    )
  })
})

describe('roles and licenses', () => {
  it.each([
    ['organization_internal_admin', 'Company Admin', { known: true, admin: true, guest: false }],
    ['organization_internal_user', 'Member', { known: true, admin: false, guest: false }],
    ['organization_external_user', 'Guest', { known: true, admin: false, guest: true }],
    ['organization_team_guest_user', 'Team guest', { known: true, admin: false, guest: true }],
    ['unknown', 'Unknown role', { known: false, admin: false, guest: false }],
    ['organization_owl', 'Unknown role (organization_owl)', { known: false, admin: false, guest: false }],
    ['constructor', 'Unknown role (constructor)', { known: false, admin: false, guest: false }],
  ])('%s is called %s', (role, name, is) => {
    expect(roleName(role)).toBe(name)
    expect({ known: isKnownRole(role), admin: isAdminRole(role), guest: isGuestRole(role) }).toEqual(is)
  })

  it('names licenses, also new ones', () => {
    expect(['full', 'free_restricted', 'unknown', 'platinum'].map(licenseName)).toEqual([
      'Full',
      'Free Restricted',
      'Unknown license',
      'Unknown license (platinum)',
    ])
    expect(['full', 'unknown', 'platinum'].map(licenseWords)).toEqual([
      'license Full',
      'Unknown license',
      'Unknown license (platinum)',
    ])
  })
})

describe('isLive', () => {
  const at = new Date(0)
  it.each([
    [{ active: true, missingSince: null, removedAt: null }, 'yes'],
    [{ active: false, missingSince: null, removedAt: null }, 'no'],
    [{ active: null, missingSince: null, removedAt: null }, 'unknown'],
    [{ active: true, missingSince: at, removedAt: null }, 'unknown'],
    [{ active: false, missingSince: at, removedAt: null }, 'no'],
    [{ active: true, missingSince: at, removedAt: at }, 'no'],
    [{ active: null, missingSince: null, removedAt: at }, 'no'],
  ] as const)('%j is %s', (account, live) => {
    expect(isLive(account)).toBe(live)
  })
})
