import { expect, test } from 'vitest'
import { cardPerson, saidOf } from '../../../test/support/account-samples.ts'
import { joinPeople, keepApart, type PersonToJoin, partPeople, readJoining } from './join-people.ts'
import { refreshLikenesses } from './refresh-likenesses.ts'

const now = new Date('2026-11-24T09:00:00Z')
const person = (id: string, more: Partial<PersonToJoin> = {}): PersonToJoin => ({
  ...cardPerson({ id, name: id, slackUserId: null, said: [] }),
  ...{
    slackUserIds: [],
    addresses: [],
    accounts: [],
    answersFor: 0,
    openFindings: 0,
    openQuestions: 0,
  },
  ...more,
})
const slack = person('slack', { slackUserId: 'US', slackUserIds: ['US'], said: [saidOf('slack')] })
const ended = { lastDay: '2026-11-20', endAt: new Date('2026-11-20T23:00:00Z') }
const list = person('list', { said: [saidOf('list', { gone: false, kind: 'member' })] })
const left = person('left', { ...ended, said: [saidOf('list', { gone: false, kind: 'member', ...ended })] })

/** What was stored, logged and asked for among these people. */
function world(gone = false) {
  const done: unknown[] = []
  const people = [slack, list, left]
  const needs = {
    clock: () => now,
    joining: {
      person: async (_: string, id: string) => people.find(one => one.id === id) ?? null,
      join: async (_: string, joined: object) => {
        done.push(['join', joined])
        return gone ? null : 'j1'
      },
      keepApart: async (_: string, pair: readonly string[]) => void done.push(['apart', ...pair]),
    },
    parting: {
      standing: async (_: string, id: string) => (id === 'j1' ? standing : null),
      part: async (_: string, id: string) => {
        done.push(['part', id])
        return !gone
      },
    },
    likenesses: { release: async () => (gone ? ['list'] : []) },
    people: { admins: async () => ['UADA'] },
    audit: {
      append: async ({ action, actor, subject, details }: { [name: string]: unknown }) =>
        void done.push([action, actor, subject, details]),
    },
    send: async (_: string, id: string) => done.push(['judge', id]) > 0,
  }
  return { needs, done }
}

const standing = { keptId: 'slack', goneId: 'list', keptName: 'slack', goneName: 'list', saidAt: now }
const pair = { workspaceId: 'T1', one: 'list', other: 'slack', by: 'UADA' }

async function join(input: object, gone = false) {
  const { needs, done } = world(gone)
  const read = await readJoining(needs, { ...pair, ...input })
  const seen = read.outcome === 'ready' ? read.seen : ''
  const joined = await joinPeople(needs, { ...pair, seen, rehired: null, ...input })
  return ['because' in joined ? joined.because : joined.outcome, ...done]
}

test('two are joined as they were shown, and judged; what was refused is logged', async () => {
  const stored = { keptId: 'slack', goneId: 'list', by: 'UADA', now, rehired: false }
  expect(await join({})).toEqual(['joined', ['join', stored], ['judge', 'T1']])
  // Not asked, not answered: only an answer to the question makes a new time of employment.
  expect((await join({ rehired: true }))[1]).toEqual(['join', stored])
  expect(await join({ seen: 'something else' })).toEqual(['changed'])
  expect(await join({}, true)).toEqual(['changed', expect.anything()])
  expect(await join({ by: 'US' })).toEqual([
    'yourself',
    ['refused', 'US', 'list', { because: 'yourself', what: 'join_people', with: 'slack' }],
  ])
  expect((await join({ one: 'nobody' }))[0]).toBe('no_person')
})

test('where one works here and the other left, somebody says which', async () => {
  const of = (rehired: boolean) => ['join', { keptId: 'slack', goneId: 'left', by: 'UADA', now, rehired }]
  expect((await join({ one: 'left' }))[0]).toBe('say_which')
  expect((await join({ one: 'left', rehired: true }))[1]).toEqual(of(true))
  expect((await join({ one: 'left', rehired: false }))[1]).toEqual(of(false))
})

test('two who look like one are kept apart, but not by one of them', async () => {
  const { needs, done } = world()
  expect(await keepApart(needs, pair)).toEqual({ outcome: 'apart' })
  expect(await keepApart(needs, { ...pair, by: 'US' })).toMatchObject({ because: 'yourself' })
  expect(done.map(each => (each as string[])[0])).toEqual(['apart', 'refused'])
  // Whom lists lack left, as somebody else carries the name.
  const other = world(true)
  await keepApart(other.needs, pair)
  expect(other.done).toEqual([
    ['apart', 'list', 'slack'],
    ['judge', 'T1'],
  ])
})

test('a joining is taken back once, but not by whom it is about; both are judged', async () => {
  const part = async (joinId: string, by: string, gone = false) => {
    const { needs, done } = world(gone)
    return [
      (await partPeople(needs, { workspaceId: 'T1', joinId, by })).outcome,
      ...done.map(each => (each as string[])[0]),
    ]
  }
  expect(await part('j1', 'UADA')).toEqual(['parted', 'part', 'judge'])
  expect(await part('j2', 'UADA')).toEqual(['changed'])
  expect(await part('j1', 'UADA', true)).toEqual(['changed', 'part'])
  expect(await part('j1', 'US')).toEqual(['refused', 'refused'])
})

test('likenesses are looked for page by page; pairs that somebody told apart are left out', async () => {
  const replaced: unknown[] = []
  const names = ['Ana Silva', 'Ben Okoro', 'Cleo Marsh']
  const of = (kind: string) =>
    names.map((name, at) => ({ id: `${kind}${at}`, name, addresses: [], missing: false, listed: false }))
  const refresh = (others: ReturnType<typeof of>) =>
    refreshLikenesses(
      {
        clock: () => now,
        likenesses: {
          others: async () => others,
          ofSlack: async (_, after) =>
            of('s')
              .filter(({ id }) => after === null || id > after)
              .slice(0, 1),
          apart: async () => [['o1', 's1']],
          replace: async (_, found) =>
            void replaced.push(found.map(({ slackId, otherId }) => [slackId, otherId])),
          release: async () => (others.length === 0 ? ['o3'] : []),
        },
        send: async job => replaced.push(job) > 0,
      },
      'T1',
    )
  await refresh(of('o'))
  await refresh([])
  expect(replaced).toEqual([
    [
      ['s0', 'o0'],
      ['s2', 'o2'],
    ],
    [],
    // Nobody is like them any more.
    'leaving',
  ])
})
