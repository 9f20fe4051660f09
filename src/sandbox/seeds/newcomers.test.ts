import { expect, test } from 'vitest'
import { newcomers } from './newcomers.ts'
import { smallCompany } from './small-company.ts'

test('sixty accounts beside those of the small company, nobody twice', () => {
  const { users, members } = newcomers('juniper.example')
  const people = [...smallCompany.users, ...users]
  const accounts = [...smallCompany.members, ...members]
  expect(members.length).toBe(60)
  expect(new Set(people.map(({ id }) => id)).size).toBe(people.length)
  expect(new Set(people.map(({ realName }) => realName)).size).toBe(people.length)
  expect(new Set(accounts.map(({ id }) => id)).size).toBe(accounts.length)
  expect(new Set(accounts.map(({ email }) => email.toLowerCase())).size).toBe(accounts.length)
})
