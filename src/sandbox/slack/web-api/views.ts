import { limits } from '../limits.ts'
import { Refusal } from '../refusal.ts'
import { isRecord } from '../validate-values.ts'
import { holderOf, openView, publishHome, pushView, replaceView, stackOf } from '../view-stack.ts'
import { viewWire } from '../wire.ts'
import type { Trigger, World } from '../world.ts'
import { type Args, demandScope, type Method, required, structured, text } from './args.ts'

const triggerLifeMs = 3000

/** The person behind a trigger, whose one use this is. */
const useTrigger = (world: World, args: Args): Trigger => {
  const trigger = world.triggers.get(text(args, 'trigger_id') ?? required(args, 'interactivity_pointer'))
  if (trigger === undefined) throw new Refusal('invalid_trigger_id')
  if (trigger.used) throw new Refusal('exchanged_trigger_id')
  if (performance.now() - trigger.issuedAtMs > triggerLifeMs) throw new Refusal('expired_trigger_id')
  return trigger
}

const sentView = (world: World, args: Args): unknown => {
  const view = structured(args, 'view', 'invalid_arguments')
  const blocks = isRecord(view) && Array.isArray(view['blocks']) ? view['blocks'].filter(isRecord) : []
  const takesFiles = blocks.some(({ element }) => isRecord(element) && element['type'] === 'file_input')
  if (takesFiles) demandScope(world, 'files:read')
  return view
}

export const viewMethods: Record<string, Method> = {
  'views.open': {
    scope: null,
    token: 'bot',
    run: (world, args) => {
      const trigger = useTrigger(world, args)
      const stack = stackOf(world, trigger.userId)
      const inside = trigger.viewId !== null && stack.some(view => view.id === trigger.viewId)
      if (inside && stack.length >= limits.view.stack) throw new Refusal('push_limit_reached')
      // Whoever could type a command or click in a channel has no modal in front of them any more.
      const before = inside ? [] : stack.splice(0)
      try {
        const view = openView(world, trigger.userId, sentView(world, args), trigger.channelId)
        trigger.used = true
        return { view: viewWire(view) }
      } catch (error) {
        stack.push(...before)
        throw error
      }
    },
  },
  'views.push': {
    scope: null,
    token: 'bot',
    run: (world, args) => {
      const trigger = useTrigger(world, args)
      if (trigger.viewId === null || stackOf(world, trigger.userId).length === 0) {
        throw new Refusal('invalid_trigger_id')
      }
      const view = pushView(world, trigger.userId, sentView(world, args))
      trigger.used = true
      return { view: viewWire(view) }
    },
  },
  'views.update': {
    scope: null,
    token: 'bot',
    run: (world, args) => {
      const id = text(args, 'view_id')
      const externalId = text(args, 'external_id')
      if (id === null && externalId === null) required(args, 'view_id')
      const view = [...world.views.values()].findLast(one =>
        id === null ? one.external_id === externalId : one.id === id,
      )
      if (view === undefined || holderOf(world, view) === null) throw new Refusal('not_found')
      const hash = text(args, 'hash')
      if (hash !== null && hash !== view.hash) throw new Refusal('hash_conflict')
      return { view: viewWire(replaceView(world, view, sentView(world, args))) }
    },
  },
  'views.publish': {
    scope: null,
    token: 'bot',
    run: (world, args) => {
      const userId = required(args, 'user_id')
      const user = world.users.get(userId)
      if (user === undefined || user.isBot === true) throw new Refusal('user_not_found')
      if (!world.homeTabEnabled) throw new Refusal('not_enabled')
      return { view: viewWire(publishHome(world, userId, sentView(world, args), text(args, 'hash'))) }
    },
  },
}
