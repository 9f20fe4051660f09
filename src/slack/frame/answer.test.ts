import type { ModalView } from '@slack/types'
import { WebAPIPlatformError } from '@slack/web-api'
import { expect, test } from 'vitest'
import { answering } from './answer.ts'
import type { Clients } from './clients.ts'

const view = { type: 'modal', title: { type: 'plain_text', text: 'Card' }, blocks: [] } satisfies ModalView

/** A Slack with one window, which another click changes in between. */
function slack() {
  let state = 1
  const shown: string[] = []
  const update = async ({ view, hash }: { view: ModalView; hash?: string }) => {
    if (hash !== undefined && hash !== `h${state}`)
      throw new WebAPIPlatformError({ ok: false, error: 'hash_conflict' })
    state += 1
    shown.push(view.title.text)
    return { ok: true, view: { id: 'V1', hash: `h${state}` } }
  }
  const clients = { interactive: { views: { update } } } as unknown as Clients
  const place = { userId: 'U1', channelId: null, respond: null, viewId: 'V1' }
  return { shown, click: () => answering(clients, place) }
}

const titled = (text: string): ModalView => ({ ...view, title: { type: 'plain_text', text } })

test('what comes later is added to what was shown', async () => {
  const { shown, click } = slack()
  const card = click()
  await card.show(titled('Card'))
  await card.showMore(titled('Card with teams'))
  expect(shown).toEqual(['Card', 'Card with teams'])
})

test('what comes later does not take the place of what somebody went on to', async () => {
  const { shown, click } = slack()
  const [card, ask] = [click(), click()]
  await card.show(titled('Card'))
  await ask.show(titled('Asked'))
  await card.showMore(titled('Card with teams'))
  expect(shown).toEqual(['Card', 'Asked'])
})

test('a window that Slack lays on top is found by our name, also where Slack is a moment late', async () => {
  const asked: object[] = []
  const update = async (change: { view: ModalView }) => {
    const { view: _, ...which } = change
    asked.push(which)
    if (asked.length < 3) throw new WebAPIPlatformError({ ok: false, error: 'not_found' })
    return { ok: true, view: { id: 'V2', hash: 'h' } }
  }
  const clients = { interactive: { views: { update } } } as unknown as Clients
  const place = { userId: 'U1', channelId: null, respond: null, viewId: 'V1', onTop: 'V1 h1' }
  const answer = answering(clients, place)
  expect(answer.isOnTop).toBe(true)
  await answer.show(titled('Preview'))
  await answer.show(titled('Preview again'))
  expect(asked).toEqual([...Array(3).fill({ external_id: 'V1 h1' }), { view_id: 'V2' }])
  expect([answer.viewId, answer.isOnTop]).toEqual(['V2', true])
})
