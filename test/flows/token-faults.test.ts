import { afterAll, beforeAll, expect, test } from 'vitest'
import { generatedCompany } from '../../src/sandbox/seeds/generated-company.ts'
import { type Company, startCompany } from '../support/company.ts'
import { connect } from '../support/set-up.ts'

// One company for all: whatever goes wrong, it must work again afterwards.
let company: Company
beforeAll(async () => {
  company = await startCompany(generatedCompany({ people: 350, accounts: 395 }))
})
afterAll(() => company.sandbox.stop())

const tokenCalls = () => company.miro.calls(/^\/v1\/oauth\/token$/).length

/** Adds an account, so that a sync that works has something to tell. Returns its address. */
function newcomer(): string {
  const number = company.miro.members.length
  const email = `new${number}@big.example`
  company.miro.add({ ...company.account(0), id: String(3_999_999_999_999_000_000n + BigInt(number)), email })
  return email
}

const tokenVersion = async () =>
  (await company.storage.pool.query('SELECT token_version AS version FROM connection')).rows[0]?.version

test('a token that ends in the middle of a sync is renewed once, and stored before it is used', async () => {
  const { miro } = company
  newcomer()
  const [before, calls] = [await tokenVersion(), tokenCalls()]
  let storedWhenUsed: Promise<unknown> = Promise.resolve()
  miro.faults.push({
    match: { page: 2 },
    do: {
      edit: body => {
        miro.expireTokens()
        return body
      },
    },
  })
  miro.faults.push({
    match: { page: 3 },
    // The refusal, and the page.
    times: 2,
    do: {
      edit: body => {
        storedWhenUsed = tokenVersion()
        return body
      },
    },
  })
  expect(await company.sync()).toContain('1 new, 0 changed, 0 gone.')
  expect([tokenCalls() - calls, await tokenVersion(), miro.faults.pending]).toEqual([1, before + 1, 0])
  expect(await storedWhenUsed).toBe(before + 1)
})

test('an hour later the token is renewed ahead of its end, once for all that ask', async () => {
  newcomer()
  company.time.advance(59 * 60_000)
  const [calls, asked] = [tokenCalls(), company.miro.requests.length]
  expect(await company.sync()).toContain('1 new, 0 changed, 0 gone.')
  expect(tokenCalls() - calls).toBe(1)
  // Not one request with a token that had run out.
  expect(new Set(company.miro.requests.slice(asked).map(({ status }) => status))).toEqual(new Set([200]))
})

test('a renewal that fails once is tried again', async () => {
  newcomer()
  company.miro.expireTokens()
  company.miro.faults.push({ match: { path: /oauth\/token$/ }, do: { status: 503 } })
  const waited = company.time.waits.length
  expect(await company.sync()).toContain('1 new, 0 changed, 0 gone.')
  // At once, not when the claim of the try that failed has run out.
  expect(company.time.waits.slice(waited).length).toBe(1)
})

test('revoked tokens ask once for a reconnect, and the message closes after it', async () => {
  const { miro, admin, sandbox } = company
  const [before, alerts] = [await company.known(), company.alerts().length]
  const address = newcomer()
  miro.revokeTokens()
  expect(await company.sync('Sync not complete')).toContain('Reconnect as a Company Admin.')
  await company.tick('sync')
  const told = company.alertsWith('Miro has to be connected again for Big')
  expect([told.length, company.alerts().length]).toEqual([1, alerts + 1])
  expect(await company.known()).toEqual(before)

  await connect(sandbox, admin)
  await company.idle()
  expect(company.admin.read(only(told))).toContain('Closed · Miro works again for Big')
  expect(company.alertsWith(address).length).toBe(1)
})

test.each([
  [
    'the person who connected is no longer Company Admin',
    () => {
      const [first] = company.miro.members.filter(({ role }) => role === 'organization_internal_admin')
      company.miro.demote(first?.id ?? '')
      return () => company.miro.setRole(first?.id ?? '', 'organization_internal_admin')
    },
  ],
  [
    'the organisation is not found',
    () => {
      company.miro.faults.push({
        match: { path: /members$/ },
        times: 'always',
        do: { status: 404, body: {} },
      })
      return () => company.miro.faults.clear()
    },
  ],
])('%s: access lost is told once, nothing is removed, and it closes when it works again', async (_, lose) => {
  const [before, alerts] = [await company.known(), company.alerts().length]
  const mend = lose()
  const asked = company.miro.requests.length
  expect(await company.sync('Sync not complete')).toContain('Miro refuses to list the accounts')
  // No storm of further tries.
  expect(company.miro.requests.length - asked).toBe(1)
  await company.tick('sync')
  const told = company
    .alertsWith('Miro refuses to list the accounts of Big')
    .filter(message => !company.admin.read(message).includes('Closed'))
  expect([told.length, company.alerts().length]).toEqual([1, alerts + 1])
  expect(await company.known()).toEqual(before)
  mend()
  await company.sync()
  expect(company.admin.read(only(told))).toContain('Closed · Miro works again for Big')
})

test('a key that this bot does not have is told as that, not as Miro’s silence, and the sync goes on with it', async () => {
  const { admin, sandbox, storage, time, miro } = company
  const seal = (name: string) =>
    storage.pool.query<{ before: string }>(
      `UPDATE connection SET access_token = regexp_replace(access_token, '^v1\\.[0-9a-f]{8}', 'v1.' || $1)
       RETURNING (SELECT substr(access_token, 4, 8) FROM connection) AS before`,
      [name],
    )
  const { rows } = await seal('0badbeef')
  // Longer than what was opened is kept.
  time.advance(60_000)
  const asked = miro.requests.length
  const said = await company.sync('Sync not complete')
  expect(said).toContain(
    'A key is missing: a stored secret needs the key 0badbeef, which is not in ENCRYPTION_KEY.',
  )
  expect(miro.requests.length).toBe(asked)
  await seal(rows[0]?.before ?? '')
  const message = admin.dm.at(-1)
  await sandbox.slack.until(() => message !== undefined && admin.read(message).includes('Sync complete'), {
    what: 'the sync to be done again',
    timeoutMs: 20_000,
  })
  await company.idle()
})

test('renewed by nothing for 50 days, the access ends soon: told once, and closed by the next sync', async () => {
  const { miro, time } = company
  const down = () => miro.faults.push({ match: { path: /./ }, times: 'always', do: { status: 503 } })
  const ends = () => company.alertsWith('access to Miro ends soon for Big')
  down()
  time.advance(49 * 24 * 3_600_000)
  await company.tick('lookAround')
  expect(ends().length).toBe(0)
  time.advance(24 * 3_600_000)
  await company.tick('lookAround')
  await company.tick('lookAround')
  const told = only(ends())
  expect(company.admin.read(told)).toMatch(/No sync has reached Miro since .*Sync now.*Reconnect/s)
  miro.faults.clear()
  await company.sync()
  expect(company.admin.read(told)).toContain('Closed · the access to Miro was renewed for Big')
})

function only<T>(all: readonly T[]): T {
  const [one] = all
  if (one === undefined || all.length > 1) throw new Error(`${all.length} where one was expected`)
  return one
}
