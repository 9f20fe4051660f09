import { pino } from 'pino'
import { expect, test } from 'vitest'
import { actedInMemory } from '../../../test/support/acted-in-memory.ts'
import { home } from '../../../test/support/slack-samples.ts'
import type { Workflows } from '../../workflows/for-slack.ts'
import { searching } from '../accounts/read.ts'
import { readSought } from '../people/sought.ts'
import { listeners } from '../register.ts'
import { dispatcher } from './dispatch.ts'
import type { WordAsked, WordListener } from './listener.ts'
import { plainTyped } from './typed.ts'

/** How one address may arrive, whoever typed or pasted it, on whichever keyboard. */
const addresses = [
  'dana.lee@acme.com',
  '<mailto:dana.lee@acme.com|dana.lee@acme.com>',
  '<mailto:dana.lee@acme.com>',
  '"dana.lee@acme.com"',
  '“dana.lee@acme.com”',
  '„dana.lee@acme.com“',
  "'dana.lee@acme.com'",
  '`dana.lee@acme.com`',
  '«<mailto:dana.lee@acme.com|dana.lee@acme.com>».',
  'dana.lee@acme.com.',
  'dana.lee@acme.com, ',
  '<mailto:dana.lee@acme.com|dana.lee@acme.com>.',
  'ｄａｎａ．ｌｅｅ＠ａｃｍｅ．ｃｏｍ',
  'dana.lee＠acme.com。',
  '\u200bdana.lee@acme.com\u00a0',
  '\u202adana.lee@acme.com\u202c',
]

const people = ['<@U0DANA>', '<@U0DANA|dana.lee>', ' "<@U0DANA|dana>". ', '<@U0DANA|Dana &amp; Co>']

const days = ['2026-11-03', '“2026-11-03”', '2026-11-03.', '２０２６－１１－０３', ' 2026-11-03 ']

/** A bot whose commands write down what they are given. */
function hearing() {
  const all = listeners(
    new Proxy(
      {},
      { get: (_all, name) => (name === 'workflows' ? new Proxy({}, { get: () => () => {} }) : {}) },
    ) as Parameters<typeof listeners>[0],
  )
  const heard: string[] = []
  const words = all.filter((each): each is WordListener => each.kind === 'word')
  const dispatch = dispatcher({
    ...{ identity: home, clients: { once: opening, interactive: opening } as never },
    listeners: words.map(each => ({
      ...each,
      handle: async ({ text }: WordAsked) => void heard.push(`${each.word}: ${text}`),
    })),
    policy: new Map(words.map(({ word }) => [`/miro ${word}`, 'anyone'])),
    permission: (() => {}) as unknown as Workflows['permission'],
    ...{ seen: { isNew: () => true } as never, acted: actedInMemory(), heard: async () => {} },
    ...{ reference: () => 'REF', log: pino({ level: 'silent' }) },
  })
  let trigger = 0
  const type = async (text: string) => {
    trigger += 1
    const body = { team_id: home.teamId, user_id: 'U0ADA', channel_id: 'C1', trigger_id: `${trigger}`, text }
    await dispatch.command({ body, signature: '' }, null, async () => {})
    return heard.at(-1)
  }
  return { type, words: words.map(({ word }) => word) }
}

const opening = { views: { open: async () => ({ ok: true, view: { id: 'V1' } }) } }

test('every command gets what was meant, however it was typed', async () => {
  const { type, words } = hearing()
  expect(words).toEqual(expect.arrayContaining(['accounts', 'whois', 'offboard', 'leavers', 'day', 'people']))
  for (const word of words) {
    for (const address of addresses)
      expect(await type(`${word} ${address}`)).toBe(`${word}: dana.lee@acme.com`)
    for (const person of people) expect(await type(`${word} ${person}`)).toBe(`${word}: <@U0DANA>`)
    for (const day of days) expect(await type(`${word} ${day}`)).toBe(`${word}: 2026-11-03`)
    expect(await type(`“${word}.”`)).toBe(`${word}: `)
  }
})

test.each(addresses)('%s is found among accounts and among people', address => {
  const typed = plainTyped(address)
  expect(searching(typed).chosen.search).toBe('dana.lee@acme.com')
  expect(readSought(typed)).toEqual({ kind: 'address', address: 'dana.lee@acme.com' })
})

test.each([
  ['', ''],
  ['…', ''],
  ['Smith &amp; Sons', 'Smith & Sons'],
  ['&amp;lt; 3', '&lt; 3'],
  ['O’Neil', 'O’Neil'],
  ['Dana Lee Jr.', 'Dana Lee Jr'],
  ['<http://acme.com|acme.com>', 'acme.com'],
  ['<!channel> now', '<!channel> now'],
])('%s is meant as %s', (text, meant) => {
  expect(plainTyped(text)).toBe(meant)
})
