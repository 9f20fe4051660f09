import pg from 'pg'
import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import { databaseUrlProblem, readDatabaseUrl } from './database-url.ts'

afterEach(() => vi.unstubAllEnvs())

test.each([
  ['postgres://u:p@h:5433/x', { user: 'u', database: 'x', host: 'h', port: 5433, place: 'h:5433' }],
  ['postgresql://u@h', { user: 'u', database: 'u', host: 'h', port: 5432, place: 'h:5432' }],
  ['postgres://u:a%23%2F%3F%40%25@h/x', { user: 'u', database: 'x', host: 'h', port: 5432, place: 'h:5432' }],
  ['postgres://u:p@ss%word@h/x', { user: 'u', database: 'x', host: 'h', port: 5432, place: 'h:5432' }],
  ['postgres://u:p@[::1]:5432/x', { user: 'u', database: 'x', host: '::1', port: 5432, place: '[::1]:5432' }],
  [
    'postgres:///x?host=/run/pg&user=u',
    { user: 'u', database: 'x', host: '/run/pg', port: 5432, place: '/run/pg' },
  ],
  [
    'postgres://u@h/x?sslmode=verify-full',
    { user: 'u', database: 'x', host: 'h', port: 5432, place: 'h:5432' },
  ],
  ['postgres://u@h/x?schema=public', { user: 'u', database: 'x', host: 'h', port: 5432, place: 'h:5432' }],
  [
    'postgres://u:p@h/x?user=me@tenant',
    { user: 'me@tenant', database: 'x', host: 'h', port: 5432, place: 'h:5432' },
  ],
])('%s is read as pg reads it', (url, address) => {
  expect(readDatabaseUrl(url)).toEqual({ address })
})

test('what is not in the address comes from the variables of PostgreSQL', () => {
  vi.stubEnv('PGUSER', 'u')
  vi.stubEnv('PGHOST', 'h')
  vi.stubEnv('PGPORT', '6000')
  vi.stubEnv('PGDATABASE', 'x')
  expect(readDatabaseUrl('postgres://')).toEqual({
    address: { user: 'u', database: 'x', host: 'h', port: 6000, place: 'h' },
  })
})

test('a user there must be, in the address or around it', () => {
  const { user } = pg.defaults
  onTestFinished(() => {
    pg.defaults.user = user
  })
  vi.stubEnv('PGUSER', '')
  pg.defaults.user = undefined
  expect(databaseUrlProblem('postgres://')).toMatch(
    /^DATABASE_URL names no user: it must look like postgres:/,
  )
  pg.defaults.user = 'u'
  expect(databaseUrlProblem('postgres://')).toBeNull()
})

test.each([
  ['mysql://u:hidden@h/x', 'cannot be read'],
  ['u:hidden@h/x', 'cannot be read'],
  ['postgres://u:hidden#1@h:5432/x', 'special character'],
  ['postgres://u:12#hidden@h/x', 'special character'],
  ['postgres://u:12/hidden@h/x', 'special character'],
  ['postgres://u:12?hidden@h/x', 'special character'],
  ['postgres://u:hidden@h:54x/x', 'cannot be read'],
  ['postgres://u:hidden@h:70000/x', 'cannot be read'],
  ['postgres://u:hidden%ff@h/x', 'cannot be read'],
  ['postgres://u:hidden@h/x?port=99999', 'port'],
  ['postgres://u:hidden@h:0/x', 'port'],
  ['postgres://u:hidden@h/x?sslrootcert=/no/such/ca.pem', '/no/such/ca.pem'],
  ['postgres://u:hidden@h/x?sslnegotiation=no', 'TLS'],
  ['postgres://u:hidden@h/x?schema=bot', 'schema'],
  ['postgres://u:hidden@h/x?sslmode=disable&schema=', 'schema'],
])('%s is refused without being shown', (url, why) => {
  const problem = databaseUrlProblem(url)
  expect(problem).toMatch(/^DATABASE_URL .*[^.]$/)
  expect(problem).toContain(why)
  expect(problem).not.toMatch(/hidden|12/)
})
