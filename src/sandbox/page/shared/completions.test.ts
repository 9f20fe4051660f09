import { expect, test } from 'vitest'
import { completionsOf, mentionsOf } from './completions.ts'

const commands = [
  { command: '/miro', description: 'Who has access to Miro', words: ['connect', 'checks', 'help'] },
  { command: '/invite', description: 'Adds the app', words: [] },
]

test.each([
  ['/', ['/miro ', '/invite ']],
  ['/mi', ['/miro ']],
  ['/miro ', ['/miro connect', '/miro checks', '/miro help']],
  ['/miro c', ['/miro connect', '/miro checks']],
  ['/miro help', []],
  ['/nothing x', []],
  ['hello /miro', []],
])('%s', (typed, offered) => {
  expect(completionsOf(commands, typed).map(({ text }) => text)).toEqual(offered)
})

const person = { title: '', email: null, kind: 'member', canBe: true } as const
const people = [
  { ...person, id: 'U1', name: 'Ada Okafor', handle: 'ada.okafor' },
  { ...person, id: 'U2', name: 'Ben Adams', handle: 'ben.adams' },
  { ...person, id: 'U3', name: 'Build Bot', handle: 'build.bot', canBe: false },
]

test.each([
  ['/miro whois @ada', ['/miro whois @ada.okafor', '/miro whois @ben.adams']],
  ['@', ['@ada.okafor', '@ben.adams']],
  ['@ada.okafor', []],
  ['ada@example.com', []],
])('%s', (typed, offered) => {
  expect(mentionsOf(people, typed).map(({ text }) => text)).toEqual(offered)
})
