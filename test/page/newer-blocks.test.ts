import type { ContainerBlock, DataTableBlock, ModalView } from '@slack/types'
import type { WebClient } from '@slack/web-api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findChromium } from '../../src/sandbox/page/browser/chromium.ts'
import { openSandboxPage, type SandboxPage } from '../support/sandbox-page.ts'
import { clientOf } from '../support/slack-workspace.ts'

const chromiumPath = findChromium()

const plain = (text: string) => ({ type: 'plain_text' as const, text })
const mrkdwn = (text: string) => ({ type: 'mrkdwn' as const, text })

const container: ContainerBlock = {
  type: 'container',
  title: plain('How to fix'),
  is_collapsible: true,
  default_collapsed: true,
  child_blocks: [{ type: 'section', text: mrkdwn('1. Open Miro.') }],
}

const table: DataTableBlock = {
  type: 'data_table',
  caption: 'Failing on that day',
  page_size: 10,
  rows: [
    ['Account', 'Check'],
    ...Array.from({ length: 12 }, (_, at) => [
      `person-${String(12 - at).padStart(2, '0')}@juniper.example`,
      'Left',
    ]),
  ].map(row => row.map(text => ({ type: 'raw_text', text }))),
}

describe.skipIf(chromiumPath === null)('newer blocks on the sandbox page', () => {
  let at: SandboxPage
  let api: WebClient

  beforeAll(async () => {
    at = await openSandboxPage(chromiumPath ?? '')
    api = clientOf(at.sandbox.slack, at.sandbox.env()['SLACK_BOT_TOKEN'])
  })

  afterAll(async () => {
    await at?.stop()
  })

  test('what is folded opens with a key, and stays open when the message is edited', async () => {
    const sent = await api.chat.postMessage({ channel: 'U0ADA', text: 'Alert', blocks: [container] })
    await at.goTo('Miro Access')
    const fold = at.page.getByRole('button', { name: 'How to fix' })
    const step = at.page.getByText('1. Open Miro.')
    await fold.waitFor()
    expect(await step.isVisible()).toBe(false)
    await fold.press('Enter')
    expect([await step.isVisible(), await fold.getAttribute('aria-expanded')]).toEqual([true, 'true'])
    const more = { ...container, child_blocks: [{ type: 'section' as const, text: mrkdwn('2. Remove.') }] }
    await api.chat.update({ channel: sent.channel ?? '', ts: sent.ts ?? '', text: 'Alert', blocks: [more] })
    await at.page.getByText('2. Remove.').waitFor()
    await fold.press('Space')
    await at.page.getByText('2. Remove.').waitFor({ state: 'hidden' })
  })

  test('a table is sorted by a column and has pages', async () => {
    await api.chat.postMessage({ channel: 'U0ADA', text: 'A day', blocks: [table] })
    const shown = at.page.getByRole('table', { name: 'Failing on that day' })
    const names = async () => await shown.getByRole('rowheader').allTextContents()
    await shown.waitFor()
    expect([(await names()).length, (await names())[0]]).toEqual([10, 'person-12@juniper.example'])
    await shown.getByRole('button', { name: 'Account' }).press('Enter')
    expect((await names())[0]).toBe('person-01@juniper.example')
    await at.page.getByRole('button', { name: 'Next', exact: true }).press('Enter')
    await at.page.getByText('11 to 12 of 12').waitFor()
    expect(await names()).toEqual(['person-11@juniper.example', 'person-12@juniper.example'])
  })

  test('a state line has its mark, and nothing runs to the side on a phone', async () => {
    await at.type('/miro settings')
    await at.window('Settings')
    const ada = at.sandbox.slack.as('U0ADA')
    const view: ModalView = {
      type: 'modal',
      title: plain('Settings'),
      blocks: [{ type: 'alert', level: 'warning', text: mrkdwn('*Not saved.* Somebody was faster.') }],
    }
    await api.views.update({ view_id: ada.view.id, view })
    const line = at.dialog.locator('.alert', { hasText: 'Not saved.' })
    await line.getByRole('img', { name: 'warning' }).waitFor()
    await at.closeAll()
    await at.page.setViewportSize({ width: 390, height: 844 })
    const wide = await at.page.evaluate('document.documentElement.scrollWidth')
    expect(wide).toBeLessThanOrEqual(390)
    await at.page.setViewportSize({ width: 1280, height: 800 })
  })

  test('a workspace without newer blocks is made and unmade outside of Slack', async () => {
    const post = () => api.chat.postMessage({ channel: 'U0ADA', text: 'Again', blocks: [container] })
    await at.outside.getByText('Faults').click()
    await at.outside.getByRole('button', { name: 'Inject Slack without newer blocks' }).click()
    await at.outside.getByText('1 injected').waitFor()
    await expect(post()).rejects.toThrow('invalid_blocks')
    await at.outside.getByRole('button', { name: 'Clear Slack without newer blocks' }).click()
    await at.outside.getByText('none').first().waitFor()
    expect((await post()).ok).toBe(true)
  })

  test('the browser had nothing to complain about', () => {
    expect(at.problems).toEqual([])
  })
})
