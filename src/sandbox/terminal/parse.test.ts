import { expect, test } from 'vitest'
import { commandsIn, parse, words } from './parse.ts'

test.each([
  ['', { do: 'nothing' }],
  ['  # a remark in a script', { do: 'nothing' }],
  ['/miro connect', { do: 'slash', command: '/miro', text: 'connect' }],
  ['/miro  how  to fix', { do: 'slash', command: '/miro', text: 'how  to fix' }],
  ['/miro', { do: 'slash', command: '/miro', text: '' }],
  ['click Open Miro', { do: 'click', text: 'Open Miro' }],
  ['CLICK  Next', { do: 'click', text: 'Next' }],
  ['fill keys', { do: 'fill', label: 'keys', value: '' }],
  [
    'fill Roles in Miro = Member, Company Admin',
    { do: 'fill', label: 'Roles in Miro', value: 'Member, Company Admin' },
  ],
  ['fill Client secret=a=b', { do: 'fill', label: 'Client secret', value: 'a=b' }],
  ['fill Job titles =', { do: 'fill', label: 'Job titles', value: '' }],
  ['submit', { do: 'submit' }],
  ['close', { do: 'close', all: false }],
  ['close all', { do: 'close', all: true }],
  ['allow', { do: 'allow', text: '' }],
  ['allow Ben Sorensen', { do: 'allow', text: 'Ben Sorensen' }],
  ['as kim', { do: 'as', text: 'kim' }],
  ['show #access-alerts', { do: 'show', text: '#access-alerts' }],
  ['leave Carla Mendes', { do: 'leave', text: 'Carla Mendes' }],
  ['role ada@x.example company admin', { do: 'role', who: 'ada@x.example', role: 'company admin' }],
  ['role Ada Okafor = Member', { do: 'role', who: 'Ada Okafor', role: 'Member' }],
  ['break miro', { do: 'break' }],
  ['mend Miro', { do: 'mend' }],
  ['wait Sync complete', { do: 'wait', text: 'Sync complete' }],
  ['quit', { do: 'quit' }],
])('%s', (line, command) => {
  expect(parse(line)).toEqual(command)
})

test.each([
  ['hello there', 'There is no "hello". Type /miro help, or help for everything else.'],
  ['click', 'Type click <button>: the window in front, else the newest message that has it.'],
  ['fill Client ID', 'Type fill <label> = <value>[, <value>]: a field of the window in front.'],
  ['fill = x', 'Type fill <label> = <value>[, <value>]: a field of the window in front.'],
  ['submit it', 'Type submit: the window in front.'],
  ['role ada', 'Type role <e-mail or name> = <role>: Company Admin, Member, Guest, Team guest.'],
  ['break slack', 'Type break miro: its API fails until mend miro.'],
])('%s is answered', (line, answer) => {
  expect(parse(line)).toEqual({ do: 'unclear', answer })
})

test('several commands may stand in one line', () => {
  expect(commandsIn('/miro connect ; click Next ;')).toEqual(['/miro connect', 'click Next'].concat(''))
  expect(commandsIn('fill Client secret = a;b')).toEqual(['fill Client secret = a;b'])
})

test('every word of the help is understood, alone or as a question for the rest', () => {
  const unknown = words
    .flatMap(group => group.words)
    .map(({ word }) => parse(word))
    .filter(command => command.do === 'unclear' && command.answer.startsWith('There is no'))
  expect(unknown).toEqual([])
})
