import { describe, expect, it } from 'vitest'
import {
  isAdminRole,
  isGuestRole,
  isKnownRole,
  isLive,
  licenseName,
  licenseWords,
  roleName,
} from './account.ts'

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
