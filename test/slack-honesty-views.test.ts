import type { Block, KnownBlock, ModalView } from '@slack/types'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
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

const modal = (more: Partial<ModalView> = {}): ModalView => ({
  type: 'modal',
  title: plain('Settings'),
  blocks: [{ type: 'divider' }],
  ...more,
})

const trigger = async (received: Record<string, unknown>[], ageMs = 0): Promise<string> => {
  await slack.as('U0ADA').command('/miro', '', { channel: 'C0OPS', triggerAgeMs: ageMs })
  return String(received.at(-1)?.['trigger_id'])
}

describe('modals', () => {
  it('need a fresh trigger, once', async () => {
    const bot = await plainBot(slack)
    const api = clientOf(slack)
    const old = await trigger(bot.received, 3000)
    const good = await trigger(bot.received)
    expect([
      await errorOf(api.views.open({ trigger_id: old, view: modal() })),
      await errorOf(api.views.open({ trigger_id: good, view: modal() })),
      await errorOf(api.views.open({ trigger_id: good, view: modal() })),
    ]).toEqual(['expired_trigger_id', undefined, 'exchanged_trigger_id'])
    bot.close()
  })

  it('refuse an old hash, a used external id, too many layers and views Slack would not take', async () => {
    const bot = await plainBot(slack)
    const api = clientOf(slack)
    const ada = slack.as('U0ADA')
    const { view } = await api.views.open({
      trigger_id: await trigger(bot.received),
      view: modal({ external_id: 'mine', blocks: [button] }),
    })
    await ada.click(ada.view, 'go')
    const push = () =>
      api.views.push({
        trigger_id: String(bot.received.at(-1)?.['trigger_id']),
        view: modal({ blocks: [button] }),
      })
    const duplicate = await errorOf(
      api.views.push({
        trigger_id: String(bot.received.at(-1)?.['trigger_id']),
        view: modal({ external_id: 'mine' }),
      }),
    )
    await push()
    await ada.click(ada.view, 'go')
    await push()
    await ada.click(ada.view, 'go')
    const input = {
      type: 'input' as const,
      label: plain('Name'),
      element: { type: 'plain_text_input' as const },
    }
    const update = async (more: Partial<ModalView>) =>
      await errorOf(api.views.update({ view_id: String(view?.id), view: modal(more) }))
    expect({
      duplicate,
      fourth: await errorOf(push()),
      sameHash: await errorOf(
        api.views.update({ view_id: String(view?.id), hash: String(view?.hash), view: modal() }),
      ),
      oldHash: await errorOf(
        api.views.update({ view_id: String(view?.id), hash: String(view?.hash), view: modal() }),
      ),
      longTitle: await update({ title: plain('x'.repeat(25)) }),
      inputWithoutSubmit: await update({ blocks: [input] }),
      metadata: await update({ private_metadata: 'x'.repeat(3001) }),
      noBlocks: await update({ blocks: [] }),
      tooLarge: await update({ private_metadata: 'x'.repeat(250_001) }),
      table: await update({
        blocks: [{ type: 'table', rows: [[{ type: 'raw_text', text: 'x' }]] } as KnownBlock],
      }),
    }).toEqual({
      duplicate: 'duplicate_external_id',
      fourth: 'push_limit_reached',
      sameHash: undefined,
      oldHash: 'hash_conflict',
      longTitle: 'invalid_arguments',
      inputWithoutSubmit: 'invalid_arguments',
      metadata: 'invalid_arguments',
      noBlocks: 'invalid_arguments',
      tooLarge: 'view_too_large',
      table: 'invalid_arguments',
    })
    bot.close()
  })

  it('keep what a person chose through an update, in the structure of state.values', async () => {
    const bot = await plainBot(slack)
    const api = clientOf(slack)
    const ada = slack.as('U0ADA')
    const options = [
      { text: plain('Every staff member'), value: 'staff' },
      { text: plain('By role'), value: 'role' },
    ]
    const blocks: (KnownBlock | Block)[] = [
      {
        type: 'input',
        block_id: 'way',
        dispatch_action: true,
        label: plain('Whose access is valid'),
        element: { type: 'radio_buttons', action_id: 'way', options },
      },
      {
        type: 'input',
        block_id: 'channel',
        label: plain('Channel'),
        element: {
          type: 'conversations_select',
          action_id: 'pick',
          default_to_current_conversation: true,
          filter: { include: ['public', 'private'] },
        },
      },
      {
        type: 'input',
        block_id: 'roles',
        optional: true,
        label: plain('Roles'),
        element: { type: 'checkboxes', action_id: 'tick', options },
      },
    ]
    const view = modal({ submit: plain('Save'), blocks })
    await api.views.open({ trigger_id: await trigger(bot.received), view })
    await ada.fill(ada.view, { way: 'By role', Roles: ['staff', 'role'] })
    await api.views.update({ view_id: ada.view.id, view })
    const way = { way: { type: 'radio_buttons', selected_option: options[1] } }
    expect(bot.received.at(-1)).toMatchObject({
      type: 'block_actions',
      container: { type: 'view', view_id: ada.view.id },
      actions: [{ type: 'radio_buttons', action_id: 'way', block_id: 'way', selected_option: options[1] }],
      view: { state: { values: { way } } },
    })
    await ada.fill(ada.view, { Channel: '#lobby' })
    expect(await ada.submit(ada.view)).toMatchObject({ outcome: 'closed' })
    expect(bot.received.at(-1)).toMatchObject({
      type: 'view_submission',
      view: {
        state: {
          values: {
            way,
            channel: { pick: { type: 'conversations_select', selected_conversation: 'C0PUB' } },
            roles: { tick: { type: 'checkboxes', selected_options: options } },
          },
        },
      },
    })
    expect(ada.views).toEqual([])
    bot.close()
  })

  it('start with the conversation the command came from, and offer no archived channel', async () => {
    const bot = await plainBot(slack)
    const ada = slack.as('U0ADA')
    const element = {
      type: 'conversations_select' as const,
      action_id: 'pick',
      default_to_current_conversation: true,
    }
    const blocks: KnownBlock[] = [{ type: 'input', block_id: 'channel', label: plain('Channel'), element }]
    const view = modal({ submit: plain('Save'), blocks })
    await clientOf(slack).views.open({ trigger_id: await trigger(bot.received), view })
    expect(ada.view.state.values['channel']?.['pick']?.['selected_conversation']).toBe('C0OPS')
    await expect(ada.fill(ada.view, { channel: '#old' })).rejects.toThrow('does not offer')
    bot.close()
  })

  it('tell the bot that they were closed only when asked to', async () => {
    const bot = await plainBot(slack)
    const ada = slack.as('U0ADA')
    const api = clientOf(slack)
    await api.views.open({ trigger_id: await trigger(bot.received), view: modal() })
    const before = bot.received.length
    await ada.close(ada.view)
    expect(bot.received).toHaveLength(before)
    await api.views.open({ trigger_id: await trigger(bot.received), view: modal({ notify_on_close: true }) })
    const { id } = ada.view
    await ada.close(ada.view, { all: true })
    expect(bot.received.at(-1)).toMatchObject({ type: 'view_closed', is_cleared: true, view: { id } })
    expect(await errorOf(api.views.update({ view_id: id, view: modal() }))).toBe('not_found')
    bot.close()
  })

  it.each([
    ['errors for a block that is not there', { response_action: 'errors', errors: { nowhere: 'x' } }],
    ['a view Slack would not take', { response_action: 'update', view: { type: 'modal', blocks: [] } }],
  ])('show a person when the bot answers with %s', async (_name, answer) => {
    const bot = await plainBot(slack, ({ payload }) =>
      payload['type'] === 'view_submission' ? answer : undefined,
    )
    const ada = slack.as('U0ADA')
    const view = modal({ submit: plain('Save') })
    await clientOf(slack).views.open({ trigger_id: await trigger(bot.received), view })
    await expect(ada.submit(ada.view)).rejects.toMatchObject({ name: 'SlackProblem' })
    bot.close()
  })
})

const button: KnownBlock = {
  type: 'actions',
  elements: [{ type: 'button', action_id: 'go', text: plain('Go on'), url: 'https://example.com/go' }],
}

describe('a link button', () => {
  it('leads somewhere and tells the bot', async () => {
    const bot = await plainBot(slack)
    await clientOf(slack).chat.postMessage({ channel: 'C0OPS', text: 'Look', blocks: [button] })
    const [message] = slack.channel('C0OPS').messages
    if (message === undefined) throw new Error('no message')
    const { url } = await slack.as('U0BEN').click(message, 'Go on')
    expect(url).toBe('https://example.com/go')
    expect(bot.received.map(payload => payload['type'])).toEqual(['block_actions'])
    await expect(slack.as('U0BEN').click(message, 'Stop')).rejects.toThrow('There is nothing called "Stop"')
    bot.close()
  })
})
