import { expect, test } from 'vitest'
import { mayPass, missingRights, type Served, servedRefusal, unfit } from './served-refusal.ts'

const at = { user: 'bot', database: 'access', host: 'db.example', port: 5432, place: 'db.example:5432' }

const told = (code: string | null, message = ''): string =>
  servedRefusal(Object.assign(new Error(message), code === null ? {} : { code }), at).message

test.each([
  ['ECONNREFUSED', /no PostgreSQL server is at db\.example:5432 .*Start it/],
  ['ENOTFOUND', /does not know the host db\.example /],
  ['EHOSTUNREACH', /at db\.example does not answer .*firewall/],
  ['57P03', /starting or stopping/],
  ['3D000', /has no database "access" .*Create it/],
  ['28P01', /refuses the password of the user "bot" .*%23/],
  ['28000', /does not let the user "bot" in .*pg_hba\.conf/],
  ['42501', /"bot" may not use the database "access" .*GRANT CONNECT/],
  ['53300', /no connection left .*max_connections/],
  ['SELF_SIGNED_CERT_IN_CHAIN', /certificate of db\.example is not trusted .*sslrootcert=/],
  ['ERR_TLS_CERT_ALTNAME_INVALID', /certificate of db\.example is not trusted /],
])('%s is told with what to do', (code, text) => {
  const message = told(code)
  expect(message).toMatch(text)
  expect(message).toContain(`(${code})`)
})

test.each([
  ['timeout exceeded when trying to connect', /does not answer \(timeout\)/],
  ['SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string', /asks for a password/],
  ['The server does not support SSL connections', /has no TLS/],
  ['Connection terminated unexpectedly', /could not be used \(Connection terminated unexpectedly\)\. See /],
])('“%s” too, though it has no code', (message, text) => {
  expect(told(null, message)).toMatch(text)
})

test.each([
  ...['ECONNREFUSED', 'ENOENT', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH', 'ECONNRESET'],
  ...['57P03', '57P01', '53300', '08006'],
])('%s may pass by itself', code => {
  expect(mayPass(Object.assign(new Error(''), { code }))).toBe(true)
})

test.each(['28P01', '28000', '3D000', '42501', 'SELF_SIGNED_CERT_IN_CHAIN'])(
  '%s is for a person to correct',
  code => {
    expect(mayPass(Object.assign(new Error(''), { code }))).toBe(false)
  },
)

test.each([
  ['timeout exceeded when trying to connect', true],
  ['Query read timeout', true],
  ['Connection terminated unexpectedly', true],
  ['The server does not support SSL connections', false],
])('“%s” may pass by itself: %s', (message, expected) => {
  expect(mayPass(new Error(message))).toBe(expected)
})

test('every one is one line that begins with the variable', () => {
  for (const message of [told('ECONNREFUSED'), told(null, 'one\ntwo'), missingRights(at).message])
    expect(message).toMatch(/^DATABASE_URL: .*, and start again\.$/)
})

test('a name with quotes does not end the statement to copy', () => {
  expect(missingRights({ ...at, user: 'b"; DROP' }).message).toContain('TO "b""; DROP"')
})

const fit: Served = {
  ...{ version: '15.12', version_num: 150_012, encoding: 'UTF8' },
  ...{ standby: false, read_only: false, may: true },
}

test('a database that is fit is not refused, nor is one without an encoding', () => {
  expect(unfit(at, fit)).toBeNull()
  expect(unfit(at, { ...fit, encoding: 'SQL_ASCII' })).toBeNull()
})

test.each<[string, Partial<Served>, RegExp]>([
  [
    'too old',
    { version: '14.9', version_num: 140_009 },
    /is PostgreSQL 14\.9, and this bot needs 15 or newer/,
  ],
  [
    'of another encoding',
    { encoding: 'LATIN1' },
    /"access" has the encoding LATIN1, .*needs UTF8\. Create another/,
  ],
  ['on a standby', { standby: true, read_only: true }, /db\.example:5432 is a standby.* Name its primary/],
  [
    'to be read only',
    { read_only: true },
    /"access" can only be read by the user "bot"\. Turn default_trans/,
  ],
  ['without rights', { may: false }, /may not make tables/],
])('one %s is refused with what to do', (_case, found, text) => {
  const message = unfit(at, { ...fit, ...found })?.message
  expect(message).toMatch(text)
  expect(message).toMatch(/^DATABASE_URL: .*, and start again\.$/)
})
