import { expect, test } from 'vitest'
import { click, noon, quiet, report, screen, setup } from '../../../test/support/slack-samples.ts'
import { readable } from '../../../test/support/slack-text.ts'
import type { Listener } from '../frame/listener.ts'
import { checksIds } from '../ids/checks.ts'
import { policy } from '../policy.ts'
import { setupModal } from '../workspace/setup/view.ts'
import { checksListeners } from './handlers.ts'

const org = '3074457345618265000'
const asked: unknown[] = []
const listeners = checksListeners(
  {
    readSetup: async () => setup(),
    readChecks: async () => [report()],
    readPeopleNotices: async () => quiet,
    readBehind: async input => {
      asked.push(input)
      return { rows: [], more: false }
    },
  },
  { window: setupModal },
  () => noon,
)

const run = async (id: string, value: string) => {
  asked.length = 0
  const shown = screen()
  const listener = listeners.find(
    (each): each is Listener & { kind: 'action' } => 'id' in each && each.id === id,
  )
  await listener?.handle(click(shown.answer, value))
  return shown
}

test('every listener has its row in the policy', () => {
  const names = listeners.map(each =>
    each.kind === 'word' ? `/miro ${each.word}` : 'id' in each ? each.id : '',
  )
  expect(names.filter(name => !policy.has(name))).toEqual([])
})

test('a count opens its accounts, after the last one seen', async () => {
  const value = `{"o":"${org}","c":"removed","v":"unknown","p":["1","2"],"n":2}`
  const { views } = await run(checksIds.nextPage, value)
  expect(asked).toEqual([
    {
      key: { workspaceId: 'T0ACME', miroOrgId: org },
      checkId: 'removed',
      verdict: 'unknown',
      afterId: '2',
    },
  ])
  expect(views.map(view => view.title.text)).toEqual(['Unknown accounts'])
})

test.each(['', 'x', '{"o":"999","c":"removed","v":"fail"}'])(
  'a button of another workspace or of nobody reads nothing: %j',
  async value => {
    const { views } = await run(checksIds.accountsFailing, value)
    expect(asked).toEqual([])
    expect(views.map(view => view.title.text)).toEqual(['Set up'])
  },
)

test('the third check has no accounts: its count says how to fix it', async () => {
  const { views } = await run(checksIds.accounts, `{"o":"${org}","c":"configured","v":"fail"}`)
  expect(asked).toEqual([])
  expect(views.map(view => view.title.text)).toEqual(['How to fix'])
})

test('how to fix looks at what fails, whatever count it was opened from', async () => {
  await run(checksIds.howToFix, `{"o":"${org}","c":"valid","v":"pass","p":["5"]}`)
  expect(asked).toEqual([
    { key: { workspaceId: 'T0ACME', miroOrgId: org }, checkId: 'valid', verdict: 'fail', afterId: null },
  ])
})

test('the checks are told to the person alone', async () => {
  const { messages, views } = await run(checksIds.open, 'nonsense')
  expect(views).toEqual([])
  expect(messages.map(message => readable(message).split('\n')[0])).toEqual([
    'notification: Miro checks: 4 passing',
  ])
})
