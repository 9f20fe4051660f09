import { expect, it } from 'vitest'
import type { AccountClass } from './account-class.ts'
import { learnedAddress } from './alias.ts'

it.each<[string, AccountClass, string | null, string | null]>([
  ['a confirmed colleague', 'staff', 'd.lee@acme.com', 'd.lee@acme.com'],
  ['with a plus tag', 'staff', 'dana+miro@acme.com', 'dana+miro@acme.com'],
  ['at a personal domain', 'staff', 'dana@gmail.com', null],
  ['the address of a task', 'staff', 'support@acme.com', null],
  ['and with a tag', 'staff', 'support+miro@acme.com', null],
  ['no address', 'staff', null, null],
  ['a sponsor', 'external', 'kim@studio.example', null],
  ['an owner', 'service', 'export@acme.com', null],
  ['nobody', 'unidentified', 'kim@studio.example', null],
])('%s', (_, decided, address, learned) => {
  expect(learnedAddress(decided, address)).toBe(learned)
})
