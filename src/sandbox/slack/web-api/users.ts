import { Refusal } from '../refusal.ts'
import { userWire } from '../wire.ts'
import { count, type Method, page, required, text } from './args.ts'

/** Above this many users Slack insists on a limit. */
const tooManyWithoutLimit = 10_000

export const userMethods: Record<string, Method> = {
  'users.list': {
    scope: 'users:read',
    token: 'bot',
    run: (world, args) => {
      const limit = count(args, 'limit')
      if (limit === null && world.userOrder.length > tooManyWithoutLimit) throw new Refusal('limit_required')
      if (limit !== null && (limit < 0 || limit > 1000)) throw new Refusal('invalid_limit')
      const standard = limit === null || limit === 0 ? world.userOrder.length : limit
      const { items, metadata } = page(world.userOrder, limit === 0 ? { ...args, limit: '' } : args, {
        standard: Math.max(standard, 1),
        most: Math.max(standard, 1),
        name: 'user',
      })
      return {
        members: items.map(user => userWire(world, user)),
        cache_ts: Math.floor(world.clock().getTime() / 1000),
        response_metadata: metadata,
      }
    },
  },
  'users.info': {
    scope: 'users:read',
    token: 'bot',
    run: (world, args) => {
      const user = world.users.get(required(args, 'user'))
      if (user === undefined) throw new Refusal('user_not_found')
      return { user: userWire(world, user) }
    },
  },
  'users.lookupByEmail': {
    scope: 'users:read.email',
    token: 'bot',
    run: (world, args) => {
      const wanted = text(args, 'email')?.toLowerCase()
      const user = world.userOrder.find(
        one => one.deleted !== true && one.email != null && one.email.toLowerCase() === wanted,
      )
      if (user === undefined) throw new Refusal('users_not_found')
      return { user: userWire(world, user) }
    },
  },
}
