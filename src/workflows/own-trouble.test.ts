import { expect, test } from 'vitest'
import { createSealer } from '../crypto/sealed.ts'
import { MiroError } from '../miro/miro-error.ts'
import { SlackError } from '../slack/frame/errors.ts'
import { StorageError } from '../storage/engine/storage-error.ts'
import { foreignError } from './foreign-error.ts'
import { ownTrouble } from './own-trouble.ts'

const thrown = (work: () => unknown): unknown => {
  try {
    return work()
  } catch (error) {
    return error
  }
}

const sealed = createSealer([Buffer.alloc(32, 1)]).seal('secret', 'here')
const missingKey = thrown(() => createSealer([Buffer.alloc(32, 2)]).open(sealed, 'here'))
const coded = (code: string, more: ErrorOptions = {}) => Object.assign(new Error('no', more), { code })

const away = 'The bot cannot reach its database. Nothing was changed. Try again in a few minutes.'

test.each([
  [
    'a full disk',
    new StorageError('disk_full', 'The disk that holds /data is nearly full.'),
    'The disk that holds /data is nearly full.',
  ],
  [
    'a missing key',
    missingKey,
    /^A key is missing: a stored secret needs the key [0-9a-f]{8}, .*ENCRYPTION_KEY/,
  ],
  [
    'a secret that was changed',
    thrown(() => createSealer([Buffer.alloc(32, 1)]).open(sealed, 'elsewhere')),
    /^A stored secret cannot be opened: .* connect Miro again\.$/,
  ],
  [
    'a full disk of the database',
    coded('53100'),
    'The disk of the database is full. Free some space there, then try again.',
  ],
  ['a database that refuses', coded('ECONNREFUSED'), away],
  ['a database that is stopped', coded('57P01'), away],
  ['a database that takes no more connections', coded('53300'), away],
  ['a database that is closed to connections', coded('55000'), away],
  ['a lost connection', new Error('Connection terminated unexpectedly'), away],
  ['a silent database', new Error('timeout exceeded when trying to connect'), away],
  ['a database that went away without a word', new Error('Query read timeout'), away],
  [
    'what stopping cuts off',
    new DOMException('the bot is being stopped', 'AbortError'),
    'The bot is being stopped. Try again in a minute.',
  ],
  ['Prisma without a database', coded('P1001'), away],
  ['what wraps one of these', new Error('could not save', { cause: coded('57P01') }), away],
])('%s is told as what it is, and never as Miro’s', (_case, error, said) => {
  if (typeof said === 'string') expect(ownTrouble(error)).toBe(said)
  else expect(ownTrouble(error)).toMatch(said)
  expect(foreignError(error)).toBeNull()
})

test.each([
  ['a bug', new Error('no')],
  ['a wrong statement', coded('42P01')],
  ['no error', 'text'],
])('%s is nothing that people can wait for', (_case, error) => {
  expect(ownTrouble(error)).toBeNull()
  expect(foreignError(error)).toBeNull()
})

test.each([
  ['Miro', new MiroError('members', 'unavailable', { code: 'ECONNREFUSED', cause: coded('ECONNREFUSED') })],
  ['Slack', new SlackError({ kind: 'unavailable', code: 'ECONNREFUSED' }, coded('ECONNREFUSED'))],
])('that %s cannot be reached is told as theirs', (_case, error) => {
  expect(ownTrouble(error)).toBeNull()
  expect(foreignError(error)).toMatchObject({ kind: 'unavailable', code: 'ECONNREFUSED' })
})
