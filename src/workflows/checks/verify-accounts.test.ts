import { expect, test } from 'vitest'
import { account, person, snapshot } from '../../../test/support/domain-samples.ts'
import type { MiroMember } from '../../domain/account.ts'
import { ForeignFailure } from '../../domain/foreign-failure.ts'
import { AccessRefused } from '../connection/miro-access.ts'
import { accountVerifier } from './verify-accounts.ts'

const now = new Date('2026-11-24T12:00:00Z')
const key = { workspaceId: 'T1', miroOrgId: '1' }

const member = (id: string, more: Partial<MiroMember> = {}): MiroMember => ({
  id,
  email: `${id}@acme.com`,
  address: `${id}@acme.com`,
  role: 'organization_internal_user',
  license: 'full',
  active: true,
  lastActivityAt: null,
  licenseAssignedAt: null,
  adminRoles: [],
  ...more,
})

const failure = (kind: string, permanent = false) =>
  Object.assign(new ForeignFailure(kind), { kind, permanent })

const judged = {
  class: 'staff',
  matchedBy: 'email',
  results: {
    identified: { verdict: 'pass', why: 'matched_email' },
    removed: { verdict: 'fail', why: 'left_still_active' },
    valid: { verdict: 'not_applicable', why: 'removal_first' },
  },
} as const

type Told = {
  /** What Miro answers to an address, one after the other. */
  readonly byAddress?: (() => Promise<readonly MiroMember[]>)[]
  readonly byId?: (id: string) => Promise<MiroMember | null>
  readonly gone?: readonly string[]
  readonly slack?: () => Promise<void>
  readonly late?: boolean
  readonly withoutAddress?: boolean
  /** Whether others judged meanwhile, at each try. */
  readonly overtaken?: readonly boolean[]
  readonly organization?: () => Promise<unknown>
}

function verifier(told: Told, ids = ['a', 'b']) {
  const done: string[] = []
  const answers = [...(told.byAddress ?? [])]
  const { accounts: _accounts, staff: _staff, ...sample } = snapshot({ carriers: [], critical: false })
  const accounts = ids.map(id => {
    const address = told.withoutAddress === true ? null : `${id}@acme.com`
    return account({ id, email: address, address })
  })
  // Each account is somebody's whom Slack knows, where Slack is asked at all.
  const people = new Map(ids.map(id => [`p-${id}`, person({ id: `p-${id}`, slackUserId: `U-${id}` })]))
  const previous = new Map(
    (told.slack === undefined ? [] : ids).map(id => [id, { ...judged, accountId: id, personId: `p-${id}` }]),
  )
  const overtaken = [...(told.overtaken ?? [])]
  const verify = accountVerifier({
    clock: () => now,
    pause: async ms => void done.push(`pause ${ms}`),
    after: (_ms, call) => {
      if (told.late === true) call()
      return () => {}
    },
    token: () => 'x',
    callMiro: async (_key, call) => call('token'),
    members: {
      byAddresses: async (_token, _org, addresses) => {
        done.push(`ask ${addresses.join(' ')}`)
        return (await answers.shift()?.()) ?? []
      },
      byId: async (_token, _org, id) => {
        done.push(`ask ${id}`)
        return told.byId?.(id) ?? null
      },
      organization: async () => {
        done.push('ask the organization')
        await told.organization?.()
        return { id: '1', name: 'Juniper', plan: 'enterprise' }
      },
    },
    evaluation: { batchOf: async () => ({ ...sample, accountsInBatch: accounts, people, previous }) },
    directory: {
      person: async slackUserId => {
        done.push(`people ${slackUserId}`)
        await told.slack?.()
        return null
      },
    },
    staffLook: { record: async () => new Map() },
    accountLook: {
      record: async (_key, { seen, absent }) => {
        done.push(`record ${seen.map(({ id }) => id)} / ${absent}`)
        return { recorded: true, gone: told.gone ?? [] }
      },
    },
    checkAccounts: async (_key, _id, checked) => {
      done.push(`check ${checked}`)
      return { outcome: overtaken.shift() === true ? 'superseded' : 'done' }
    },
    connections: {
      get: async () => null,
      setState: async (_key, state) => done.push(`trouble ${state}`) > 0,
    },
    workspaces: { get: async () => null },
    people: { admins: async () => [], isCurrent: async () => true },
    alerts: { notify: async () => 'alert', changeNotice: async () => {}, openNotice: async () => null },
    requestDelivery: async () => void done.push('deliver'),
    audit: {
      append: async ({ subject, details }) =>
        void done.push(`log ${subject} ${(details as { outcome: string }).outcome}`),
    },
  })
  return { done, ask: () => verify({ key, accountIds: ids, by: 'U1' }) }
}

test('all are asked about in one call, then stored, judged, told and logged', async () => {
  const { done, ask } = verifier({ byAddress: [async () => [member('a'), member('b'), member('z')]] })
  expect(await ask()).toEqual({
    outcome: 'asked',
    accounts: [
      { id: 'a', seen: 'seen' },
      { id: 'b', seen: 'seen' },
    ],
    peopleRead: true,
  })
  expect(done).toEqual([
    'ask a@acme.com b@acme.com',
    'record a,b / ',
    'check a,b',
    'deliver',
    'log a seen',
    'log b seen',
  ])
})

test('whoever is not found by address is asked for by id; absent is not gone, and is not judged', async () => {
  const renamed = member('a', { email: 'new@acme.com', address: 'new@acme.com' })
  const { done, ask } = verifier({ byId: async id => (id === 'a' ? renamed : null) })
  expect(await ask()).toMatchObject({
    accounts: [
      { id: 'a', seen: 'seen' },
      { id: 'b', seen: 'absent' },
    ],
  })
  expect(done).toContain('record a / b')
  expect(done).toContain('check a')
})

test('where others judge at the same moment it is tried again', async () => {
  const { done, ask } = verifier({ byAddress: [async () => [member('a'), member('b')]], overtaken: [true] })
  await ask()
  expect(done.slice(2, 6)).toEqual(['check a,b', 'pause 250', 'check a,b', 'deliver'])
})

test('what a complete sync had missed before is gone', async () => {
  const { done, ask } = verifier({ gone: ['a'] }, ['a'])
  expect(await ask()).toMatchObject({ accounts: [{ id: 'a', seen: 'gone' }] })
  expect(done).toContain('check a')
})

test('nobody is gone when it is the organization that Miro does not find', async () => {
  const lost = async () => Promise.reject(new AccessRefused('access_lost'))
  const { done, ask } = verifier({ withoutAddress: true, gone: ['a'], organization: lost }, ['a'])
  expect(await ask()).toEqual({ outcome: 'refused', trouble: 'access_lost' })
  expect(done).toEqual(['ask a', 'ask the organization', 'trouble access_lost', 'deliver', 'log a refused'])
  const there = verifier({ withoutAddress: true, gone: ['a'] }, ['a'])
  expect(await there.ask()).toMatchObject({ accounts: [{ id: 'a', seen: 'gone' }] })
})

test('no access is not waited for, and is told', async () => {
  const { done, ask } = verifier(
    { byAddress: [async () => Promise.reject(new AccessRefused('reconnect_needed'))] },
    ['a'],
  )
  expect(await ask()).toEqual({ outcome: 'refused', trouble: 'reconnect_needed' })
  expect(done).toEqual(['ask a@acme.com', 'trouble reconnect_needed', 'deliver', 'log a refused'])
})

test('a hiccup is tried again, three times in all', async () => {
  const down = async () => Promise.reject(failure('unavailable'))
  const once = verifier({ byAddress: [down, async () => [member('a')]] }, ['a'])
  expect(await once.ask()).toMatchObject({ outcome: 'asked' })
  const always = verifier({ byAddress: [down, down, down, async () => [member('a')]] }, ['a'])
  expect(await always.ask()).toEqual({ outcome: 'no_answer', because: 'unavailable' })
  const asked = 'ask a@acme.com'
  expect(always.done).toEqual([asked, 'pause 250', asked, 'pause 250', asked, 'log a no_answer'])
})

test.each([
  ['a rate limit', failure('rate_limited'), { outcome: 'no_answer', because: 'rate_limited' }],
  ['a refusal', failure('rejected', true), { outcome: 'no_answer', because: 'unavailable' }],
])('%s is not waited for, and changes nothing', async (_, error, outcome) => {
  const { done, ask } = verifier({ byAddress: [async () => Promise.reject(error)] }, ['a'])
  expect(await ask()).toEqual(outcome)
  expect(done).toEqual(['ask a@acme.com', `log a ${outcome.outcome}`])
})

test('an answer that takes too long changes nothing', async () => {
  const { done, ask } = verifier({ byAddress: [async () => [member('a')]], late: true }, ['a'])
  expect(await ask()).toEqual({ outcome: 'no_answer', because: 'unavailable' })
  expect(done.filter(step => /record|check|deliver/.test(step))).toEqual([])
})

test('a mistake of the program is none of Miro’s, and is not hidden', async () => {
  const { ask } = verifier({ byAddress: [async () => Promise.reject(new TypeError('ours'))] }, ['a'])
  await expect(ask()).rejects.toThrow('ours')
})

test('clicks at the same time share one look and one entry in the log; the next one looks again', async () => {
  const answer = async () => [member('a')]
  const { done, ask } = verifier({ byAddress: [answer, answer] }, ['a'])
  const [one, other] = await Promise.all([ask(), ask()])
  expect(one).toBe(other)
  expect(done.filter(step => /ask|log/.test(step))).toEqual(['ask a@acme.com', 'log a seen'])
  await ask()
  expect(done.filter(step => step.startsWith('ask'))).toHaveLength(2)
})

test('the people behind the accounts are read again before anything is judged', async () => {
  const { done, ask } = verifier({ byAddress: [async () => [member('a')]], slack: async () => {} }, ['a'])
  expect(await ask()).toMatchObject({ outcome: 'asked', peopleRead: true })
  expect(done[0]).toBe('people U-a')
})

test('Slack that does not answer keeps nobody from what Miro said', async () => {
  const slack = async () => Promise.reject(failure('rate_limited'))
  const { done, ask } = verifier({ byAddress: [async () => [member('a')]], slack }, ['a'])
  expect(await ask()).toMatchObject({ outcome: 'asked', peopleRead: false })
  expect(done).toContain('check a')
})
