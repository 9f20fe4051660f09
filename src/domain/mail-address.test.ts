import { expect, it } from 'vitest'
import type { AccountClass } from './account.ts'
import { domainsIn, learnedAddress } from './mail-address.ts'

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

it.each([
  ['one a line', 'acme.com\nacme.io', ['acme.com', 'acme.io']],
  ['with commas, signs, capitals and twice', ' @Acme.com, acme.IO;ACME.com ', ['acme.com', 'acme.io']],
  ['letters of the world', 'münchen.example\nacme.com', ['münchen.example', 'acme.com']],
  ['none', ' \n ', []],
])('%s', (_, text, domains) => {
  expect(domainsIn(text)).toEqual({ domains })
})

it.each([
  ['an address', 'dana@acme.com, acme.io', { because: 'no_domain', domain: 'dana@acme.com' }],
  ['no dot', 'acme, acme.io', { because: 'no_domain', domain: 'acme' }],
  ['a number', '10.0.0.1 acme.io', { because: 'no_domain', domain: '10.0.0.1' }],
  ['markup', '<!channel> acme.io', { because: 'no_domain', domain: '<!channel>' }],
  ['a hyphen at the end', 'acme-.com acme.io', { because: 'no_domain', domain: 'acme-.com' }],
  ['very long', `${'a'.repeat(200)}.com acme.io`, { because: 'no_domain', domain: `${'a'.repeat(200)}.com` }],
  ['a personal domain', 'acme.com gmail.com', { because: 'personal', domain: 'gmail.com' }],
  ['one alone', 'acme.com', { because: 'alone' }],
  ['very many', Array.from({ length: 21 }, (_, at) => `a${at}.com`).join(' '), { because: 'too_many' }],
])('refused: %s', (_, text, problem) => {
  expect(domainsIn(text)).toEqual({ problem })
})
