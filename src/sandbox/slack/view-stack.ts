import { isOffered } from './choose.ts'
import { elementsIn, stateOf, stateValue } from './form-state.ts'
import { limits } from './limits.ts'
import { withIds } from './messages.ts'
import { invalidArguments, Refusal } from './refusal.ts'
import type { Block, LocalView, TextObject } from './shapes.ts'
import { isRecord } from './validate-values.ts'
import { viewProblems, viewTooLarge } from './validate-view.ts'
import { type ChannelState, nextHash, nextId, type World } from './world.ts'

/** Modals and Home tabs: what may be opened, what replaces what. Throws Slack's refusals. */

export const stackOf = (world: World, userId: string): LocalView[] => {
  const stack = world.stacks.get(userId) ?? []
  world.stacks.set(userId, stack)
  return stack
}

/** Whose stack this view is open in; null when it is closed. */
export const holderOf = (world: World, view: LocalView): string | null => {
  for (const [userId, stack] of world.stacks) if (stack.includes(view)) return userId
  for (const [userId, home] of world.homes) if (home === view) return userId
  return null
}

const checked = (world: World, sent: unknown, surface: 'modal' | 'home'): Record<string, unknown> => {
  if (!isRecord(sent)) throw invalidArguments(['missing required field: view [json-pointer:/view]'])
  if (viewTooLarge(sent)) throw new Refusal('view_too_large')
  const problems = viewProblems(sent, surface, world.refusedBlocks)
  if (problems.length > 0) {
    throw invalidArguments(problems.map(({ pointer, message }) => `${message} [json-pointer:${pointer}]`))
  }
  return sent
}

const checkExternalId = (world: World, sent: Record<string, unknown>, self: LocalView | null): void => {
  const id = sent['external_id']
  if (typeof id !== 'string' || id === '') return
  for (const view of world.views.values()) {
    if (view !== self && view.external_id === id && holderOf(world, view) !== null) {
      throw new Refusal('duplicate_external_id')
    }
  }
}

const content = (world: World, sent: Record<string, unknown>) => ({
  callback_id: typeof sent['callback_id'] === 'string' ? sent['callback_id'] : '',
  external_id: typeof sent['external_id'] === 'string' ? sent['external_id'] : '',
  private_metadata: typeof sent['private_metadata'] === 'string' ? sent['private_metadata'] : '',
  title: (sent['title'] ?? null) as TextObject | null,
  submit: (sent['submit'] ?? null) as TextObject | null,
  close: (sent['close'] ?? null) as TextObject | null,
  blocks: withIds(world, sent['blocks'] as Block[]),
  clear_on_close: sent['clear_on_close'] === true,
  notify_on_close: sent['notify_on_close'] === true,
})

const create = (
  world: World,
  sent: unknown,
  surface: 'modal' | 'home',
  below: LocalView | null,
): LocalView => {
  const valid = checked(world, sent, surface)
  checkExternalId(world, valid, null)
  const id = nextId(world, 'V')
  const own = content(world, valid)
  const view: LocalView = {
    id,
    team_id: world.team.id,
    app_id: world.bot.appId,
    bot_id: world.bot.botId,
    app_installed_team_id: world.team.id,
    type: surface,
    hash: nextHash(world),
    ...own,
    state: { values: stateOf(own.blocks) },
    previous_view_id: below?.id ?? null,
    root_view_id: below?.root_view_id ?? id,
  }
  world.views.set(id, view)
  return view
}

/** A first modal; from inside a modal it lands on top of it. */
export const openView = (
  world: World,
  userId: string,
  sent: unknown,
  channelId: string | null = null,
): LocalView => {
  const stack = stackOf(world, userId)
  const view = create(world, sent, 'modal', stack.at(-1) ?? null)
  const channel = channelId === null ? undefined : world.channels.get(channelId)
  if (channel !== undefined) chooseCurrent(view, userId, channel)
  stack.push(view)
  world.changed('view')
  return view
}

/** Lists that start with the conversation the person came from. */
const chooseCurrent = (view: LocalView, userId: string, channel: ChannelState): void => {
  for (const block of view.blocks) {
    for (const element of elementsIn(block)) {
      if (element['default_to_current_conversation'] !== true) continue
      if (!isOffered(userId, element, channel)) continue
      const values = view.state.values[block.block_id ?? '']
      const several = element.type.startsWith('multi_')
      if (values !== undefined && element.action_id !== undefined) {
        values[element.action_id] = stateValue(element, several ? [channel.id] : channel.id)
      }
    }
  }
}

/** One more modal on top, three at most. */
export const pushView = (world: World, userId: string, sent: unknown): LocalView => {
  const stack = stackOf(world, userId)
  if (stack.length >= limits.view.stack) throw new Refusal('push_limit_reached')
  return openView(world, userId, sent)
}

/** New content for an open view; answers of unchanged inputs stay. */
export const replaceView = (world: World, view: LocalView, sent: unknown): LocalView => {
  const valid = checked(world, sent, view.type)
  checkExternalId(world, valid, view)
  const own = content(world, valid)
  Object.assign(view, own, {
    hash: nextHash(world),
    state: { values: stateOf(own.blocks, view.state.values) },
  })
  world.changed('view')
  return view
}

/** The Home tab of one person. */
export const publishHome = (world: World, userId: string, sent: unknown, hash: string | null): LocalView => {
  const before = world.homes.get(userId)
  if (before !== undefined) {
    if (hash !== null && hash !== before.hash) throw new Refusal('hash_conflict')
    return replaceView(world, before, sent)
  }
  const view = create(world, sent, 'home', null)
  world.homes.set(userId, view)
  world.changed('view')
  return view
}
