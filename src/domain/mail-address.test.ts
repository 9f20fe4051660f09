import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AccountClass } from './account.ts'
import { domainsIn, learnedAddress, normaliseAddress } from './mail-address.ts'

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
    ['Dana Lee <dana@acme.com>', 'dana@acme.com'],
    ['<dana@acme.com>', 'dana@acme.com'],
    ['dana@acme.com.', 'dana@acme.com'],
    ['dana@acme.com (work)', 'dana@acme.com'],
    ['(dana@acme.com)', 'dana@acme.com'],
    ['[dana@acme.com]', 'dana@acme.com'],
    ['"dana@acme.com"', 'dana@acme.com'],
    ["'dana@acme.com", 'dana@acme.com'],
    ['="dana@acme.com"', 'dana@acme.com'],
    ['"Lee, Dana" <dana@acme.com>;', 'dana@acme.com'],
    ['mailto:dana@acme.com?subject=x', 'dana@acme.com'],
    ['SMTP:Dana@acme.com', 'dana@acme.com'],
    ['\u200bdana@acme.com\u200b', 'dana@acme.com'],
    ["d'arcy.o+x_y-z@acme-labs.co.uk", "d'arcy.o+x_y-z@acme-labs.co.uk"],
    ['dana@müller.example', 'dana@müller.example'],
    ['root@localhost', 'root@localhost'],
    ['=dana@acme.com', null],
    ['dana@acme..com', null],
    ['dana@acme.com?subject=x', null],
    ['dana@-acme.com', null],
    ['dana@acme-.com', null],
    ['dana@acme.com]', null],
    ['"dana@acme.com', null],
    ['Dana <dana@acme.com> <dana@acme.io>', null],
    [`${'x'.repeat(250)}@acme.com`, null],
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
