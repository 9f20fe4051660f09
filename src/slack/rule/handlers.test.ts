import { beforeEach, expect, test } from 'vitest'
import { click, connection, screen, setup, who } from '../../../test/support/slack-samples.ts'
import type { Setup } from '../../workflows/read-setup.ts'
import type { RuleSaved } from '../../workflows/save-rule.ts'
import { ruleIds } from '../ids.ts'
import type {
  ActionListener,
  Listener,
  OptionsListener,
  SubmissionListener,
  WordListener,
} from '../listener.ts'
import { policy } from '../policy.ts'
import { ruleListeners } from './handlers.ts'

const org = '3074457345618265000'
const other = connection({ key: { workspaceId: 'T0ACME', miroOrgId: '2' }, organizationName: 'Labs' })
const key = { workspaceId: 'T0ACME', miroOrgId: org }
let now: Setup
let saved: unknown[]
let outcome: RuleSaved
let refreshed: number

const listeners = ruleListeners(
  {
    readSetup: async () => now,
    ruleOptions: async () => ({
      organizationName: 'Acme',
      roles: [],
      titles: Array.from({ length: 250 }, (_, at) => `Title ${at}`),
      departments: ['Legal'],
      current: null,
      approved: [],
      lapsed: [],
    }),
    saveRule: async input => {
      saved.push(input)
      return outcome
    },
    findAccounts: async ({ text }) =>
      Array.from({ length: 150 }, (_, at) => ({ id: `${at}`, email: `${text}${at}@acme.com`, role: 'x' })),
  },
  {
    post: async () => {},
    clicked: () => {},
    refresh: async () => {
      refreshed += 1
      return now
    },
  },
)
const find = <T extends Listener>(kind: T['kind'], id: string): T => {
  const found = listeners.find(each => each.kind === kind && 'id' in each && each.id === id)
  if (found === undefined) throw new Error(`no listener ${id}`)
  return found as T
}
const titles = (views: readonly { title: { text: string }; blocks: readonly unknown[] }[]) =>
  views.map(view => `${view.title.text} (${view.blocks.length})`)

beforeEach(() => {
  now = setup()
  saved = []
  refreshed = 0
  outcome = { outcome: 'saved', everyRole: false }
})

test('every listener has its row in the policy', () => {
  const names = listeners.map(each =>
    each.kind === 'word' ? `/miro ${each.word}` : 'id' in each ? each.id : '',
  )
  expect(names.filter(name => !policy.has(name))).toEqual([])
})

test.each([
  ['the only organization', setup(), 'rule.modal'],
  ['one of several is asked for', setup({ connections: [connection(), other] }), 'rule.choose'],
  ['none yet', setup({ connections: [] }), 'setup.modal'],
])('/miro rule: %s', async (_, state, callback) => {
  now = state
  const shown = screen()
  const word = listeners.find((each): each is WordListener => each.kind === 'word')
  await word?.handle({ who, answer: shown.answer, text: '', channelId: 'C1' })
  expect(shown.views.map(view => view.callback_id)).toEqual([callback])
})

test('choosing a way shows its inputs; a modal of another workspace shows nothing', async () => {
  const shown = screen()
  const way = find<ActionListener>('action', ruleIds.way)
  const metadata = `{"o":"${org}"}`
  await way.handle(click(shown.answer, '', { chosen: ['by_approval'], metadata }))
  await way.handle(click(shown.answer, '', { chosen: ['by_role'], metadata }))
  await way.handle(click(shown.answer, '', { chosen: ['by_role'], metadata: '{"o":"999"}' }))
  expect(titles(shown.views)).toEqual(['Who is a valid user? (3)', 'Who is a valid user? (6)'])
})

test('menus that ask while the person types get at most a hundred options', async () => {
  const ask = (id: string, text: string) =>
    find<OptionsListener>('options', id).handle({ who, text, metadata: `{"o":"${org}"}` })
  expect((await ask(ruleIds.accounts, 'dana')).length).toBe(100)
  expect((await ask(ruleIds.titles, '')).length).toBe(100)
  expect((await ask(ruleIds.titles, ' TITLE 249')).map(({ value }) => value)).toEqual(['Title 249'])
  expect((await ask(ruleIds.departments, 'zzz')).length).toBe(0)
})

const chosen = {
  o: org,
  k: null,
  g: false,
  way: 'by_role',
  miroRoles: ['organization_internal_user'],
  titles: [],
  departments: ['Legal'],
  accounts: [],
}

test('the rule is saved by the person who sent it, and the setup message follows', async () => {
  const shown = screen()
  await find<SubmissionListener<unknown>>('submission', ruleIds.modal).handle({
    who,
    answer: shown.answer,
    input: chosen,
  })
  expect(saved).toEqual([
    {
      key,
      rule: {
        way: 'by_role',
        miroRoles: ['organization_internal_user'],
        staffRoles: [{ kind: 'department', value: 'Legal' }],
      },
      approvedAccountIds: null,
      by: 'U0ADA',
    },
  ])
  expect([refreshed, shown.views.map(view => view.callback_id)]).toEqual([1, ['rule.saved']])
})

test('what turns out to be empty is asked again', async () => {
  outcome = { outcome: 'empty' }
  const shown = screen()
  await find<SubmissionListener<unknown>>('submission', ruleIds.modal).handle({
    who,
    answer: shown.answer,
    input: chosen,
  })
  expect([refreshed, shown.views.map(view => view.callback_id)]).toEqual([0, ['rule.modal']])
})

test('one’s own account is told beside the form, and nothing counts as saved', async () => {
  const account = { id: '7', email: 'ada@acme.com', role: 'organization_internal_user' }
  outcome = { outcome: 'own_account', refused: [account], others: [], onlyAdmin: true }
  const shown = screen()
  await find<SubmissionListener<unknown>>('submission', ruleIds.modal).handle({
    who,
    answer: shown.answer,
    input: { ...chosen, way: 'by_approval', accounts: ['7'] },
  })
  expect([refreshed, shown.views.map(view => view.callback_id)]).toEqual([0, ['rule.modal']])
  expect(JSON.stringify(shown.views)).toContain('Nobody approves their own account: `ada@acme.com`.')
})
