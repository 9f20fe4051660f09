import { expect, test } from 'vitest'
import { ruleIds } from '../ids/rule.ts'
import { readMetadata, readRule } from './read.ts'

const metadata = '{"o":"307","v":2,"d":"draft-1","a":null,"z":null,"g":false}'
const way = (value: string) => ({ [ruleIds.way]: { [ruleIds.way]: { selected_option: { value } } } })
const menu = (id: string, ...values: string[]) => ({
  [id]: { [id]: { selected_options: values.map(value => ({ value })) } },
})

test('every input that is there is read', () => {
  const state = {
    ...way('by_role'),
    ...menu(ruleIds.miroRoles, 'organization_internal_user'),
    ...menu(ruleIds.titles, 'Designer'),
    ...menu(ruleIds.departments),
    ...menu(ruleIds.rightsLooked, 'look'),
    ...menu(ruleIds.adminRights, 'User Admin'),
    ...menu(ruleIds.rightsAccounts, '12'),
    // Of the other way: Slack keeps what was chosen before.
    ...menu(ruleIds.accounts, '99'),
  }
  expect(readRule({ metadata, state })).toEqual({
    input: {
      o: '307',
      v: 2,
      d: 'draft-1',
      a: null,
      z: null,
      g: false,
      way: 'by_role',
      miroRoles: ['organization_internal_user'],
      titles: ['Designer'],
      departments: [],
      groups: [],
      looksAtRights: true,
      adminRights: ['User Admin'],
      accounts: ['12'],
    },
  })
})

test.each([
  ['no way', metadata, {}, { [ruleIds.way]: 'Choose one of the three.' }],
  ['a way of its own', metadata, way('everybody'), { [ruleIds.way]: 'Choose one of the three.' }],
  [
    'a forged modal',
    '{"o":"<!channel>"}',
    way('every_staff_member'),
    {
      [ruleIds.way]: 'Choose one of the three.',
    },
  ],
  [
    'an empty role set',
    metadata,
    { ...way('by_role'), ...menu(ruleIds.miroRoles) },
    {
      [ruleIds.miroRoles]: 'Choose at least one role, job title, department or user group.',
    },
  ],
  [
    'saved before the roles appeared',
    metadata,
    way('by_role'),
    {
      [ruleIds.way]: 'Choose at least one role, job title, department or user group.',
    },
  ],
  [
    'admin rights that are not looked at',
    metadata,
    {
      ...way('by_role'),
      ...menu(ruleIds.miroRoles, 'organization_internal_user'),
      ...menu(ruleIds.rightsLooked),
      ...menu(ruleIds.adminRights, 'User Admin'),
    },
    {
      [ruleIds.rightsLooked]: 'Tick this, or choose no admin rights and accounts below.',
    },
  ],
  [
    'nobody approved',
    metadata,
    { ...way('by_approval'), ...menu(ruleIds.accounts) },
    {
      [ruleIds.accounts]: 'Choose at least one account.',
    },
  ],
])('%s is a problem under an input that is there', (_, given, state, problems) => {
  expect(readRule({ metadata: given, state })).toEqual({ problems })
})

test('what the menu had no room for counts too', () => {
  const hidden = '{"o":"307","z":"1099","g":true}'
  expect(readRule({ metadata: hidden, state: way('by_approval') })).toHaveProperty('input.z', '1099')
  expect(readRule({ metadata: hidden, state: way('by_role') })).toHaveProperty('input.g', true)
})

test('metadata that is no JSON is nothing', () => {
  expect(readMetadata('')).toBeNull()
})
