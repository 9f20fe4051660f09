import { describe, expect, test } from 'vitest'
import { anyAccount } from '../../domain/account-list.ts'
import { cardButton, readAccount } from '../doors/account.ts'
import { accountsValue } from '../doors/account-filter.ts'
import { choiceValue } from '../frame/form-answers.ts'
import { accountsIds } from '../ids/accounts.ts'
import {
  filterOf,
  type ListAsked,
  nextValue,
  previousValue,
  readCleared,
  readFilters,
  readOpening,
  readTurn,
  searching,
} from './read.ts'

const metadata = JSON.stringify({ o: '307', g: 2 })
const chosen = (value: string) => ({ type: 'static_select', selected_option: { value } })

/** What Slack sends of the open list. */
const open = (answers: Record<string, unknown> = {}) => ({
  metadata,
  state: {
    'accounts.search.2': {
      [accountsIds.search]: { type: 'plain_text_input', value: answers['search'] ?? null },
    },
    'accounts.filters.2': {
      [accountsIds.presence]: chosen('present'),
      [accountsIds.class]: chosen('any'),
      ...answers,
    },
  },
})

describe('what stands in the filters', () => {
  test('nothing chosen', () => {
    expect(readFilters(open())).toEqual({
      ...{ miroOrgId: '307', chosen: anyAccount, after: [], page: 0, generation: 2 },
    })
  })

  test('everything chosen', () => {
    const asked = readFilters(
      open({
        search: '  dana@ ',
        [accountsIds.presence]: chosen('removed'),
        [accountsIds.class]: chosen('shared'),
        [accountsIds.role]: chosen('organization_internal_user'),
        [accountsIds.license]: chosen('full'),
        [accountsIds.verdict]: chosen('any.fail'),
        [accountsIds.inactive]: chosen('90'),
      }),
    )
    expect(asked.chosen).toEqual({
      ...{ presence: 'removed', class: 'shared', role: 'organization_internal_user', license: 'full' },
      ...{ verdict: { check: 'any', verdict: 'fail' }, inactive: 90, search: 'dana@' },
    })
  })

  test('another organization empties what stands in the menus, so that they can have other choices', () => {
    expect(readFilters(open({ [accountsIds.organization]: chosen('308') }))).toMatchObject({
      ...{ miroOrgId: '308', generation: 3 },
    })
  })

  test('cleared', () => {
    expect(readCleared(open({ search: 'x', [accountsIds.class]: chosen('staff') }))).toMatchObject({
      ...{ miroOrgId: '307', chosen: anyAccount, generation: 3 },
    })
  })

  test.each([
    [{ [accountsIds.class]: chosen('<!channel>') }],
    [{ [accountsIds.presence]: chosen('deleted') }],
    [{ [accountsIds.verdict]: chosen('configured.fail') }],
    [{ [accountsIds.verdict]: chosen('toString.fail') }],
    [{ [accountsIds.inactive]: chosen('-1') }],
    [{ [accountsIds.inactive]: chosen('1e9') }],
    [{ [accountsIds.role]: { selected_option: 7 } }],
    [{ search: { deep: true } }],
  ])('%j counts as not chosen', answers => {
    expect(readFilters(open(answers)).chosen).toEqual(anyAccount)
  })

  test('a role or license that no account has is none; a long one is found by what stands for it', () => {
    const words = { roles: ['organization_internal_user', 'r'.repeat(300)], licenses: ['full'], off: [] }
    const role = choiceValue('r'.repeat(300))
    expect(filterOf({ ...anyAccount, role, license: 'gone' }, words)).toEqual({
      ...anyAccount,
      role: 'r'.repeat(300),
    })
  })
})

describe('the value of a button that opens the list', () => {
  test('carries filters', () => {
    const filters = {
      presence: 'deactivated',
      class: 'external',
      verdict: { check: 'removed', verdict: 'fail' },
      inactive: 'never',
      search: 'dana',
    } as const
    const value = accountsValue('307', filters)
    expect(value).toMatchInlineSnapshot(
      `"{"o":"307","f":{"p":"deactivated","c":"external","v":"removed.fail","i":"never","s":"dana"}}"`,
    )
    expect(readOpening(value)).toMatchObject({ miroOrgId: '307', chosen: { ...anyAccount, ...filters } })
  })

  test.each(['', '307', 'null', '[]', '{"o":"<!channel>"}', '{"o":7,"f":{"c":"staff"}}'])(
    '%j opens it unfiltered',
    value => expect(readOpening(value)).toMatchObject({ miroOrgId: '', chosen: anyAccount }),
  )

  test('a typed search is cut', () => {
    expect(searching('x'.repeat(5_000)).chosen.search).toHaveLength(100)
  })
})

describe('leafing', () => {
  const start = readFilters(open({ search: 'dana' }))
  const turn = (value: string) => readTurn(value, open({ search: 'dana' }))
  const walk = (pages: number): ListAsked => {
    let at = start
    for (let page = 0; page < pages; page += 1) at = turn(nextValue(at, `30744573456182${65_000 + page}`))
    return at
  }

  test('back and forth is where one was', () => {
    expect(turn(previousValue(walk(5)))).toEqual(walk(4))
    expect(turn(previousValue(walk(1)))).toEqual(start)
  })

  test('far on, the value of a button stays within what Slack takes, and Back ends on the first page', () => {
    let at = walk(60)
    expect(nextValue(at, '9'.repeat(64)).length).toBeLessThan(2_000)
    for (let steps = 0; steps < 60 && at.page > 0; steps += 1) at = turn(previousValue(at))
    expect(at).toEqual(start)
  })

  test('a page of other filters, or nothing of ours, begins at the beginning', () => {
    const value = nextValue(start, '5')
    expect(readTurn(value, open({ search: 'other' }))).toMatchObject({ after: [], page: 0 })
    expect(turn('{"p":["<!channel>"],"n":1,"k":""}')).toEqual(start)
    expect(turn('')).toEqual(start)
  })
})

test('the value of a button that opens a card', () => {
  expect(readAccount(cardButton('307', 'ab:cd=').value ?? '')).toEqual({ o: '307', a: 'ab:cd=' })
  for (const value of ['', '{}', '{"o":"307"}', '{"o":"307","a":"<!channel>"}', '307'])
    expect(readAccount(value)).toBeNull()
})
