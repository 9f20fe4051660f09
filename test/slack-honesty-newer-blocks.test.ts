import type { AlertBlock, ContainerBlock, KnownBlock, ModalView } from '@slack/types'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { LocalSlack } from '../src/sandbox/slack/local-slack.ts'
import { clientOf, errorOf, plainBot, startSlack } from './support/slack-workspace.ts'

let slack: LocalSlack

beforeEach(async () => {
  slack = await startSlack()
})

afterEach(async () => {
  await slack.stop()
})

const plain = (text: string) => ({ type: 'plain_text' as const, text })

const container: ContainerBlock = {
  type: 'container',
  title: plain('How to fix'),
  is_collapsible: true,
  default_collapsed: true,
  child_blocks: [
    { type: 'section', text: plain('Open Miro') },
    { type: 'actions', elements: [{ type: 'button', action_id: 'go', text: plain('Go') }] },
  ],
}
const alert: AlertBlock = { type: 'alert', level: 'warning', text: plain('Not saved') }

const post = (blocks: KnownBlock[]) =>
  clientOf(slack).chat.postMessage({ channel: 'C0OPS', text: 'x', blocks })

it('an alert in a message is refused, a container in one is not', async () => {
  expect([await errorOf(post([alert])), await errorOf(post([container]))]).toEqual([
    'invalid_blocks',
    undefined,
  ])
})

it('what stands in a container can be pressed, and names its own block', async () => {
  const bot = await plainBot(slack)
  const { ts = '' } = await post([container])
  const message = slack.message('C0OPS', ts)
  if (message === null) throw new Error('it was not posted')
  await slack.as('U0ADA').click(message, 'go')
  const [row] = message.blocks[0]?.child_blocks?.slice(1) ?? []
  expect(bot.received.at(-1)).toMatchObject({ actions: [{ action_id: 'go', block_id: row?.block_id }] })
  bot.close()
})

it('a workspace without newer blocks refuses them in messages, replies and windows, until it has them', async () => {
  const bot = await plainBot(slack)
  const api = clientOf(slack)
  const window: ModalView = { type: 'modal', title: plain('Settings'), blocks: [alert] }
  const open = async () => {
    await slack.as('U0ADA').command('/miro', '', { channel: 'C0OPS' })
    const { trigger_id: trigger, response_url: url } = bot.received.at(-1) ?? {}
    const reply = await fetch(String(url), {
      method: 'POST',
      body: JSON.stringify({ text: 'x', blocks: [container] }),
      headers: { 'content-type': 'application/json' },
    })
    return [
      await errorOf(post([container])),
      await errorOf(api.views.open({ trigger_id: String(trigger), view: window })),
      reply.status,
    ]
  }
  slack.takeNewerBlocks(false)
  expect(await open()).toEqual(['invalid_blocks', 'invalid_arguments', 400])
  slack.takeNewerBlocks(true)
  expect(await open()).toEqual([undefined, undefined, 200])
  bot.close()
})
