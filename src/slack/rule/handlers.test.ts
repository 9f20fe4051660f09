import { beforeEach, expect, test } from 'vitest'
import {
  click,
  connection,
  noon,
  rule,
  screen,
  setup,
  submit,
  who,
} from '../../../test/support/slack-samples.ts'
import { readable } from '../../../test/support/slack-text.ts'
import type { RuleDrafted } from '../../workflows/rule/draft-rule.ts'
import type { RuleSaved } from '../../workflows/rule/save-rule.ts'
import type { Setup } from '../../workflows/workspace/read-setup.ts'
import type {
  ActionListener,
  Listener,
  OptionsListener,
  SubmissionListener,
  Submitted,
  WordListener,
} from '../frame/listener.ts'
import { ruleIds } from '../ids/rule.ts'
import { policy } from '../policy.ts'
import { setupModal } from '../workspace/setup/view.ts'
import { ruleListeners } from './handlers.ts'
import { nextNames } from './preview/read.ts'
import type { ChosenRule } from './read.ts'

const org = '3074457345618265000'
const other = connection({ key: { workspaceId: 'T0ACME', miroOrgId: '2' }, organizationName: 'Labs' })
const key = { workspaceId: 'T0ACME', miroOrgId: org }
let now: Setup
let drafts: unknown[]
let saved: unknown[]
let drafted: RuleDrafted
let outcome: RuleSaved
let time: number
let refreshed: number
let critical: boolean
const asked: unknown[] = []

const listeners = ruleListeners(
  {
    readSetup: async () => now,
    ruleOptions: async () => ({
      organizationName: 'Acme',
      roles: [],
      adminRights: Array.from({ length: 250 }, (_, at) => ({ right: `Right ${at}`, count: at })),
      titles: Array.from({ length: 250 }, (_, at) => `Title ${at}`),
      departments: ['Legal', 'legal ', 'Sales'],
      groups: [{ id: 'S1', handle: 'design', name: 'Design team', active: true }],
      current: null,
      approved: [],
      lapsed: [],
      unsaved: null,
    }),
    draftRule: async input => {
      drafts.push(input)
      return drafted
    },
    keepRuleDraft: async input => {
      drafts.push(input)
      return 'draft-page'
    },
    draftAgain: async () => ({ outcome: 'drafted', draftId: 'draft-again' }),
    previewRule: async ({ draftId }, onProgress) => {
      if (draftId === 'gone') return null
      for (const looked of [2_000, 4_000, 6_000]) {
        time += 1_500
        await onProgress(looked)
      }
      return {
        rule: rule.rule,
        critical: true,
        accountsReadAt: noon,
        counted: null,
        approved: { all: 0, first: [] },
      }
    },
    namesUnderRule: async ({ draftId, afterId }) => {
      asked.push([draftId, afterId])
      return draftId === 'gone' ? null : { rows: [], more: false }
    },
    waitForChecks: async () => ({ pass: 7, fail: 3, unknown: 0, unidentified: 8 }),
    saveRule: async input => {
      saved.push(input)
      return outcome
    },
    findAccounts: async ({ text }) =>
      Array.from({ length: 150 }, (_, at) => ({
        id: `${at}`,
        email: `${text}${at}@acme.com`,
        role: 'x',
        name: null,
      })),
    identifiedAccounts: async () => ['7', '8'],
  },
  {
    window: setupModal,
    post: async () => {},
    clicked: () => {},
    refresh: async () => {
      refreshed += 1
      return setup({ connections: [connection({ critical })] })
    },
  },
  () => new Date(time),
)
const find = <T extends Listener>(kind: T['kind'], id: string): T => {
  const found = listeners.find(each => each.kind === kind && 'id' in each && each.id === id)
  if (found === undefined) throw new Error(`no listener ${id}`)
  return found as T
}
const never: Parameters<typeof readable>[0] = { blocks: [] }
const titles = (views: readonly { title: { text: string }; blocks: readonly unknown[] }[]) =>
  views.map(view => `${view.title.text} (${view.blocks.length})`)

beforeEach(() => {
  now = setup()
  drafts = []
  saved = []
  refreshed = 0
  critical = true
  time = 0
  drafted = { outcome: 'drafted', draftId: 'draft-1' }
  outcome = { outcome: 'saved', everyRole: false, rule: rule.rule, version: 1 }
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
  expect(titles(shown.views)).toEqual(['Choose valid users (5)', 'Choose valid users (11)'])
})

test('menus that ask while the person types get at most a hundred options', async () => {
  const ask = (id: string, text: string) =>
    find<OptionsListener>('options', id).handle({ who, text, metadata: `{"o":"${org}"}` })
  expect((await ask(ruleIds.accounts, 'dana')).length).toBe(100)
  expect((await ask(ruleIds.titles, '')).length).toBe(100)
  expect((await ask(ruleIds.titles, ' TITLE 249')).map(({ value }) => value)).toEqual(['Title 249'])
  // The rule takes them for one.
  expect((await ask(ruleIds.departments, '')).map(({ value }) => value)).toEqual(['Legal', 'Sales'])
  expect((await ask(ruleIds.departments, 'zzz')).length).toBe(0)
  expect((await ask(ruleIds.groups, ' @DES')).map(({ value }) => value)).toEqual(['S1'])
  expect((await ask(ruleIds.groups, 'zzz')).length).toBe(0)
  expect((await ask(ruleIds.adminRights, ' right 24')).map(({ value }) => value)).toContain('Right 249')
  expect((await ask(ruleIds.adminRights, 'zzz')).length).toBe(0)
})

const chosen: ChosenRule = {
  o: org,
  v: 4,
  d: null,
  a: null,
  z: null,
  g: false,
  way: 'by_role',
  miroRoles: ['organization_internal_user'],
  titles: [],
  departments: ['Legal'],
  groups: [],
  looksAtRights: true,
  adminRights: [],
  accounts: [],
}
/** The form with this content. */
const formWith = ({ way, miroRoles, titles, departments, groups, accounts, ...more }: ChosenRule) => {
  const { looksAtRights, adminRights, ...metadata } = more
  const several = { [ruleIds.miroRoles]: miroRoles, [ruleIds.titles]: titles }
  const all = {
    ...several,
    [ruleIds.departments]: departments,
    [ruleIds.groups]: groups,
    [ruleIds.rightsLooked]: looksAtRights ? ['look'] : [],
    [ruleIds.adminRights]: adminRights,
    [ruleIds.accounts]: accounts,
  }
  const state = Object.fromEntries(
    Object.entries(all).map(([id, values]) => [
      id,
      { [id]: { selected_options: values.map(value => ({ value, text: { text: value } })) } },
    ]),
  )
  const selected_option = { value: way, text: { text: way } }
  return {
    metadata: JSON.stringify(metadata),
    state: { ...state, [ruleIds.way]: { [ruleIds.way]: { selected_option } } },
  }
}
const send = async (id: string, submitted: Partial<Submitted>) => {
  const shown = screen()
  await submit(find<SubmissionListener>('submission', id), submitted, shown.answer)
  return shown.views
}
const ids = (views: readonly { callback_id?: string }[]) => views.map(view => view.callback_id)
const draft = { metadata: `{"o":"${org}","d":"draft-1"}` }

test('what was sent is previewed, and nothing is saved; a long preview says how far it is', async () => {
  const views = await send(ruleIds.modal, formWith(chosen))
  expect(ids(views)).toEqual(['rule.previewing', 'rule.preview'])
  expect(readable(views[0] ?? never)).toContain('4,000 accounts so far')
  expect(views[1]?.private_metadata).toBe(`{"o":"${org}","d":"draft-1"}`)
  expect([drafts, saved, refreshed]).toEqual([
    [
      {
        key,
        rule: {
          way: 'by_role',
          miroRoles: ['organization_internal_user'],
          staffRoles: [{ kind: 'department', value: 'Legal' }],
          adminRights: [],
        },
        approved: [],
        basedOn: 4,
        by: 'U0ADA',
      },
    ],
    [],
    0,
  ])
})

test('the preview is saved by the person who sent it, the setup message follows, and the result is awaited', async () => {
  const views = await send(ruleIds.preview, draft)
  expect(saved).toEqual([{ key, draftId: 'draft-1', by: 'U0ADA' }])
  expect([refreshed, ids(views)]).toEqual([1, ['rule.saved', 'rule.saved']])
  expect(readable(views[1] ?? never)).toContain('7 accounts pass, 3 fail')
})

test('nothing is awaited while Miro is no critical system', async () => {
  critical = false
  const views = await send(ruleIds.preview, draft)
  expect(views.map(view => readable(view).includes('Nobody is judged by it'))).toEqual([true])
})

test('another rule saved meanwhile: previewed again, with who saved it', async () => {
  outcome = { outcome: 'overtaken', by: { ...rule, savedBy: 'U0BEN' } }
  const views = await send(ruleIds.preview, draft)
  expect(readable(views.at(-1) ?? never)).toContain('<@U0BEN> saved another rule')
  expect([refreshed, views.at(-1)?.private_metadata]).toEqual([0, `{"o":"${org}","d":"draft-again"}`])
})

test('a preview that was saved already, or of another workspace, changes nothing', async () => {
  outcome = { outcome: 'gone' }
  expect((await send(ruleIds.preview, draft)).map(readable)).toEqual([
    expect.stringContaining('This preview is out of date'),
  ])
  saved = []
  expect(ids(await send(ruleIds.preview, { metadata: '{"o":"999","d":"draft-1"}' }))).toEqual(['setup.modal'])
  expect([saved, refreshed]).toEqual([[], 0])
})

test('names and the way back, of a draft that is there and of one that is gone', async () => {
  const shown = screen()
  const press = (id: string, draftId: string) =>
    find<ActionListener>('action', id).handle(
      click(shown.answer, `{"o":"${org}","d":"${draftId}","p":["7"]}`),
    )
  await press(ruleIds.names, 'draft-1')
  expect(readable(shown.views.at(-1) ?? never)).toContain('Back to the preview')
  await press(ruleIds.namesNext, 'gone')
  await press(ruleIds.change, 'draft-1')
  await find<ActionListener>('action', ruleIds.names).handle(click(shown.answer, '{"o":"999","d":"x"}'))
  expect(ids(shown.views).filter(id => id !== 'rule.previewing')).toEqual([
    'rule.names_modal',
    'rule.saved',
    'rule.modal',
  ])
  expect(asked).toEqual([
    ['draft-1', '7'],
    ['gone', '7'],
  ])
  expect(shown.views.at(-1)?.private_metadata).toContain('"d":"draft-1"')
})

test('names in a window on top of the preview lead back by being closed, on each of their pages', async () => {
  const shown = screen()
  const answer = { ...shown.answer, isOnTop: true }
  await find<ActionListener>('action', ruleIds.names).handle(
    click(answer, JSON.stringify({ o: org, d: 'x' })),
  )
  const [first] = shown.views.slice(-1)
  expect([first?.close?.text, readable(first ?? never).includes('Back to the preview')]).toEqual([
    'Back',
    false,
  ])
  const next = nextNames({ miroOrgId: org, draftId: 'x', after: [], page: 0, isOnTop: true }, '7')
  await find<ActionListener>('action', ruleIds.namesNext).handle(click(shown.answer, next))
  expect(shown.views.at(-1)?.close?.text).toBe('Back')
})

test('another page of the approved accounts keeps what was chosen on this one', async () => {
  const shown = screen()
  const state = {
    [ruleIds.way]: { [ruleIds.way]: { selected_option: { value: 'by_approval' } } },
    [ruleIds.accounts]: { [ruleIds.accounts]: { selected_options: [{ value: '7' }] } },
  }
  const metadata = `{"o":"${org}","v":4,"z":"8"}`
  await find<ActionListener>('action', ruleIds.approvedNext).handle(
    click(shown.answer, '8', { state, metadata }),
  )
  expect(drafts).toEqual([{ key, rule: { way: 'by_approval' }, approved: ['7'], basedOn: 4, by: 'U0ADA' }])
  expect(shown.views.at(-1)?.private_metadata).toContain('"d":"draft-page"')
})

test('everybody who is known is chosen at once, beside those chosen before', async () => {
  const shown = screen()
  const state = {
    [ruleIds.way]: { [ruleIds.way]: { selected_option: { value: 'by_approval' } } },
    [ruleIds.accounts]: { [ruleIds.accounts]: { selected_options: [{ value: '5' }, { value: '7' }] } },
  }
  const metadata = `{"o":"${org}","v":4}`
  await find<ActionListener>('action', ruleIds.chooseAll).handle(click(shown.answer, '', { state, metadata }))
  expect(drafts).toMatchObject([{ approved: ['5', '7', '8'], basedOn: 4 }])
  expect(shown.views.at(-1)?.private_metadata).toContain('"d":"draft-page"')
  expect(JSON.stringify(shown.views.at(-1))).toContain('Choose all 2 identified')
})

test('what turns out to be empty is asked again', async () => {
  drafted = { outcome: 'empty' }
  expect([ids(await send(ruleIds.modal, formWith(chosen))), refreshed]).toEqual([['rule.modal'], 0])
})

test('one’s own account is told beside the form, and nothing counts as saved', async () => {
  const account = { id: '7', email: 'ada@acme.com', role: 'organization_internal_user', name: 'Ada' }
  drafted = { outcome: 'own_account', refused: [account], onlyAdmin: true, draftId: 'draft-2' }
  const views = await send(ruleIds.modal, formWith({ ...chosen, way: 'by_approval', accounts: ['7'] }))
  expect([refreshed, ids(views)]).toEqual([0, ['rule.modal']])
  expect(JSON.stringify(views)).toContain('Nobody approves their own account: `ada@acme.com`.')
})
